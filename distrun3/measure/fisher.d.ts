/** Traces of the empirical Fisher information and of the covariance of the examples' gradients, from the squared lengths of gradients. */
import type { Random } from "../random";
/**
 * With gᵢ the gradient of the loss on example i at its own label, ḡ their mean over the data:
 * the empirical Fisher F = mean gᵢgᵢᵀ and the covariance Σ = mean gᵢgᵢᵀ − ḡḡᵀ. The true Fisher takes labels from the network's own predictions; its trace is that of the Gauss–Newton
 * matrix for cross-entropy (`hutchinson` of `gaussNewtonAt`), and the two are often far apart (Kunstner, Balles and Hennig, NeurIPS 2019).
 */
export interface GradientSpread {
    /** tr F = mean ‖gᵢ‖² */
    fisherTrace: number;
    /** tr Σ = mean ‖gᵢ‖² − ‖ḡ‖², divided by N, not N − 1 */
    covarianceTrace: number;
    /** ‖ḡ‖² */
    gradientSquared: number;
    /** tr Σ / ‖ḡ‖², the simple noise scale of these data in examples (McCandlish et al., 2018, equation 2.9); null where ḡ is 0. */
    noiseScale: number | null;
}
export interface SampledSpread extends GradientSpread {
    /** Standard error of both traces, with the correction for a sample without replacement. */
    standardError: number;
    /** Examples in the sample, and in all. */
    sample: number;
    examples: number;
}
/**
 * From all examples.
 * @param meanSquared mean ‖gᵢ‖² over the examples: `gradientNormAt` of a network's loss in chunks of one example
 * @param gradientSquared ‖ḡ‖² at the same point
 * @throws RangeError for numbers below 0 or not finite, and where ‖ḡ‖² is above mean ‖gᵢ‖², which no data can do
 */
export declare function gradientSpread(meanSquared: number, gradientSquared: number): GradientSpread;
export interface SampledSpreadOptions {
    /** Examples in the data. */
    examples: number;
    /** How many of them to look at, drawn without replacement. */
    sample: number;
    /** ‖ḡ‖² over all examples. */
    gradientSquared: number;
    random: Random;
    onExample?(done: number, of: number): void;
    /** Ends the measurement between two examples. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
/**
 * From a random sample of the examples and the gradient of all.
 * @param squaredAt ‖gᵢ‖² of example i
 * @throws RangeError for a sample of fewer than 2 examples or of more than there are, and for a length that is no number
 */
export declare function sampledGradientSpread(squaredAt: (example: number) => number | Promise<number>, { examples, sample, gradientSquared, random, onExample, signal }: SampledSpreadOptions): Promise<SampledSpread>;
