import type { Layer } from "./layer";
/** Added to the variance; Keras's default. */
export declare const BATCH_NORM_EPSILON = 0.001;
/**
 * Normalises each channel (the last axis) over all others, then scales and shifts: γ · (x − μ) / √(σ² + ε) + β.
 * Weights: gamma, beta. Statistics: running mean and (biased) variance, moved by the training step, never here.
 */
export declare const batchNorm: () => Layer;
