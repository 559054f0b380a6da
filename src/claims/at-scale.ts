/** Steps to a target against the batch: where perfect scaling ends, and whether the noise of the gradient agrees with it (McCandlish et al., 2018; Shallue et al., 2019). */

import { UserError } from "../errors";
import { fitStepsToTarget, type StepsToTarget, type StepsToTargetFit } from "../measure/steps-to-target";
import { random } from "../random";
import { lineThrough } from "../stats/least-squares";
import { type Summary, summarize } from "../stats/summary";
import type { Epoch } from "../train/loop";
import { type Claim, evidenceOf, type Hypothesis, judge } from "./claim";
import { fixed, intervalText } from "./generalization-gap";
import { meanNoise, type NoiseAlong, riseClaim } from "./scale-noise";
import { apartEvidence } from "./within";

/**
 * The step at which the mean training loss passes a target, between epochs: the loss of an epoch, a mean over its steps, is that of its middle, and between two middles the logarithm of the loss is a straight line.
 * @param target nats
 * @returns undefined where the loss never falls so low, or lies below the target in the first epoch already
 */
export function crossing(history: readonly Pick<Epoch, "step" | "trainLoss">[], target: number): number | undefined {
  const points = history.map(({ step, trainLoss }, i) => ({ at: (step + 1 + (history[i - 1]?.step ?? 0)) / 2, log: Math.log(trainLoss) }));
  const goal = Math.log(target);
  const first = points.findIndex(({ log }) => log <= goal);
  const [before, after] = [points[first - 1], points[first]];
  if (!before || !after) return undefined;
  return before.at + ((after.at - before.at) * (before.log - goal)) / (before.log - after.log);
}

/** One training on its way to the target. */
export interface TargetRun {
  run: string;
  batch: number;
  seed: number;
  learningRate: number;
  /** Undefined: it never came there. */
  steps: number | undefined;
}

/** The rate of each batch with the fewest steps to the target; batches that reached it at no rate are missing. */
export function fastestRates(tried: readonly TargetRun[]): Map<number, number> {
  const rates = new Map<number, { rate: number; steps: number }>();
  for (const { batch, learningRate, steps } of tried) {
    const best = rates.get(batch);
    if (steps !== undefined && (!best || steps < best.steps)) rates.set(batch, { rate: learningRate, steps });
  }
  return new Map([...rates].sort(([a], [b]) => a - b).map(([batch, { rate }]) => [batch, rate]));
}

/** The runs of the batches that reached the target with every seed: what a fit can be made of. */
export function completeRuns(runs: readonly TargetRun[]): (TargetRun & StepsToTarget)[] {
  const seeds = new Set(runs.map(({ seed }) => seed)).size;
  const arrived = runs.filter((run): run is TargetRun & StepsToTarget => run.steps !== undefined);
  return arrived.filter(({ batch }) => arrived.filter((each) => each.batch === batch).length === seeds);
}

/** The fit of one seed alone, or why there is none. */
const fitOfSeed = (runs: readonly TargetRun[], seed: number) => fitTarget(runs.filter((run) => run.seed === seed));

/** How many of the smallest and of the largest batches the slopes at the ends are taken over. */
const ENDS = 3;

type End = "smallest" | "largest";

/** The smallest or the largest batches, rising. */
const endBatches = (batches: Iterable<number>, end: End): number[] => {
  const rising = [...new Set(batches)].sort((a, b) => a - b);
  return end === "smallest" ? rising.slice(0, ENDS) : rising.slice(-ENDS);
};

/** d log S / d log B over the smallest or the largest batches, of one seed. */
export function endSlope(runs: readonly StepsToTarget[], seed: number, end: End): number {
  const own = runs.filter((run) => run.seed === seed);
  const sizes = endBatches(
    own.map(({ batch }) => batch),
    end,
  );
  return slopeOver(sizes, (batch) => own.find((run) => run.batch === batch)?.steps ?? Number.NaN);
}

/** d log S / d log B of the law S_min (1 + B_crit / B), over the same batches in the same way: by least squares in logarithms. It tends to −1 only where all of them are far below B_crit. */
export const lawSlope = (batches: readonly number[], criticalBatch: number): number =>
  slopeOver(batches, (batch) => 1 + criticalBatch / batch);

const slopeOver = (batches: readonly number[], steps: (batch: number) => number): number =>
  lineThrough(
    batches.map(Math.log),
    batches.map((batch) => Math.log(steps(batch))),
  ).slope;

/** The slopes at both ends for a table in a notebook: the runs' over seeds, beside that of the law fitted to all of them, and what the law tends to. Empty without a fit. */
export function slopeRows(all: readonly TargetRun[]): Record<string, string>[] {
  const law = fitTarget(all);
  if (!("fit" in law)) return [];
  const runs = completeRuns(all);
  const { batches, seeds, criticalBatch } = law.fit;
  return (["smallest", "largest"] as const).map((end) => {
    const sizes = endBatches(batches, end);
    const shares = sizes.map((batch) => fixed(batch / criticalBatch.value));
    return {
      batches: sizes.join(", "),
      "over the critical batch": shares.join(", "),
      "slope of the runs": intervalText(summarize(seeds.map((seed) => endSlope(runs, seed, end)))),
      "slope of the law there": fixed(lawSlope(sizes, criticalBatch.value)),
      "tends to": end === "smallest" ? "−1" : "0",
    };
  });
}

const MCCANDLISH = "McCandlish et al. 2018";
const SHALLUE = "Shallue et al. 2019";

const PERFECT: Hypothesis = {
  id: "scale-perfect-at-first",
  statement: "At small batches twice the batch needs half the steps.",
  source: SHALLUE,
  published: { value: -1, mark: "verified" },
  test: { kind: "difference", effect: `slope of log steps against log batch, ${ENDS} smallest batches`, direction: "below", seeds: 5 },
};

/** A slope nearer to 0 than this is no gain: four times the batch then saves less than 30 % of the steps. */
const FLAT = -0.25;

const NO_GAIN: Hypothesis = {
  id: "scale-no-gain-at-last",
  statement: "At large batches a larger one hardly saves steps (a slope nearer to 0 than −0.25).",
  source: SHALLUE,
  test: {
    kind: "direction",
    effect: `slope of log steps against log batch, ${ENDS} largest batches`,
    direction: "above",
    from: FLAT,
    seeds: 5,
  },
};

/** Root mean square of log steps that still counts as fitted. */
const FITTED = 0.25;

const HYPERBOLA: Hypothesis = {
  id: "scale-hyperbola-fits",
  statement: `Steps and examples trade off as (S/S_min − 1)(E/E_min − 1) = 1 (to ${100 * FITTED} %, root mean square of log steps).`,
  source: `${MCCANDLISH}, equation 2.11`,
  test: { kind: "direction", effect: "root mean square of log steps about the fit of a seed", direction: "below", from: FITTED, seeds: 5 },
};

/** "Within a factor of 3": the precision at which a critical batch is useful. Agreement, no prediction: rate and length of the trainings come from the sweep that gave the critical batch. */
export const FACTOR = 3;

const AGREES: Hypothesis = {
  id: "scale-noise-agrees-with-critical-batch",
  statement: `The mean gradient noise scale of one training, at the rate and over the length that the sweep gave, agrees with the critical batch within a factor of ${FACTOR}.`,
  source: `${MCCANDLISH}, abstract`,
  test: { kind: "direction", effect: "factor between critical batch and mean B_simple", direction: "below", from: FACTOR, seeds: 5 },
};

const COSTS: Hypothesis = {
  id: "scale-largest-batch-costs-more",
  statement: "The largest batch needs more than twice the examples of the smallest: it buys time with work.",
  source: `${MCCANDLISH}; Golmant et al. 2018`,
  test: { kind: "direction", effect: "examples to the target, largest batch over smallest", direction: "above", from: 2, seeds: 5 },
};

/**
 * The claims of the notebook.
 * @param all runs at the rates tuned for their batches
 * @param noise along one training a seed, at one batch of the sweep, at its tuned rate and as long as it takes to the target
 */
export function scaleClaims(all: readonly TargetRun[], noise: readonly NoiseAlong[]): Claim[] {
  const runs = completeRuns(all);
  const seeds = [...new Set(runs.map(({ seed }) => seed))];
  const batches = new Set(runs.map(({ batch }) => batch)).size;
  const ids = runs.map(({ run }) => run);
  const rising = riseClaim(noise);
  if (batches < 2 * ENDS) {
    const reason = `only ${batches} batches reached the target with every seed; the ends of the curve need ${2 * ENDS}`;
    return [...[PERFECT, NO_GAIN, HYPERBOLA, AGREES, COSTS].map((each) => judge(each, { reason })), rising];
  }
  const over = (of: (seed: number) => number): Summary => summarize(seeds.map(of));
  const sizes = runs.map(({ batch }) => batch);
  const examples = (seed: number, batch: number) =>
    batch * (runs.find((run) => run.seed === seed && run.batch === batch)?.steps ?? Number.NaN);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  const fits = seeds.map((seed) => ({ seed, law: fitOfSeed(runs, seed) }));
  const unfitted = fits.flatMap(({ law }) => ("reason" in law ? [law.reason] : []))[0];
  const fitted = fits.flatMap(({ seed, law }) => ("fit" in law ? [{ seed, fit: law.fit }] : []));
  const residuals = fitted.map(({ fit }) => fit.residual);
  const factors = fitted.map(({ seed, fit }) => Math.log(fit.criticalBatch.value / meanNoise(noise, seed)));
  const untold = factors.every(Number.isFinite) ? undefined : "no noise scale could be told";
  return [
    judge(PERFECT, evidenceOf(over((seed) => endSlope(runs, seed, "smallest")), ids)), // biome-ignore format: one line
    judge(NO_GAIN, evidenceOf(over((seed) => endSlope(runs, seed, "largest")), ids)), // biome-ignore format: one line
    judge(HYPERBOLA, unfitted === undefined ? evidenceOf(summarize(residuals), ids) : { reason: unfitted }),
    judge(
      AGREES,
      unfitted === undefined && untold === undefined
        ? apartEvidence(summarize(factors), ids, Math.exp)
        : { reason: unfitted ?? untold ?? "" },
    ),
    judge(COSTS, evidenceOf(over((seed) => Math.log(examples(seed, most) / examples(seed, least))), ids, Math.exp)), // biome-ignore format: one line
    rising,
  ];
}

/** The fit over all seeds, or why there is none. */
export function fitTarget(runs: readonly TargetRun[]): { fit: StepsToTargetFit } | { reason: string } {
  try {
    return { fit: fitStepsToTarget(completeRuns(runs), { random: random(1) }) };
  } catch (error) {
    if (error instanceof UserError || error instanceof RangeError) return { reason: error.message };
    throw error;
  }
}
