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
export declare function estimateFromPair({ small, big }: NormPair, batches: BatchSizes): PairEstimate;
export interface NoiseScale extends PairEstimate {
    /** B_simple = tr Σ / |G|², in examples, of the two means; null where one of the means is not above 0: too few pairs to tell. */
    scale: number | null;
    /** Bounds of the interval of the scale; null where there is none. */
    low: number | null;
    high: number | null;
    /** Number of pairs, or how many equally weighted ones would tell as much. */
    pairs: number;
}
/**
 * From several independent pairs at one point, or at points near each other. Numerator and denominator are averaged apart, for the mean of ratios is biased (appendix A.1).
 * The interval is a 95 % one by the jackknife of the logarithm of the scale.
 * @throws RangeError for no pairs, and as `estimateFromPair`
 */
export declare function noiseScale(pairs: readonly NormPair[], batches: BatchSizes): NoiseScale;
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
export declare function noiseScaleAlong(points: readonly NoisePoint[], batches: BatchSizes, decay?: number): NoiseRow[];
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
export declare function smithLeScale({ rate, examples, batch, momentum }: SgdSettings): SmithLeScale;
