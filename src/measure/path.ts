/** The straight line between two points of weight space: w(α) = (1 − α) · w₀ + α · w₁ (Goodfellow et al., 2015; Figure 3 of Keskar et al., 2017). */
import type { DataSet } from "../data/dataset";
import type { TrainResult } from "../train/loop";
import { blend, CURVE_ALPHAS, type CurveOptions, curvePath, type PathPoint, shares } from "./curve";

export type { PathPoint } from "./curve";

export interface PathOptions extends Pick<CurveOptions, "alphas" | "onPoint" | "signal"> {
  /** What batch norm uses between the ends; see `CurveOptions.batchNorm`. Default `batch`. */
  normalise?: CurveOptions["batchNorm"];
}

/** The published plot: 25 points from −1 to 2 (facts of the authors' code). */
export const ALPHAS: number[] = CURVE_ALPHAS.linear;

/** The point between two vectors. */
export const between = (a: Float32Array, b: Float32Array, alpha: number): Float32Array => blend(a, b, shares("linear", alpha));

/**
 * Loss and accuracy of training and test data along the line from one trained network to another.
 * @throws RangeError when the two are different networks
 */
export const linearPath = (
  from: TrainResult,
  to: TrainResult,
  data: DataSet,
  { normalise, ...options }: PathOptions = {},
): Promise<PathPoint[]> => curvePath(from, to, data, { ...options, curve: "linear", ...(normalise ? { batchNorm: normalise } : {}) });
