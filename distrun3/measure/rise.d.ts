import type { LossFunction } from "./loss-function";
export interface MeanRise {
    /** Mean rise of the loss, nats. */
    rise: number;
    /** Standard error of the mean over the draws. */
    standardError: number;
}
/**
 * (L(w + factor e) + L(w − factor e)) / 2 − L(w). Both signs of a symmetric law are equally likely, so the mean is the same, and the gradient's part, which is noise, cancels.
 * Two evaluations.
 */
export declare function riseAlong(f: LossFunction, w: Float64Array, loss: number, e: Float64Array, factor?: number): Promise<number>;
/** @throws RangeError when a rise is no finite number */
export declare function meanOf(rises: readonly number[]): MeanRise;
