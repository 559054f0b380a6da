/** The idea of a random walk on a random potential: the weights move away from their start as the logarithm of time (Hoffer, Hubara and Soudry, 2017). */
import type { Run } from "../config";
import type { DataSet } from "../data/dataset";
import { norm } from "../measure/operator";
import { lineThrough } from "../stats/least-squares";
import { type Summary, summarize, summarizePaired } from "../stats/summary";
import { type TrainHooks, train } from "../train/loop";
import { type Claim, evidenceOf, type Hypothesis, judge } from "./claim";

/** How far from the start after so many steps. */
export interface DistancePoint {
  step: number;
  /** ‖w_t − w₀‖ */
  distance: number;
}

export interface DistanceRow {
  /** Id of the stored run. */
  run: string;
  batch: number;
  seed: number;
  points: DistancePoint[];
}

/** Whole steps from 1 to `last`, evenly spaced in their logarithms; those that fall together count once. */
export function geometricSteps(last: number, points: number): number[] {
  if (!(Number.isInteger(last) && last >= 1) || !(Number.isInteger(points) && points >= 2))
    throw new RangeError(`Geometric steps need a last step from 1 and 2 points or more, got ${last} and ${points}.`);
  return [...new Set(Array.from({ length: points }, (_, i) => Math.round(last ** (i / (points - 1)))))];
}

/** Trains a run, and keeps its distance from the start at some steps; no weights are kept. @param steps rising */
export async function distanceAlong(run: Run, data: DataSet, steps: readonly number[], signal?: AbortSignal): Promise<DistancePoint[]> {
  const points: DistancePoint[] = [];
  let start: Float32Array | undefined;
  const snapshots: TrainHooks["snapshots"] = {
    begin: async () => {},
    nextAfter: (step) => [0, ...steps].find((each) => each > step) ?? Number.POSITIVE_INFINITY,
    keep: async ({ weights }, step) => {
      start ??= weights.slice();
      const from = start;
      if (steps.includes(step) && points.at(-1)?.step !== step)
        points.push({ step, distance: norm(Float64Array.from(weights, (value, i) => value - (from[i] as number))) });
    },
  };
  await train(run, data, { snapshots, ...(signal ? { signal } : {}) });
  return points;
}

/** R² of the distance as a straight line in log t and in √t. @param from first step that counts */
export function distanceFits(points: readonly DistancePoint[], from: number): { log: number; root: number } {
  const own = points.filter(({ step }) => step >= from);
  const y = own.map(({ distance }) => distance);
  const explained = (of: (step: number) => number) => lineThrough(own.map(({ step }) => of(step)), y).explained; // biome-ignore format: one line
  return { log: explained(Math.log), root: explained(Math.sqrt) };
}

/** The first step of the fit: the first steps of a training go straight down, which no random walk means to describe. */
export const SETTLED_STEP = 10;

const HOFFER = "Hoffer, Hubara and Soudry 2017, section 3";
const LOG_BETTER = "R² in log t less R² in √t, of the smallest batch";

const SETTLED: Hypothesis = {
  id: "why-distance-log",
  statement: `From step ${SETTLED_STEP} on a small batch moves away from its start as log t rather than as √t.`,
  source: HOFFER,
  test: { kind: "direction", effect: LOG_BETTER, direction: "above", seeds: 5 },
};

const WHOLE: Hypothesis = {
  id: "why-distance-log-from-first-step",
  statement: "From the first step on it does so as log t rather than as √t.",
  source: HOFFER,
  test: { kind: "direction", effect: LOG_BETTER, direction: "above", seeds: 5 },
};

const FARTHER: Hypothesis = {
  id: "why-noise-walks-farther",
  statement: "In equal steps at an equal rate a small batch, whose gradients are noisier, walks farther from the start.",
  source: `${HOFFER}; Keskar et al. 2017, section 3`,
  test: { kind: "direction", effect: "distance of the small batch over that of the largest", direction: "above", from: 1, seeds: 5 },
};

const NEEDS_NOISE: Hypothesis = {
  id: "why-log-needs-noise",
  statement: "The logarithm is the mark of a random walk: without noise, at full batch, √t fits at least as well.",
  source: "what a random walk implies",
  test: { kind: "direction", effect: "R² in log t less R² in √t, at full batch", direction: "below", seeds: 5 },
};

const GROWS_WITH_NOISE: Hypothesis = {
  id: "why-log-grows-with-noise",
  statement: "The noisier the gradients, the more log t is the better of the two.",
  source: "what a random walk implies",
  test: { kind: "direction", effect: "R² in log t less R² in √t, smallest batch less full batch", direction: "above", seeds: 5 },
};

export interface DistanceClaimsOptions {
  /** Training examples: the batch without noise. */
  examples: number;
}

export function distanceClaims(rows: readonly DistanceRow[], { examples }: DistanceClaimsOptions): Claim[] {
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  const gain = (points: readonly DistancePoint[], from: number): number => {
    const { log, root } = distanceFits(points, from);
    return log - root;
  };
  const full = rows.filter(({ batch }) => batch === examples);
  const [small, large] = [Math.min(...rows.map(({ batch }) => batch)), Math.max(...rows.map(({ batch }) => batch))];
  const noisiest = rows.filter(({ batch }) => batch === small);
  const ofNoisiest = (from: number): Summary => summarize(noisiest.map(({ points }) => gain(points, from)));
  const pairs = full.flatMap((control) => noisiest.filter(({ seed }) => seed === control.seed).map((noisy) => ({ noisy, control })));
  const end = (batch: number, seed: number) => rows.find((row) => row.batch === batch && row.seed === seed)?.points.at(-1)?.distance ?? 0;
  const farther = summarize(seeds.map((seed) => Math.log(end(small, seed) / end(large, seed))));
  const idsOf = (own: readonly DistanceRow[]) => own.map(({ run }) => run);
  return [
    judge(SETTLED, evidenceOf(ofNoisiest(SETTLED_STEP), idsOf(noisiest))),
    judge(WHOLE, evidenceOf(ofNoisiest(1), idsOf(noisiest))),
    judge(FARTHER, evidenceOf(farther, idsOf(rows.filter(({ batch }) => batch === small || batch === large)), Math.exp)),
    judge(
      NEEDS_NOISE,
      full.length === 0
        ? { reason: "no training used all examples at once" }
        : evidenceOf(summarize(full.map(({ points }) => gain(points, SETTLED_STEP))), idsOf(full)),
    ),
    judge(
      GROWS_WITH_NOISE,
      pairs.length === 0
        ? { reason: "no seed was trained with and without noise" }
        : evidenceOf(
            summarizePaired(
              pairs.map(({ noisy }) => gain(noisy.points, SETTLED_STEP)),
              pairs.map(({ control }) => gain(control.points, SETTLED_STEP)),
            ),
            idsOf([...noisiest, ...full]),
          ),
    ),
  ];
}

/** A row a batch: R² of both fits, means over the seeds, and the distance at the end. */
export const distanceTable = (rows: readonly DistanceRow[]): Record<string, string | number>[] =>
  [...new Set(rows.map(({ batch }) => batch))].map((batch) => {
    const own = rows.filter((row) => row.batch === batch);
    const mean = (of: (points: readonly DistancePoint[]) => number) =>
      Number(summarize(own.map(({ points }) => of(points))).mean.toFixed(4));
    return {
      batch,
      [`R² in log t, from step ${SETTLED_STEP}`]: mean((points) => distanceFits(points, SETTLED_STEP).log),
      [`R² in √t, from step ${SETTLED_STEP}`]: mean((points) => distanceFits(points, SETTLED_STEP).root),
      "R² in log t, from step 1": mean((points) => distanceFits(points, 1).log),
      "R² in √t, from step 1": mean((points) => distanceFits(points, 1).root),
      "distance at the end": mean((points) => points.at(-1)?.distance ?? Number.NaN),
    };
  });
