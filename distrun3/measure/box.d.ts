import { type Column } from "../optimize/products";
import type { Random } from "../random";
/** How the entries of A are drawn, all independent: standard normal; ±1; uniform in [−1, 1). The paper says "randomly generated" and no more. */
export declare const SUBSPACE_LAWS: readonly ["normal", "signs", "uniform"];
export type SubspaceLaw = (typeof SUBSPACE_LAWS)[number];
/** Where the perturbation lives: coordinates z with |zᵢ| ≤ `half[i]`, and the point x + A z that they stand for. */
export interface PerturbationBox {
    /** ε */
    epsilon: number;
    /** Number of coordinates: the dimension, or p. */
    size: number;
    half: Float64Array;
    /** x + A z */
    pointAt(z: Float64Array): Float64Array;
    /** Aᵀ g, a new vector: the gradient with respect to z. */
    pullBack(g: Float64Array): Float64Array;
}
/** A = I: |zᵢ| ≤ ε (|xᵢ| + 1). @throws RangeError unless ε > 0 and `x` is finite */
export declare function fullBox(x: Float64Array, epsilon: number): PerturbationBox;
/**
 * |zᵢ| ≤ ε (|(A⁺x)ᵢ| + 1) with A given by its columns.
 * @param signal ends it between two blocks of rows
 * @throws RangeError for columns of another length, where A is singular (A⁺ = (AᵀA)⁻¹Aᵀ needs independent columns), unless ε > 0 and `x` is finite
 */
export declare function subspaceBox(x: Float64Array, epsilon: number, columns: readonly Column[], signal?: AbortSignal): Promise<PerturbationBox>;
/**
 * Columns of a random A, in float32: p = 100 columns of a network with a million weights are 400 MB. The event loop turns between two of them.
 * @param signal ends it between two columns
 * @throws RangeError unless p is an integer from 1 to the dimension
 */
export declare function randomColumns(dimension: number, p: number, law: SubspaceLaw, random: Random, signal?: AbortSignal): Promise<Float32Array[]>;
