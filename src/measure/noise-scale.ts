/** The gradient noise scale tr Σ / |G|² from gradients at two batch sizes (McCandlish, Kaplan, Amodei and the OpenAI Dota team, 2018, appendix A.1), at one point and along training; and the noise scale of Smith and Le. */
import { jStat } from "jstat";

/** Squared lengths of the mean gradient of a small and of a large batch at the same weights. */
export interface NormPair {
  small: number;
  big: number;
}

/** The two batch sizes, in examples. */
export interface BatchSizes {
  small: number;
  big: number;
}

/** Estimates from one pair, each unbiased; either can be below 0 by chance. */
export interface PairEstimate {
  /** |G|²: squared length of the true gradient. */
  gradientSquared: number;
  /** tr Σ: trace of the covariance of an example's gradient. */
  covarianceTrace: number;
}

/**
 * E|G_B|² = |G|² + tr Σ / B, solved for both at two batch sizes (appendix A.1).
 * @throws RangeError unless 1 ≤ small < big and both lengths are numbers of 0 or more
 */
export function estimateFromPair({ small, big }: NormPair, batches: BatchSizes): PairEstimate {
  if (!(batches.small >= 1 && batches.big > batches.small && Number.isFinite(batches.big)))
    throw new RangeError(`The two batch sizes must be 1 ≤ small < big, got ${batches.small} and ${batches.big}.`);
  if (![small, big].every((value) => value >= 0 && Number.isFinite(value)))
    throw new RangeError(`Squared lengths of gradients are numbers of 0 or more, got ${small} and ${big}.`);
  return {
    gradientSquared: (batches.big * big - batches.small * small) / (batches.big - batches.small),
    covarianceTrace: (small - big) / (1 / batches.small - 1 / batches.big),
  };
}

export interface NoiseScale extends PairEstimate {
  /** B_simple = tr Σ / |G|², in examples, of the two means; null where one of the means is not above 0: too few pairs to tell. */
  scale: number | null;
  /** Bounds of the interval of the scale; null where there is none. */
  low: number | null;
  high: number | null;
  /** Number of pairs, or how many equally weighted ones would tell as much. */
  pairs: number;
}

/** Level of the intervals. */
const LEVEL = 0.95;

/**
 * From several independent pairs at one point, or at points near each other: each with a big batch of its own. Pairs that share one, such as all examples, are a matter of `sampleNoiseScale`. Numerator and denominator are averaged apart, for the mean of ratios is biased (appendix A.1).
 * The interval is a 95 % one by the jackknife of the logarithm of the scale.
 * @throws RangeError for no pairs, and as `estimateFromPair`
 */
export function noiseScale(pairs: readonly NormPair[], batches: BatchSizes): NoiseScale {
  if (pairs.length === 0) throw new RangeError("A noise scale needs at least one pair of gradients, got none.");
  return weighted(
    pairs.map((pair) => estimateFromPair(pair, batches)),
    pairs.map(() => 1 / pairs.length),
  );
}

export interface NoisePoint extends NormPair {
  step: number;
}

export interface NoiseRow extends NoiseScale {
  step: number;
}

/**
 * Along training: at each point the exponential moving averages of both estimates, and their ratio. The average is divided by the sum of its weights, so that it has no bias at the start.
 * @param decay weight of the past at each point, from 0 to below 1; default 0.99: the last 100 points or so
 * @throws RangeError for a decay out of range, and as `estimateFromPair`
 */
export function noiseScaleAlong(points: readonly NoisePoint[], batches: BatchSizes, decay = 0.99): NoiseRow[] {
  if (!(decay >= 0 && decay < 1)) throw new RangeError(`The decay must be from 0 to below 1, got ${decay}.`);
  const estimates = points.map((point) => estimateFromPair(point, batches));
  // What weighs less than a millionth of the newest changes nothing.
  const reach = decay === 0 ? 1 : Math.ceil(Math.log(1e-6) / Math.log(decay));
  return points.map(({ step }, at) => {
    const recent = estimates.slice(Math.max(0, at + 1 - reach), at + 1);
    const weights = recent.map((_, i) => decay ** (recent.length - 1 - i));
    const sum = weights.reduce((a, b) => a + b, 0);
    return {
      step,
      ...weighted(
        recent,
        weights.map((weight) => weight / sum),
      ),
    };
  });
}

/** @param weights add up to 1 */
function weighted(estimates: PairEstimate[], weights: number[]): NoiseScale {
  const mean = (key: keyof PairEstimate): number => estimates.reduce((sum, each, i) => sum + (weights[i] as number) * each[key], 0);
  const [gradientSquared, covarianceTrace] = [mean("gradientSquared"), mean("covarianceTrace")];
  const pairs = 1 / weights.reduce((sum, weight) => sum + weight ** 2, 0);
  const scale = ratio(covarianceTrace, gradientSquared);
  const spread = scale === null ? Number.NaN : Math.sqrt(jackknifeVariance(estimates, weights, { gradientSquared, covarianceTrace }));
  const factor = pairs > 1 ? Math.exp(jStat.studentt.inv((1 + LEVEL) / 2, pairs - 1) * spread) : Number.NaN;
  const bounded = scale !== null && Number.isFinite(factor);
  return { gradientSquared, covarianceTrace, scale, low: bounded ? scale / factor : null, high: bounded ? scale * factor : null, pairs };
}

const ratio = (covarianceTrace: number, gradientSquared: number): number | null =>
  covarianceTrace > 0 && gradientSquared > 0 ? covarianceTrace / gradientSquared : null;

/** Variance of log(tr Σ / |G|²) by leaving out each pair in turn (jackknife, with weights: each shift counts by its weight); NaN where the rest tells no scale. */
function jackknifeVariance(estimates: PairEstimate[], weights: number[], whole: PairEstimate): number {
  const log = (each: PairEstimate): number => Math.log(ratio(each.covarianceTrace, each.gradientSquared) ?? Number.NaN);
  const all = log(whole);
  const shifts = estimates.map((each, i) => {
    const weight = weights[i] as number;
    const without = (key: keyof PairEstimate): number => (whole[key] - weight * each[key]) / (1 - weight);
    const rest = { gradientSquared: without("gradientSquared"), covarianceTrace: without("covarianceTrace") };
    return (1 - weight) * (all - log(rest));
  });
  const concentration = weights.reduce((sum, weight) => sum + weight ** 2, 0);
  return shifts.reduce((sum, shift) => sum + shift ** 2, 0) / (1 - concentration);
}

/** Settings of stochastic gradient descent. */
export interface SgdSettings {
  /** ε: learning rate. */
  rate: number;
  /** N: training examples. */
  examples: number;
  /** B */
  batch: number;
  /** m, from 0 to below 1; default 0. */
  momentum?: number;
}

export interface SmithLeScale {
  /** g = ε (N/B − 1) / (1 − m): 0 at full batch. */
  scale: number;
  /** g ≈ ε N / (B (1 − m)), for B far below N. */
  approximation: number;
}

/**
 * The scale of the random part of training by stochastic gradient descent (Smith and Le, ICLR 2018; momentum: Smith, Kindermans, Ying and Le, ICLR 2018).
 * @throws RangeError unless ε > 0, 1 ≤ B ≤ N and 0 ≤ m < 1
 */
export function smithLeScale({ rate, examples, batch, momentum = 0 }: SgdSettings): SmithLeScale {
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError(`The learning rate must be above 0, got ${rate}.`);
  if (!(batch >= 1 && batch <= examples)) throw new RangeError(`The batch must be from 1 to the ${examples} examples, got ${batch}.`);
  if (!(momentum >= 0 && momentum < 1)) throw new RangeError(`The momentum must be from 0 to below 1, got ${momentum}.`);
  return {
    scale: (rate * (examples / batch - 1)) / (1 - momentum),
    approximation: (rate * examples) / (batch * (1 - momentum)),
  };
}
