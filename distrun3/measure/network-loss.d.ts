import type { DataSet } from "../data/dataset";
import type { Network } from "../model/network";
import type { SplitName } from "../train/chunk-loops";
import type { Evaluation } from "../train/evaluate";
import type { LossFunction } from "./loss-function";
import type { Operator } from "./operator";
import { type SumKind } from "./sums";
/**
 * What batch norm normalises with, at any point of weight space. `running`: the statistics given, whatever the weights. `batch`: those of each chunk. `recomputed`: the means over all
 * chunks of what batch norm sees at these weights, for evaluations only. Of no effect without batch norm. Dropout is always off.
 */
export declare const BATCH_NORM_MODES: readonly ["running", "batch", "recomputed"];
export type BatchNormMode = (typeof BATCH_NORM_MODES)[number];
export interface NetworkLossSpec {
    network: Network;
    data: DataSet;
    /** Running statistics of batch norm. */
    statistics: Float32Array;
    /** Default `train`, whole. */
    split?: SplitName;
    /** Default `running`. */
    batchNorm?: BatchNormMode;
    /** Examples a chunk: memory, and what batch norm sees in mode `batch`. Default: about 1,000 of 28×28. */
    chunk?: number;
    /** What is wanted of it; default: loss, gradient and both products. Each takes time to record. */
    kinds?: readonly SumKind[];
    /** Ends a sum between two calls. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface NetworkLoss extends LossFunction {
    network: Network;
    batchNorm: BatchNormMode;
    /** Examples that the loss is the mean of. */
    examples: number;
    /** The same with other running statistics of batch norm. Both share the device: disposing of one ends the other. */
    withStatistics(statistics: Float32Array): NetworkLoss;
    /** What batch norm sees at `w`: the means over the chunks of its examples (mode `recomputed`: of the training data). For the kind `statistics`, and in that mode. */
    statisticsAt(w: ArrayLike<number>): Promise<Float32Array>;
    /** Loss and accuracy. */
    evaluateAt(w: ArrayLike<number>): Promise<Evaluation>;
    /** The Hessian of the mean loss at `w`. */
    hessianAt(w: ArrayLike<number>): Operator;
    /** The Gauss–Newton matrix of the mean loss at `w`; for cross-entropy, the Fisher information. */
    gaussNewtonAt(w: ArrayLike<number>): Operator;
    /** Squared length of the mean gradient of each chunk: with `chunk: 1`, of each example. A last chunk that is not full is left out. */
    gradientNormsAt(w: ArrayLike<number>): Promise<Float64Array>;
    /** How long one pass over the examples takes, milliseconds, from one chunk; the first chunk, slow to start, is not counted. */
    estimateMs(kind: SumKind): Promise<number>;
    /** Frees the device; the function cannot be used any more. */
    dispose(): void;
}
/**
 * @throws UserError where products are asked for and the backend has none
 * @throws RangeError for weights or statistics of another network
 */
export declare function networkLoss(spec: NetworkLossSpec): Promise<NetworkLoss>;
