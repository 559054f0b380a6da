import type { Random } from "../random";
import { type Operator, type Watch } from "./operator";
export interface Eigenpair {
    value: number;
    /** Unit length. */
    vector: Float64Array;
    /** ‖Hv − λv‖, from a product of its own: the distance to an eigenvalue of the operator is no larger. */
    residual: number;
}
export type End = "largest" | "smallest" | "magnitude";
export interface EigenpairsOptions extends Watch {
    /** Which end of the spectrum; default `largest` (most positive). `magnitude`: of largest size. */
    end?: End;
    /** Residual at which a pair counts as found, relative to the largest eigenvalue in size; default 1e-3. Products in float32 allow about 1e-6. */
    tolerance?: number;
    /** Products at most; default 100, or 2k if that is more. The last k of them tell the residuals. */
    maxProducts?: number;
    /** Vectors held at once, 8 bytes a coordinate; default: as many as fit into 1 GiB, but at least 2k + 10. Fewer: less memory, and more products where the space has to be cut down. */
    maxBasis?: number;
    /** Where the space begins: a vector of normal numbers from this stream. */
    random: Random;
    /** A guess of the vector sought, such as the one of a point nearby; half of the start. The other half is random, for the guess may be another eigenvector; as a rule that is then left. */
    start?: Float64Array;
}
export interface EigenpairsResult {
    /** `k` of them, in order, the end first. */
    pairs: Eigenpair[];
    /** Whether all residuals are below the tolerance, and nothing further out was left. */
    converged: boolean;
    products: number;
    end: End;
    tolerance: number;
}
/**
 * The `k` outermost eigenpairs, an eigenvalue as often as it is one. A Krylov space holds one direction of each eigenvalue; so for k > 1 the space beside the pairs found is
 * searched as well, until nothing further out is left in it: until its outermost Ritz pair has converged, or until a missed one had a probability below 0.001 to stay hidden
 * (Kuczyński and Woźniakowski, SIAM J. Matrix Anal. Appl. 13, 1992).
 * @throws RangeError when `k` is not between 1 and the dimension, and for fewer than 2k products
 */
export declare function topEigenpairs(operator: Operator, k: number, options: EigenpairsOptions): Promise<EigenpairsResult>;
