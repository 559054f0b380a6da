/** Loss and accuracy over a whole split: summed in chunks of equal size, the last one filled up with examples that do not count. */
import { type Scalar, type Tensor, type Tensor1D } from "../backend/tf";
import type { DataSet } from "../data/dataset";
import type { Mode } from "../model/layer";
import type { Network } from "../model/network";
export interface Evaluation {
    /** Mean cross-entropy, nats. */
    loss: number;
    /** Share of right answers, 0 … 1. */
    accuracy: number;
}
/** The chunks of an evaluation. */
export interface Chunks {
    /** Examples a chunk. */
    size: number;
    /** `turns · size` row numbers. The last chunk is filled up with the first rows, so that batch norm in mode `batch` sees real examples. */
    rows: Int32Array;
    /** 1 for each row that counts, 0 for the filling. */
    counts: Float32Array;
}
/** @param size examples a chunk; default about 0.8 million input values */
export declare function chunksOf(count: number, shape: DataSet["shape"], size?: number): Chunks;
export interface ChunkInput {
    /** `[n, ...]` float32 */
    images: Tensor;
    /** `[n]` int32 */
    labels: Tensor1D;
    /** `[n]` float32 */
    counts: Tensor1D;
}
/** Sum of the losses and number of right answers of a chunk. Dropout is off. */
export declare function chunkSums(network: Network, weights: Tensor[], statistics: Tensor[], normalise: Mode["normalise"], input: ChunkInput): [Scalar, Scalar];
/** Sum of the losses of a chunk and its gradients with respect to the weights. Dropout is off. */
export declare function chunkGradients(network: Network, weights: Tensor[], statistics: Tensor[], normalise: Mode["normalise"], input: ChunkInput): [Scalar, ...Tensor[]];
/** The evaluation from the sums of all chunks, added up in float64. @param sums loss and right answers, chunk by chunk */
export declare function evaluationOf(sums: ArrayLike<number>, count: number): Evaluation;
