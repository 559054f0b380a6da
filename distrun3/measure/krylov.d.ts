import type { Random } from "../random";
import { type Operator } from "./operator";
/** An eigenpair of the operator within the space. */
export interface Ritz {
    value: number;
    /** Its vector in the basis of the space; unit length. */
    weights: number[];
    /** ‖Hv − λv‖, but for what lies in the locked vectors. */
    residual: number;
}
export interface KrylovOptions {
    /** Where the space begins, unless `start` is given, and where it goes on when it is invariant: vectors of normal numbers. */
    random: Random;
    start?: Float64Array;
    /** Orthonormal vectors that the space stays away from. */
    locked?: Float64Array[];
}
export declare class KrylovSpace {
    private readonly operator;
    /** Orthonormal. */
    basis: Float64Array[];
    /** H · basis[i] = Σⱼ matrix[i][j] · basis[j] + coupling[i] · next. */
    private matrix;
    private coupling;
    private next;
    /** Length of the longest product so far. */
    private scale;
    private readonly random;
    private readonly locked;
    constructor(operator: Operator, { random, start, locked }: KrylovOptions);
    /** Whether the basis spans all that is not locked. */
    get isWhole(): boolean;
    /** Whether the operator leads nowhere out of the space: its Ritz pairs are eigenpairs. */
    get isInvariant(): boolean;
    /** One product and one direction more; in an invariant space a random one. */
    grow(): Promise<void>;
    /** The eigenpairs within the space, in ascending order. */
    ritz(): Ritz[];
    /** The vector of a Ritz pair. */
    vectorOf({ weights }: Ritz): Float64Array;
    /** Keeps of the basis only what these Ritz pairs span; the next direction stays. */
    restart(kept: Ritz[]): void;
    /** Adds to the matrix the row and column of the next direction. */
    private border;
    private get isFull();
    private away;
    /** The unit vector along what a vector has outside the space; a random one if that is nothing. */
    private direction;
    private fresh;
}
/** Takes out of `v`, in place, what lies along orthonormal vectors. Twice is enough (Parlett, The Symmetric Eigenvalue Problem, §6.9). */
export declare function orthogonalise(v: Float64Array, basis: Float64Array[]): Float64Array;
/** Σ weights[i] · vectors[i] */
export declare function combined(vectors: Float64Array[], weights: ArrayLike<number>): Float64Array;
export declare const randomNormal: (n: number, random: Random) => Float64Array;
