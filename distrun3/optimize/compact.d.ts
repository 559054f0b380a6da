/** The limited-memory matrix of L-BFGS in its compact form, B = θI − W M Wᵀ with W = [Y, θS] (Byrd, Nocedal and Schnabel, 1994; Byrd, Lu, Nocedal and Zhu, 1995, §3). */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
export declare class CompactMatrix {
    readonly memory: number;
    private readonly start;
    /** θ: the size of the curvature where nothing is known. */
    theta: number;
    /** sᵢ and yᵢ, the oldest first. Scaled so that sᵢᵀyᵢ = 1, which leaves B as it is and makes D the identity. */
    steps: Float64Array[];
    changes: Float64Array[];
    /** sᵢᵀsⱼ and sᵢᵀyⱼ */
    private ss;
    private sy;
    /** M, row by row. */
    private m;
    /**
     * @param memory number of pairs that are kept
     * @param start θ as long as no pair is known
     */
    constructor(memory: number, start?: number);
    /** Columns of W. */
    get columns(): number;
    /** Forgets all pairs. */
    clear(): void;
    /**
     * Takes in a step `s` and the change `y` of the gradient over it; both are kept and scaled. A pair without positive curvature is left out.
     * @returns whether it was taken
     */
    update(s: Float64Array, y: Float64Array): boolean;
    private append;
    private dropOldest;
    /** M v, for a vector of `columns` numbers. */
    middleTimes(v: Float64Array, into?: Float64Array): Float64Array;
    /** Wᵀ v */
    transposeTimes(v: Float64Array): Float64Array;
    /** Row `i` of W, written into `into`. */
    row(i: number, into: Float64Array): void;
    /** W's columns, each with the factor by which `c` weighs it: W c is their sum. */
    weighed(c: Float64Array): {
        column: Float64Array;
        factor: number;
    }[];
    /**
     * M = [−I Lᵀ; L θSᵀS]⁻¹ by blocks, L what is below the diagonal of SᵀY: with T = θSᵀS + LLᵀ it is [LᵀT⁻¹L − I, LᵀT⁻¹; T⁻¹L, T⁻¹].
     * @returns false where rounding leaves T without a Cholesky factor
     */
    private renewMiddle;
}
/** The Cholesky factor of (A + Aᵀ) / 2; undefined where that is not positive definite. */
export declare function cholesky(a: Matrix): CholeskyDecomposition | undefined;
