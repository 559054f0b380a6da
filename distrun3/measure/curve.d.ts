/** Curves between two trained networks: the straight line and the quarter circle of Keskar et al. (ICLR 2017, Figures 3 and 7, Appendix D). */
import type { DataSet } from "../data/dataset";
import { type Network } from "../model/network";
import type { TrainResult } from "../train/loop";
import type { BatchNormMode } from "./network-loss";
import { type Evaluations, type WeightPoint } from "./point-evaluations";
/** `linear`: (1 − α) · w₀ + α · w₁. `curvilinear`: cos(απ/2) · w₀ + sin(απ/2) · w₁. Both are at w₀ for α = 0 and at w₁ for α = 1. */
export declare const CURVES: readonly ["linear", "curvilinear"];
export type CurveName = (typeof CURVES)[number];
export interface PathPoint extends Evaluations {
    /** 0 at the first end, 1 at the second. */
    alpha: number;
}
/** 25 points: of the line from −1 to 2, as in the authors' code; of the quarter circle from 0 to 3/2, our choice. */
export declare const CURVE_ALPHAS: Record<CurveName, number[]>;
export interface CurveOptions {
    /** Default `linear`. */
    curve?: CurveName;
    /** Default: those published, see `CURVE_ALPHAS`. */
    alphas?: number[];
    /**
     * What batch norm uses between the ends, where neither end's running statistics are right. `batch` (the default): those of the examples at hand, chunk by chunk; `running`: those stored at
     * the ends, put together as the weights are, variances kept ≥ 0; `recomputed`: on the training data at each point. Of no effect without batch norm.
     */
    batchNorm?: BatchNormMode;
    onPoint?(point: PathPoint): void;
    /** Ends the measurement between two points. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
/**
 * Loss and accuracy of training and test data along a curve from one trained network to another. Costs one evaluation of both sets a point (`recomputed`: the training data twice).
 * @returns the points; fewer than asked for when the signal ended it
 * @throws RangeError when the two are different networks
 */
export declare function curvePath(from: TrainResult, to: TrainResult, data: DataSet, options?: CurveOptions): Promise<PathPoint[]>;
/** How much of the first and of the second end there is at α. @throws RangeError for an unknown curve or an α that is no number */
export declare function shares(curve: CurveName, alpha: number): [number, number];
/** p · a + q · b, rounded to float32 once. */
export declare const blend: (a: Float32Array, b: Float32Array, [p, q]: [number, number]) => Float32Array;
/**
 * The point of a curve at α, batch norm's statistics included.
 * @param statistics `Network.statistics`
 */
export declare function pointOn(curve: CurveName, from: WeightPoint, to: WeightPoint, alpha: number, statistics: Network["statistics"]): WeightPoint;
/**
 * Batch norm's statistics at a point that is put together of several, in the same shares. Beyond them a variance can fall below 0; it is held there.
 * @param specs `Network.statistics`
 */
export declare function statisticsBetween(parts: readonly Float32Array[], shares: readonly number[], specs: readonly {
    name: string;
    shape: number[];
}[]): Float32Array;
