/** The noise of the gradient along a training: its mean, whether it rises, and how far a single look at it lies from the critical batch. */
import { geometricMean, type Summary, summarize } from "../stats/summary";
import { type Claim, evidenceOf, type Hypothesis, judge } from "./claim";
import { factorText } from "./generalization-gap";

/** The gradient noise scale at a point of a training. */
export interface NoiseAlong {
  seed: number;
  step: number;
  /** B_simple, examples; null: too few examples to tell. */
  scale: number | null;
  /** Id of the training. */
  run?: string;
}

const seedsOf = (rows: readonly NoiseAlong[]): number[] => [...new Set(rows.map(({ seed }) => seed))];

/** The scales of a seed that could be told, by step. */
const scalesOf = (rows: readonly NoiseAlong[], seed: number): { step: number; scale: number }[] =>
  rows
    .flatMap((row) => (row.seed === seed && row.scale !== null ? [{ step: row.step, scale: row.scale }] : []))
    .sort((a, b) => a.step - b.step);

/** Geometric mean of B_simple over the points of a seed; NaN where no scale could be told. */
export function meanNoise(rows: readonly NoiseAlong[], seed: number): number {
  const own = scalesOf(rows, seed);
  return own.length === 0 ? Number.NaN : geometricMean(own.map(({ scale }) => scale));
}

/** log(B_simple at the end over that at an earlier point) over seeds. */
export interface NoiseRise {
  /** The earlier point. */
  from: number;
  rise: Summary;
}

/** From the first point of each seed, which is the random start: what is judged. Undefined where no seed has two points. */
export const riseFromStart = (rows: readonly NoiseAlong[]): NoiseRise | undefined => riseFrom(rows, seedsOf(rows), 0);

/** From the first step after the random start at which every seed has a scale: a look taken afterwards, which judges nothing. */
export function riseAfterStart(rows: readonly NoiseAlong[]): NoiseRise | undefined {
  const seeds = seedsOf(rows);
  const first = Math.min(...rows.map(({ step }) => step));
  const steps = [...new Set(rows.map(({ step }) => step))].filter((step) => step > first).sort((a, b) => a - b);
  const shared = steps.find((step) => seeds.every((seed) => scalesOf(rows, seed).some((point) => point.step === step)));
  return shared === undefined ? undefined : riseFrom(rows, seeds, shared);
}

function riseFrom(rows: readonly NoiseAlong[], seeds: readonly number[], from: number): NoiseRise | undefined {
  const rises = seeds.flatMap((seed) => {
    const own = scalesOf(rows, seed).filter(({ step }) => step >= from);
    const [first, last] = [own[0], own.at(-1)];
    return first && last && own.length > 1 ? [Math.log(last.scale / first.scale)] : [];
  });
  return rises.length === 0 ? undefined : { from, rise: summarize(rises) };
}

const RISES: Hypothesis = {
  id: "scale-noise-rises",
  statement: "The noise scale rises as the loss falls.",
  source: "McCandlish et al. 2018, abstract",
  test: {
    kind: "direction",
    effect: "B_simple at the end over that at the start",
    direction: "above",
    from: 1,
    seeds: 5,
    // The start is part of the test, as it was stated; the rise without it is told beside the claim (`riseSentence`).
    otherwise: { undecided: "not decided against the random start, before any step: the interval contains 1" },
  },
};

export function riseClaim(rows: readonly NoiseAlong[]): Claim {
  const found = riseFromStart(rows);
  const runs = [...new Set(rows.flatMap(({ run = [] }) => run))];
  return judge(RISES, found ? evidenceOf(found.rise, runs, Math.exp) : { reason: "no noise scale could be told" });
}

/** What the test of the rise gave, and beside it the rise from the first point after the random start. */
export function riseSentence(rows: readonly NoiseAlong[]): string {
  const [judged, afterwards] = [riseFromStart(rows), riseAfterStart(rows)];
  if (!judged) return "No noise scale could be told at two points of a training.";
  const stated = `Against the random start ${sideOf(judged.rise)}: at the end it is ${factorText(judged.rise)} times as large.`;
  if (!afterwards) return stated;
  return `${stated} From step ${afterwards.from} on ${sideOf(afterwards.rise)}: ${factorText(afterwards.rise)} times (looked at afterwards, so it judges nothing).`;
}

const sideOf = ({ low, high }: Summary): string =>
  low > 0 ? "the noise scale rises" : high < 0 ? "the noise scale falls" : "it is not decided whether the noise scale rises";

/**
 * B_simple of each seed for a table in a notebook: a row a step, then the geometric mean and the span of each seed.
 * @param criticalBatch examples; NaN where there is no fit. In the last column the smallest and the largest factor, in either direction, between it and the scales of a row
 */
export function noiseRows(rows: readonly NoiseAlong[], criticalBatch: number): Record<string, string | number>[] {
  const seeds = seedsOf(rows);
  const steps = [...new Set(rows.map(({ step }) => step))].sort((a, b) => a - b);
  const off = (scales: readonly number[]) => {
    const factors = scales.filter(Number.isFinite).map((scale) => Math.exp(Math.abs(Math.log(criticalBatch / scale))));
    return factors.length === 0 || Number.isNaN(criticalBatch) ? "–" : `${three(Math.min(...factors))} to ${three(Math.max(...factors))}`;
  };
  const row = (at: string, of: (seed: number) => number, last: (values: number[]) => string) => ({
    step: at,
    ...Object.fromEntries(seeds.map((seed) => [`seed ${seed}`, three(of(seed))])),
    "off the critical batch, factor": last(seeds.map(of)),
  });
  const span = (seed: number) => {
    const own = scalesOf(rows, seed).map(({ scale }) => scale);
    return own.length === 0 ? Number.NaN : Math.max(...own) / Math.min(...own);
  };
  const at = (step: number) => (seed: number) => scalesOf(rows, seed).find((point) => point.step === step)?.scale ?? Number.NaN;
  return [
    ...steps.map((step) => row(String(step), at(step), off)),
    row("geometric mean", (seed) => meanNoise(rows, seed), off),
    row("highest over lowest", span, () => "–"),
  ];
}

const three = (value: number): string => (Number.isFinite(value) ? String(Number(value.toPrecision(3))) : "–");
