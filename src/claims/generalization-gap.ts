/** The generalization gap: test accuracy of the small less that of the large batch, seed by seed, under one treatment after the other. */

import type { AccuracyPoint } from "../figure/accuracy-by-batch";
import type { ForestRow } from "../figure/gap-forest";
import { mean, type Summary, summarize } from "../stats/summary";
import type { RunRow } from "../sweep/store/row";

/** Training accuracy (%) under which a batch counts as unfinished: it has not fitted its data, so its test accuracy says nothing of generalization. */
export const FITTED = 99;

/** What a treatment changes. */
export type GapKind = "budget" | "updates" | "rate" | "network";

/** The runs of both batches under one treatment. */
export interface Treatment {
  id: string;
  /** As in a figure: "equal epochs (40)". */
  name: string;
  kind: GapKind;
  small: readonly RunRow[];
  large: readonly RunRow[];
}

/** What a treatment came to. Accuracies in percent, differences in percentage points. */
export interface Gap extends Pick<Treatment, "id" | "name" | "kind"> {
  /** The seeds that both batches have, rising; all lists are in their order. */
  seeds: number[];
  small: number[];
  large: number[];
  /** Small less large, a value a seed. */
  values: number[];
  /** Of `values`; undefined where no seed has both batches. */
  difference?: Summary;
  /** Mean training accuracy of each. */
  train: { small: number; large: number };
  /** The batches whose training accuracy is below FITTED. */
  unfinished: ("small" | "large")[];
  runs: string[];
}

const percent = (share: number | undefined): number => 100 * (share ?? Number.NaN);
/** Test accuracy of a run. */
export const testPercent = ({ testAccuracy }: RunRow): number => percent(testAccuracy);

/** The runs of the seeds that both lists have, rising by seed. */
export function pairedBySeed(a: readonly RunRow[], b: readonly RunRow[]): (readonly [RunRow, RunRow])[] {
  const others = new Map(b.map((row) => [row.seed, row]));
  return [...new Map(a.map((row) => [row.seed, row])).values()]
    .flatMap((row) => {
      const other = others.get(row.seed);
      return other ? [[row, other] as const] : [];
    })
    .sort(([one], [two]) => one.seed - two.seed);
}

export function gapOf({ id, name, kind, small, large }: Treatment): Gap {
  const pairs = pairedBySeed(small, large);
  const seeds = pairs.map(([{ seed }]) => seed);
  const [smalls, larges] = [pairs.map(([row]) => row), pairs.map(([, row]) => row)];
  const trainOf = (rows: readonly RunRow[]) => mean(rows.map(({ trainAccuracy }) => percent(trainAccuracy)));
  const [ofSmall, ofLarge] = [smalls.map(testPercent), larges.map(testPercent)];
  const values = ofSmall.map((value, i) => value - (ofLarge[i] as number));
  const train = { small: trainOf(smalls), large: trainOf(larges) };
  return {
    id,
    name,
    kind,
    seeds,
    small: ofSmall,
    large: ofLarge,
    values,
    ...(values.length > 0 ? { difference: summarize(values) } : {}),
    train,
    unfinished: (["small", "large"] as const).filter((batch) => train[batch] < FITTED),
    runs: [...smalls, ...larges].map((row) => row.id),
  };
}

/** The batches of a sweep, rising. */
export function accuracyByBatch(rows: readonly RunRow[]): AccuracyPoint[] {
  const batches = [...new Set(rows.map(({ batch }) => batch))].sort((a, b) => a - b);
  return batches.map((batch) => {
    const own = rows.filter((row) => row.batch === batch);
    const train = summarize(own.map(({ trainAccuracy }) => percent(trainAccuracy)));
    const test = summarize(own.map(testPercent));
    return { batch, train, test, unfinished: train.mean < FITTED };
  });
}

/** Gaps as rows of the forest plot; one without a seed in common has none. */
export const forestRows = (gaps: readonly Gap[]): ForestRow[] =>
  gaps.flatMap(({ name, kind, difference, unfinished }) =>
    difference ? [{ name, group: GROUPS[kind], ...difference, unfinished: unfinished.length > 0 }] : [],
  );

const GROUPS: Record<GapKind, string> = { budget: "budget", updates: "more updates", rate: "learning rate", network: "network" };

/** Rows of gaps for a table in a notebook. */
export const gapRows = (gaps: readonly Gap[]): Record<string, string | number>[] =>
  gaps.map(({ name, small, large, difference, train, unfinished, seeds }) => ({
    treatment: name,
    seeds: seeds.length,
    "train %, SB": fixed(train.small),
    "train %, LB": fixed(train.large),
    "test %, SB": meanAndSd(small),
    "test %, LB": meanAndSd(large),
    "gap, points [95 %]": intervalText(difference),
    unfinished: unfinished.join(", ") || "–",
  }));

/** Two decimals, a true minus; a dash for no number. */
export const fixed = (value: number): string => (Number.isFinite(value) ? value.toFixed(2).replace("-", "−") : "–");
export const meanAndSd = (values: readonly number[]): string => {
  if (values.length === 0) return "–";
  const { mean: middle, sd } = summarize(values);
  return `${fixed(middle)} ± ${fixed(sd)}`;
};
export const intervalText = (summary: Pick<Summary, "mean" | "low" | "high"> | undefined): string =>
  summary ? `${fixed(summary.mean)} [${fixed(summary.low)}, ${fixed(summary.high)}]` : "–";
/** A factor with its interval, of a summary of its logarithms. */
export const factorText = (log: Summary | undefined): string =>
  intervalText(log && { mean: Math.exp(log.mean), low: Math.exp(log.low), high: Math.exp(log.high) });
