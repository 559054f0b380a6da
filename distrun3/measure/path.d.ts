/** The straight line between two points of weight space: w(α) = (1 − α) · w₀ + α · w₁ (Goodfellow et al., 2015; Figure 3 of Keskar et al., 2017). */
import type { DataSet } from "../data/dataset";
import type { TrainResult } from "../train/loop";
import { type CurveOptions, type PathPoint } from "./curve";
export type { PathPoint } from "./curve";
export interface PathOptions extends Pick<CurveOptions, "alphas" | "onPoint" | "signal"> {
    /** What batch norm uses between the ends; see `CurveOptions.batchNorm`. Default `batch`. */
    normalise?: CurveOptions["batchNorm"];
}
/** The published plot: 25 points from −1 to 2 (facts of the authors' code). */
export declare const ALPHAS: number[];
/** The point between two vectors. */
export declare const between: (a: Float32Array, b: Float32Array, alpha: number) => Float32Array;
/**
 * Loss and accuracy of training and test data along the line from one trained network to another.
 * @throws RangeError when the two are different networks
 */
export declare const linearPath: (from: TrainResult, to: TrainResult, data: DataSet, { normalise, ...options }?: PathOptions) => Promise<PathPoint[]>;
