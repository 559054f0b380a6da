/** The claims of the fourth notebook: the small-batch solution generalizes better, and the loss around it rises more slowly, along two curves, along random directions, and by the Hessian. */
import { CURVES, type CurveName, type PathPoint } from "../measure/curve";
import type { StoredMeasure } from "../measure/panel/stored";
import { summarize } from "../stats/summary";
import type { RowMeasures } from "../sweep/measure-rows";
import type { StoredPair } from "../sweep/pairs";
import { type Claim, type Hypothesis, judge } from "./claim";
import { type PairedValue, ratioEvidence } from "./ratio";

/** How far from an end the rise is measured, in α. */
export const REACH = 0.25;

/** Relative length of the random filter-normalised directions. */
export const RADIUS = 0.5;

/** The path between two runs, as `measureTogether` keeps it: with batch norm's statistics recomputed at each point, where the network has any. */
export function curvePoints({ result }: StoredMeasure, curve: CurveName): PathPoint[] {
  const { rows } = result as { rows: (PathPoint & { curve: CurveName; batchNorm: string | null })[] };
  return rows.filter((row) => row.curve === curve && (row.batchNorm === null || row.batchNorm === "recomputed"));
}

/** @throws RangeError when the path lacks the point */
function lossAt(path: readonly PathPoint[], alpha: number): number {
  const point = path.find((candidate) => Math.abs(candidate.alpha - alpha) < 1e-9);
  if (!point) throw new RangeError(`The path has no point at α = ${alpha}.`);
  return point.train.loss;
}

/**
 * Mean rise of the training loss (nats) at REACH to both sides of an end.
 * @param end 0 for the first end of the path, 1 for the second
 * @throws RangeError when the path lacks one of the three points
 */
export const rise = (path: readonly PathPoint[], end: 0 | 1): number =>
  (lossAt(path, end - REACH) + lossAt(path, end + REACH)) / 2 - lossAt(path, end);

/** What was measured of one pair. Accuracies are shares of the test examples, rises in nats. */
export interface MinimaRow {
  seed: number;
  runs: readonly string[];
  accuracy: { small: number; large: number };
  /** Along the line, at α ± REACH. */
  line: { small: number; large: number };
  /** Along the quarter circle, at α ± REACH. */
  circle: { small: number; large: number };
  /** Mean over random filter-normalised directions of length RADIUS. */
  random: { small: number; large: number };
  /** Largest eigenvalue of the Hessian. */
  lambdaMax: { small: number; large: number };
}

/**
 * @param paths of the pairs, in their order, as `measureTogether` gives them
 * @param back the same from the large to the small batch: a quarter circle begins at its first end, and only the second has points to both sides
 * @param measured `perturbation` and `hessian` of all runs of the pairs
 */
export function minimaRows(
  pairs: readonly StoredPair[],
  paths: readonly StoredMeasure[],
  back: readonly StoredMeasure[],
  measured: readonly RowMeasures<{ id: string }>[],
): MinimaRow[] {
  const resultOf = <T>(id: string, what: string): T =>
    measured.find(({ row }) => row.id === id)?.measures.find((measure) => measure.what === what)?.result as T;
  return pairs.map(({ seed, small, large, ids }, i) => {
    const line = curvePoints(paths[i] as StoredMeasure, "linear");
    const circleTo = (all: readonly StoredMeasure[]) => rise(curvePoints(all[i] as StoredMeasure, "curvilinear"), 1);
    const both = (value: (id: string) => number) => ({ small: value(ids[0]), large: value(ids[1]) });
    return {
      seed,
      runs: ids,
      accuracy: { small: small.test.accuracy, large: large.test.accuracy },
      line: { small: rise(line, 0), large: rise(line, 1) },
      circle: { small: circleTo(back), large: circleTo(paths) },
      random: both((id) => riseAt(resultOf(id, "perturbation"), RADIUS)),
      lambdaMax: both((id) => resultOf<{ lambdaMax: number }>(id, "hessian").lambdaMax),
    };
  });
}

/** @throws RangeError when that radius was not measured */
export function riseAt({ rises }: { rises: readonly { radius: number; rise: number }[] }, radius: number): number {
  const found = rises.find((each) => each.radius === radius);
  if (!found) throw new RangeError(`The perturbation has no radius ${radius}.`);
  return found.rise;
}

/** How much higher the loss gets between the ends than the straight line from one end's loss to the other's, nats: mean and largest over the pairs, a row a curve. */
export function barrierRows(paths: readonly StoredMeasure[]): Record<string, string | number>[] {
  type Barrier = { curve: CurveName; batchNorm: string | null; train: number; test: number };
  const all = paths
    .flatMap(({ result }) => (result as { barriers: Barrier[] }).barriers)
    .filter(({ batchNorm }) => batchNorm !== "running");
  return CURVES.flatMap((curve) =>
    (["train", "test"] as const).map((split) => {
      const values = all.filter((each) => each.curve === curve).map((each) => each[split]);
      return { curve, loss: split === "train" ? "training" : "test", "mean barrier": summarize(values).mean, largest: Math.max(...values) };
    }),
  );
}

/** A row a seed, for a table. */
export const minimaTable = (rows: readonly MinimaRow[]): Record<string, number>[] =>
  rows.map(({ seed, line, circle, random, lambdaMax }) => ({
    seed,
    "line, SB": line.small,
    "line, LB": line.large,
    "circle, SB": circle.small,
    "circle, LB": circle.large,
    "random, SB": random.small,
    "random, LB": random.large,
    "λ_max, SB": lambdaMax.small,
    "λ_max, LB": lambdaMax.large,
  }));

const SEEDS = 5;

const steeper = (id: string, statement: string, source: string, effect: string): Hypothesis => ({
  id: `flat-and-sharp-${id}`,
  statement,
  source,
  test: {
    kind: "direction",
    effect: `${effect}, large over small batch at the ends, which lie at unequal training loss (geometric mean)`,
    direction: "above",
    from: 1,
    seeds: SEEDS,
  },
});

const LINE = steeper(
  "line",
  "Along the line between the two, the large-batch minimum is the steeper one.",
  "Keskar et al. 2017, Figure 3",
  `rise of the training loss at α ± ${REACH}`,
);
const CIRCLE = steeper(
  "circle",
  "Along the quarter circle between the two, too.",
  "Keskar et al. 2017, Figure 7",
  `rise of the training loss at α ± ${REACH}, to each end on the circle that begins at the other`,
);
const RANDOM = steeper(
  "random",
  "Along random directions that are scaled to the weights, too: it is not the size of the weights alone.",
  "Li et al. 2018, section 5",
  `mean rise of the training loss along filter-normalised directions of length ${RADIUS}`,
);
const LAMBDA = steeper(
  "lambda-max",
  "The large-batch solution has the larger curvature.",
  "Yao et al. 2018, abstract; Keskar et al. 2017, section 2.2.1",
  "largest eigenvalue of the Hessian",
);

/** The notebook's part of the ledger; that the small batch of these runs generalizes better is judged with the gap (`gapClaims`). */
export function flatAndSharpClaims(rows: readonly MinimaRow[]): Claim[] {
  const runs = rows.flatMap((row) => row.runs);
  const ratio = (of: (row: MinimaRow) => Omit<PairedValue, "seed">) =>
    ratioEvidence(
      rows.map((row) => ({ seed: row.seed, ...of(row) })),
      runs,
    );
  return [
    judge(
      LINE,
      ratio(({ line }) => line),
    ),
    judge(
      CIRCLE,
      ratio(({ circle }) => circle),
    ),
    judge(
      RANDOM,
      ratio(({ random }) => random),
    ),
    judge(
      LAMBDA,
      ratio(({ lambdaMax }) => lambdaMax),
    ),
  ];
}
