import type { DataSet } from "../data/dataset";
import type { Mode } from "../model/layer";
import type { Network } from "../model/network";
import type { SplitName } from "../train/chunk-loops";
/**
 * `loss`: losses and right answers. `gradient`: of the loss. `hessian`: product with the direction. `gaussNewton`: the same for the Gauss–Newton matrix Jᵀ H_logits J, which for
 * cross-entropy is the Fisher information. `statistics`: what batch norm sees, chunk by chunk. `norms`: squared length of the gradient of each chunk.
 */
export declare const SUM_KINDS: readonly ["loss", "gradient", "hessian", "gaussNewton", "statistics", "norms"];
export type SumKind = (typeof SUM_KINDS)[number];
export interface SumsSpec {
    network: Network;
    data: DataSet;
    split: SplitName;
    /** What batch norm normalises with; default `running`. */
    normalise?: Mode["normalise"];
    /** Examples a chunk; default: about 1,000 of 28×28, all chunks alike. */
    chunk?: number;
    kinds: readonly SumKind[];
}
export interface Total {
    /** Of the whole split: sum of the losses (or of the squared lengths), and right answers. */
    sum: number;
    right: number;
    /** The first number of each chunk, in order: its loss, or the squared length of its gradient. */
    chunks: number[];
    /** Sum of the gradients, products or statistics; flat. */
    vector: Float64Array;
}
export interface Sums {
    readonly chunks: number;
    /** Examples in the split. */
    readonly count: number;
    writePoint(weights: Float32Array, statistics: Float32Array): void;
    /** The direction of products. */
    writeDirection(v: Float32Array): void;
    /** Begins anew. */
    clear(kind: SumKind): void;
    /** Adds the chunks from `from` to before `to`. */
    add(kind: SumKind, from: number, to: number): void;
    /** What was added up. */
    read(kind: SumKind): Total;
    dispose(): void;
}
/**
 * Sums on the backend in use.
 * @throws UserError for products on a backend that runs no graphs: TensorFlow.js has no second derivatives of its own
 */
export declare function createSums(given: SumsSpec): Sums;
