/** Tables 3 and 4 of Keskar et al. (2017): φ of a small-batch and a large-batch solution, in the full space and in random subspaces, published beside ours. */

import type { ForestRow } from "../figure/forest";
import type { KeskarDraws, KeskarSharpness } from "../measure/keskar";
import { summarize } from "../stats/summary";
import type { RowMeasures } from "../sweep/measure-rows";
import { type Claim, type Hypothesis, judge, type PublishedValue } from "./claim";
import { type MeasuredRow, measured } from "./measured";
import { type PublishedRow, published, quotable } from "./published";
import { largestAndSmallest, logRatios, type PairedValue, ratioEvidence } from "./ratio";

export type PhiQuantity = "keskarFull" | "keskarSubspace";

/** φ of the study's pairs, or of one of our own settings at the published scale. */
export interface PhiPairs {
  quantity: PhiQuantity;
  epsilon: number;
  values: PairedValue[];
  runs: string[];
}

/** The measure of the panel that gives a quantity. */
const MEASURE: Record<PhiQuantity, string> = { keskarFull: "keskar", keskarSubspace: "keskarSubspace" };

interface StudyRow {
  id: string;
  batch: number;
  seed: number;
}

/** φ of the small and of the large batch by seed. @param rows measured with one ε */
export function phiPairs(
  rows: readonly RowMeasures<StudyRow>[],
  { quantity, epsilon, small, large }: { quantity: PhiQuantity; epsilon: number; small: number; large: number },
): PhiPairs {
  const phiOf = ({ measures }: RowMeasures<StudyRow>): number => {
    const found = measures.find(({ what, settings }) => what === MEASURE[quantity] && settings.epsilon === epsilon);
    if (!found) throw new RangeError(`A run was not measured with ${MEASURE[quantity]} at ε = ${epsilon}.`);
    return quantity === "keskarFull" ? (found.result as KeskarSharpness).phi : (found.result as KeskarDraws).phi.mean;
  };
  const at = (batch: number, seed: number) => rows.find(({ row }) => row.batch === batch && row.seed === seed);
  const both = rows
    .filter(({ row }) => row.batch === small)
    .flatMap((first) => {
      const second = at(large, first.row.seed);
      return second ? [[first, second] as const] : [];
    });
  return {
    quantity,
    epsilon,
    values: both.map(([first, second]) => ({ seed: first.row.seed, small: phiOf(first), large: phiOf(second) })),
    runs: both.flat().map(({ row }) => row.id),
  };
}

/** What each of the two methods found of the largest loss in the full box, mean over the seeds: the published one, and steps along the sign of the gradient. */
export const methodRows = (rows: readonly RowMeasures<StudyRow>[], batches: readonly number[], epsilon: number): Record<string, number>[] =>
  batches.map((batch) => {
    const found = rows
      .filter(({ row }) => row.batch === batch)
      .flatMap(({ measures }) => measures.filter(({ what, settings }) => what === "keskar" && settings.epsilon === epsilon));
    const mean = (method: "published" | "signAscent") =>
      summarize(found.map(({ result }) => (result as KeskarSharpness).by[method] ?? Number.NaN)).mean;
    return { batch, "φ by 10 iterations of L-BFGS-B (mean)": mean("published"), "φ by sign-gradient ascent (mean)": mean("signAscent") };
  });

/** One line of the tables. */
export interface PhiRow {
  by: string;
  network: string;
  quantity: PhiQuantity;
  epsilon: number;
  small: string;
  large: string;
  /** Large over small batch; published: of the two means. */
  ratio: number;
  low?: number;
  high?: number;
}

const text = ({ mean, sd }: { mean: number; sd: number }): string => `${digits(mean)} ± ${digits(sd)}`;
const digits = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "–");

function rowOf(by: string, network: string, { quantity, epsilon, values }: Omit<PhiPairs, "runs">): PhiRow[] {
  const evidence = ratioEvidence(values);
  if (evidence.estimate === undefined) return [];
  const { low, high } = logRatios(values);
  const [small, large] = (["small", "large"] as const).map((which) => text(summarize(values.map((pair) => pair[which]))));
  return [
    {
      by,
      network,
      quantity,
      epsilon,
      small: small as string,
      large: large as string,
      ratio: evidence.estimate,
      ...(Number.isFinite(low) ? { low: Math.exp(low), high: Math.exp(high) } : {}),
    },
  ];
}

/** The published φ of a network at an ε. */
const publishedPhi = (table: readonly PublishedRow<"keskar">[], network: string, quantity: PhiQuantity, epsilon: number) => {
  const own = table.filter((row) => row.network === network && row.quantity === quantity && row.epsilon === epsilon && quotable(row));
  const [small, large] = (["small", "large"] as const).map((batch) => own.find((row) => row.batch === batch));
  return small && large ? { small, large, ratio: large.mean / small.mean } : undefined;
};

const QUANTITIES: readonly PhiQuantity[] = ["keskarFull", "keskarSubspace"];
export const EPSILONS = [1e-3, 5e-4] as const;
const each = <T>(make: (quantity: PhiQuantity, epsilon: number) => T[]): T[] =>
  QUANTITIES.flatMap((quantity) => EPSILONS.flatMap((epsilon) => make(quantity, epsilon)));

function publishedRows(table: readonly PublishedRow<"keskar">[]): PhiRow[] {
  const networks = [...new Set(table.map(({ network }) => network))];
  return each((quantity, epsilon) =>
    networks.flatMap((network) => {
      const found = publishedPhi(table, network, quantity, epsilon);
      if (!found) return [];
      return [{ by: "Keskar et al.", network, quantity, epsilon, small: text(found.small), large: text(found.large), ratio: found.ratio }];
    }),
  );
}

/** Our own runs at the published settings, smallest against largest batch, of each setting that was measured. */
function measuredPairs(rows: readonly MeasuredRow[], quantity: PhiQuantity, epsilon: number) {
  const settingOf = ({ network, data, variant, optimizer, learning_rate }: MeasuredRow) =>
    JSON.stringify([network, data, variant, optimizer, learning_rate]);
  const column = `${quantity}(${epsilon.toExponential()})` as "keskarFull(1e-3)";
  const known = rows.flatMap((row) => (row[column] === undefined ? [] : [{ ...row, phi: row[column] }]));
  return [...new Set(known.map(settingOf))].flatMap((setting) => {
    const own = known.filter((row) => settingOf(row) === setting);
    const { network, data } = own[0] as MeasuredRow;
    if (new Set(own.map(({ batch }) => batch)).size < 2) return [];
    return [{ network, data, values: largestAndSmallest(own, ({ phi }) => phi) }];
  });
}

const measuredRows = (rows: readonly MeasuredRow[]): PhiRow[] =>
  each((quantity, epsilon) =>
    measuredPairs(rows, quantity, epsilon).flatMap(({ network, values }) =>
      rowOf("here, published setting", network, { quantity, epsilon, values }),
    ),
  );

/** The study's rows, those of our runs at the published settings where there are any, and the published ones. */
export const phiTable = (
  pairs: readonly PhiPairs[],
  network: string,
  own: readonly MeasuredRow[] = measured(),
  table: readonly PublishedRow<"keskar">[] = published("keskar"),
): PhiRow[] => [...pairs.flatMap((pair) => rowOf("here", network, pair)), ...measuredRows(own), ...publishedRows(table)];

const NAMES: Record<PhiQuantity, string> = { keskarFull: "full space", keskarSubspace: "100 dimensions" };

/** For a table in a notebook. */
export const phiTableRows = (rows: readonly PhiRow[], quantity: PhiQuantity): Record<string, string | number>[] =>
  rows
    .filter((row) => row.quantity === quantity)
    .map(({ by, network, epsilon, small, large, ratio, low, high }) => ({
      by,
      network,
      ε: epsilon.toExponential(),
      "φ, SB": small,
      "φ, LB": large,
      "LB / SB": `${digits(ratio)}${low === undefined || high === undefined ? "" : ` [${digits(low)}, ${digits(high)}]`}`,
    }));

/** For a forest figure: the ratios at one ε. */
export const phiForest = (rows: readonly PhiRow[], epsilon: number): ForestRow[] =>
  rows
    .filter((row) => row.epsilon === epsilon)
    .map(({ by, network, quantity, ratio, low, high }) => ({
      name: `${network}, ${NAMES[quantity]}`,
      group: by,
      value: ratio,
      ...(low === undefined || high === undefined ? {} : { low, high }),
    }));

interface PhiClaim {
  quantity: PhiQuantity;
  epsilon: number;
  /** As published for this network, where it is one of the paper's: the size is compared, too. */
  found: { ratio: number } | undefined;
  /** The network, where its runs are ours at the published setting and not the study's. */
  setting?: string;
}

/** A claim of the tables, before it is tested. */
function phiHypothesis({ quantity, epsilon, found, setting }: PhiClaim): Hypothesis {
  const isFull = quantity === "keskarFull";
  const [prefix, start] = setting
    ? [`published-setting-${setting.toLowerCase()}-`, `${setting} at the published setting: the`]
    : ["", "The"];
  // In random subspaces both searches find the same.
  const searched = isFull ? " by ascent along the sign of the gradient, not by the published search (notebook 05)" : "";
  const size: PublishedValue | undefined = found && { value: Number(found.ratio.toPrecision(3)), mark: "computed" };
  return {
    id: `sharpness-${prefix}${isFull ? "full" : "subspace"}-${epsilon.toExponential()}`,
    statement: `${start} large-batch solution is the sharper one: φ in ${isFull ? "the full space" : "random subspaces of 100 dimensions"}, ε = ${epsilon.toExponential()}.`,
    source: `Keskar et al. 2017, Table ${isFull ? 3 : 4}`,
    ...(size ? { published: size } : {}),
    test: {
      kind: size ? "ratio" : "direction",
      effect: `φ${setting ? searched : " at the ends, which lie at unequal training loss"}, large over small batch (geometric mean${size ? "; published: of the two printed means" : ""})`,
      direction: "above",
      from: 1,
      seeds: 5,
    },
  };
}

/** The claims of both tables, at both ε. @param network of the study: where it is one of the paper's, the size is compared, too */
export function phiClaims(pairs: readonly PhiPairs[], network: string, data: string, table = published("keskar")): Claim[] {
  const own = table.filter((row) => row.data.toLowerCase() === data);
  return pairs.map(({ quantity, epsilon, values, runs }) => {
    const found = publishedPhi(own, network, quantity, epsilon);
    return judge(phiHypothesis({ quantity, epsilon, found }), ratioEvidence(values, runs));
  });
}

/** The same of our own runs at the published setting of a network, against its published factors. */
export function publishedSettingClaims(
  network = "F1",
  own: readonly MeasuredRow[] = measured(),
  table: readonly PublishedRow<"keskar">[] = published("keskar"),
): Claim[] {
  const data = table.find((row) => row.network === network)?.data;
  if (data === undefined) throw new RangeError(`Keskar's Tables 3 and 4 have no network ${network}.`);
  return each((quantity, epsilon) => {
    const found = publishedPhi(table, network, quantity, epsilon);
    const isOurs = (pair: { network: string; data: string }) => pair.network === network && pair.data.toLowerCase() === data.toLowerCase();
    const values = measuredPairs(own, quantity, epsilon).find(isOurs)?.values ?? [];
    return [judge(phiHypothesis({ quantity, epsilon, found, setting: network }), ratioEvidence(values))];
  });
}
