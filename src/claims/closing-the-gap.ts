/** What remedies did to the gap and to the sharpness, and the claims that are made of it. */
import { type Ratio, ratioOfMeans } from "../stats/ratio-of-means";
import { mean, oneOf, type Summary, summarize } from "../stats/summary";
import type { RowMeasures } from "../sweep/measure-rows";
import type { RunRow } from "../sweep/store/row";
import { describeRemedies } from "../train/remedies/describe";
import { type Claim, type Evidence, evidenceOf, type Hypothesis, judge } from "./claim";
import type { EqualLoss } from "./equal-loss";
import { FITTED, factorText, fixed, intervalText, meanAndSd, testPercent } from "./generalization-gap";
import { PANEL_VALUES } from "./panel-ranking";
import { type Arm, LARGE, type LeftOut, SMALL } from "./remedy-arms";

/** The measures of the panel that are taken: names of PANEL_VALUES, which are those of the measures. */
export const REMEDY_PANEL = ["keskar", "hessian", "trace", "asam"] as const;
export type RemedyMeasure = (typeof REMEDY_PANEL)[number];

/** The one by which "flat" is judged. */
export const FLAT_BY: RemedyMeasure = "hessian";

/** What became of an arm, against SB and LB of the same seeds. Accuracies in percent, differences in percentage points. */
export interface RemedyResult {
  id: string;
  cost: number;
  /** Mean training accuracy. */
  train: number;
  test: number[];
  /** Arm less LB. */
  gain?: Summary;
  /** Gain over SB less LB: 0 is the large batch's accuracy, 1 the small batch's. */
  share?: Ratio;
  /** log(LB / arm) of each measure: above 0 where the arm is the flatter. Left out where a value has no logarithm. */
  flatter: Partial<Record<RemedyMeasure, Summary>>;
  /** Training loss (nats) at which it is compared, where that is at equal loss; else at the ends. */
  atLoss?: number;
  /** Seconds a run, mean. */
  seconds: number;
  runs: string[];
}

/** @param rows recipes are named as the arms; SB and LB among them @param measured the same runs, as far as they are measured */
export function remedyResults(
  arms: readonly Pick<Arm, "id" | "cost">[],
  rows: readonly RunRow[],
  measured: readonly RowMeasures<Pick<RunRow, "id">>[] = [],
): RemedyResult[] {
  const measures = new Map(measured.map((each) => [each.row.id, each.measures]));
  const of = (id: string) => rows.filter(({ recipe }) => recipe === id);
  const [small, large] = [of(SMALL), of(LARGE)];
  const measureOf = (row: RunRow, name: RemedyMeasure): number => {
    const own = measures.get(row.id);
    return own ? (PANEL_VALUES.find(({ id }) => id === name)?.of(own) ?? Number.NaN) : Number.NaN;
  };
  return arms.flatMap(({ id, cost }) => {
    const trios = of(id).flatMap((arm) => {
      const [sb, lb] = [small, large].map((some) => some.find(({ seed }) => seed === arm.seed));
      return sb && lb ? [{ arm, sb, lb }] : [];
    });
    if (trios.length === 0) return [];
    const gains = trios.map(({ arm, lb }) => testPercent(arm) - testPercent(lb));
    const gaps = trios.map(({ sb, lb }) => testPercent(sb) - testPercent(lb));
    const flatter = REMEDY_PANEL.flatMap((name) => {
      const logs = trios.map(({ arm, lb }) => Math.log(measureOf(lb, name) / measureOf(arm, name)));
      return logs.every(Number.isFinite) ? [[name, summarize(logs)] as const] : [];
    });
    return [
      {
        id,
        cost,
        train: mean(trios.map(({ arm }) => 100 * (arm.trainAccuracy ?? Number.NaN))),
        test: trios.map(({ arm }) => testPercent(arm)),
        gain: summarize(gains),
        share: ratioOfMeans(gains, gaps),
        flatter: Object.fromEntries(flatter),
        seconds: mean(trios.map(({ arm }) => arm.seconds ?? Number.NaN)),
        runs: trios.flatMap(({ arm, lb }) => [arm.id, lb.id]),
      },
    ];
  });
}

/** For a table: accuracy and share at equal gradients, the share at equal steps, and by what factor each measure fell. */
export const remedyResultRows = (results: readonly RemedyResult[], atSteps: readonly RemedyResult[]): Record<string, string | number>[] =>
  results.map(({ id, cost, train, test, share, flatter }) => ({
    arm: id,
    "gradients a step": cost,
    "train, %": `${fixed(train)}${train < FITTED ? " (unfinished)" : ""}`,
    "test, %": meanAndSd(test),
    "share closed [95 %]": shareText(share),
    "at equal steps": shareText(cost === 1 ? share : atSteps.find((each) => each.id === id)?.share),
    ...Object.fromEntries(REMEDY_PANEL.map((name) => [`${NAMES[name]}, LB/arm`, factorText(flatter[name])])),
  }));

const NAMES: Record<RemedyMeasure, string> = { keskar: "φ", hessian: "λ_max", trace: "trace", asam: "ASAM" };

export const shareText = (share: Ratio | undefined): string =>
  share ? (Number.isFinite(share.low) ? intervalText({ ...share, mean: share.ratio }) : `${fixed(share.ratio)} [not bounded]`) : "–";

/** Seconds a run for a table; they depend on the machine. */
export const remedyTimes = (results: readonly RemedyResult[]): Record<string, string | number>[] =>
  results.map(({ id, cost, seconds }) => ({ arm: id, "gradients a step": cost, "seconds a run": seconds.toFixed(1) }));

/** The results with the sharpness at equal training loss in the place of that at the ends. */
export const atEqualLoss = (
  results: readonly RemedyResult[],
  equal: readonly Pick<EqualLoss, "id" | "flatter" | "loss">[],
): RemedyResult[] =>
  results.map((result) => {
    const own = equal.find(({ id }) => id === result.id);
    return { ...result, flatter: own?.flatter ?? {}, ...(own ? { atLoss: own.loss } : {}) };
  });

/** Training loss (nats) up to which two networks at one loss are both minima, and not slopes. */
const MINIMUM = 0.01;

/** Whether an arm is held against the large batch half-way down a slope, so that nothing can be said of the flatness of a minimum. */
export const isOnSlope = ({ atLoss = 0 }: Pick<RemedyResult, "atLoss">): boolean => atLoss > MINIMUM;

/** Better with the whole interval, or not; flatter with it, or not. SB and LB are left out, and those that are compared half-way down a slope, or have no value, are named apart. */
export function remedySentences(results: readonly RemedyResult[]): string[] {
  const remedies = results.filter(({ id }) => id !== SMALL && id !== LARGE);
  const unknown = remedies.filter((each) => !isOnSlope(each) && !each.flatter[FLAT_BY]);
  const onSlopes = remedies.filter(isOnSlope);
  const names = (some: readonly { id: string }[]) => some.map(({ id }) => id).join(", ") || "none";
  const isBetter = ({ gain }: RemedyResult) => (gain?.low ?? 0) > 0;
  const better = (some: RemedyResult[]) =>
    `better ${names(some.filter(isBetter))}; not better ${names(some.filter((each) => !isBetter(each)))}`;
  const judged = remedies
    .filter((each) => !onSlopes.includes(each) && !unknown.includes(each))
    .map((result) => ({ id: result.id, better: isBetter(result), flat: (result.flatter[FLAT_BY]?.low ?? 0) > 0 }));
  const list = (isBetter: boolean, isFlat: boolean) => names(judged.filter(({ better, flat }) => better === isBetter && flat === isFlat));
  return [
    `Better than the plain large batch *and* flatter, each with the whole interval: ${list(true, true)}.`,
    `Better, and flatter not with the whole interval: ${list(true, false)}.`,
    `Flatter, and better not with the whole interval: ${list(false, true)}.`,
    `Neither: ${list(false, false)}.`,
    `Compared above ${MINIMUM} nats, a minimum with a slope, so that nothing is said of flatness: ${better(onSlopes)}.`,
    ...(unknown.length > 0 ? [`Without a value of flatness: ${better(unknown)}.`] : []),
  ];
}

/** Remedies whose papers say that they lead to flat minima. */
const FLATTENING = ["sam", "asam", "entropySgd", "swa", "smoothOut"];
const SEEDS = 5;

/** Remedies whose papers claim nothing of large batches: what is tested is ours. */
const OF_ANY_BATCH = ["labelSmoothing", "clipping"];

/** "entropySgd" as "entropy-sgd". */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const gains = (name: string, paper: string): Hypothesis => ({
  id: `remedy-${kebab(name)}-gains`,
  statement: `${name} improves the large batch's test accuracy at equal gradients.`,
  source: OF_ANY_BATCH.includes(name) ? `ours, with the method of ${paper}` : paper,
  test: { kind: "direction", effect: `test accuracy, LB with ${name} − LB, percentage points`, direction: "above", seeds: SEEDS },
});

const flattens = (name: string, paper: string): Hypothesis => ({
  id: `remedy-${kebab(name)}-flatter`,
  statement: `${name} leads the large batch to a flatter minimum.`,
  source: paper,
  test: {
    kind: "direction",
    effect: `λ_max at equal training loss, LB over LB with ${name} (one of ${FLATTENING.length} such intervals, 95 % together)`,
    direction: "above",
    from: 1,
    seeds: SEEDS,
  },
});

/**
 * What each paper says, one remedy of the registry after the other, judged at equal gradients; not where a training is unfinished, and flatness not where a minimum is held against a slope. Flatness is claimed of several remedies, and their intervals hold together.
 * @param leftOut remedies that were not tried, and why @param skip remedies that are judged elsewhere
 */
export function remedyClaims(
  results: readonly RemedyResult[],
  { leftOut = [], skip = [] }: { leftOut?: readonly LeftOut[]; skip?: readonly string[] } = {},
): Claim[] {
  return describeRemedies()
    .filter(({ name }) => !skip.includes(name))
    .flatMap(({ name, paper }) => {
      const result = results.find(({ id }) => id === name);
      const reason = leftOut.find(({ id }) => id === name)?.why ?? NO_RUNS;
      const why = result && result.train < FITTED ? `unfinished: ${fixed(result.train)} % of the training images are fitted` : undefined;
      const better: Evidence = result?.gain && !why ? evidenceOf(result.gain, result.runs) : { reason: why ?? reason };
      const slope = result && isOnSlope(result) ? `compared at ${result.atLoss?.toPrecision(2)} nats, a minimum with a slope` : undefined;
      const flatter = why || slope ? undefined : result?.flatter[FLAT_BY];
      const flat: Evidence = flatter
        ? evidenceOf(oneOf(flatter, FLATTENING.length), result?.runs, Math.exp)
        : { reason: why ?? slope ?? (result ? NOT_MEASURED : reason) };
      return [judge(gains(name, paper), better), ...(FLATTENING.includes(name) ? [judge(flattens(name, paper), flat)] : [])];
    });
}

const NO_RUNS = "every trial of it diverged, or it has no seed in common with both batches";
const NOT_MEASURED = "λ_max was not measured, is not above 0, or the training passes no loss that both have";
