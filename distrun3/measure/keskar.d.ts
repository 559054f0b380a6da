/** The sharpness φ of Keskar et al. (ICLR 2017, Metric 2.1): by how much the loss can rise within a small box, in percent of 1 + loss. */
import type { LbfgsbEnd } from "../optimize/lbfgsb";
import type { Random } from "../random";
import { type Summary } from "../stats/summary";
import { type PerturbationBox, type SubspaceLaw } from "./box";
import { type LossFunction } from "./loss-function";
/** How hard the largest loss is looked for: what decides the cost. */
export interface KeskarEffort {
    /** Starts of each maximisation, in turn a random point and a random corner of the box; default 3. None is x itself, where the gradient of a minimum is zero and φ = 0 would be found. */
    starts?: number;
    /** Iterations of L-BFGS-B as published; default 10. */
    publishedIterations?: number;
    /** Iterations of L-BFGS-B to convergence, at most; default 100. 0 leaves it out. */
    iterations?: number;
    /** Steps of sign-gradient ascent; default 20. 0 leaves it out. */
    ascentSteps?: number;
}
export interface KeskarOptions extends KeskarEffort {
    /** Size of the box; default 1e-3, as published (beside 5e-4). */
    epsilon?: number;
    random: Random;
    onEvaluation?(evaluations: number): void;
    /** Ends the measurement between two evaluations by throwing its reason. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface KeskarSubspaceOptions extends KeskarOptions {
    /** Dimensions of the subspace; default 100, as published. */
    p?: number;
    /** Law of A's entries; default `normal`. The columns keep their length, about √n. */
    law?: SubspaceLaw;
}
/** φ with the largest loss that each method found over all starts; null where it was left out. */
export interface PhiByMethod {
    /** L-BFGS-B with the published number of iterations. */
    published: number | null;
    /** L-BFGS-B, its first step as long as the box, until it converges or its iterations end. */
    lbfgsb: number | null;
    /** Projected sign-gradient ascent. */
    signAscent: number | null;
}
export interface KeskarSharpness {
    /** φ with the largest loss that was found by any method, in percent: a lower bound of the true one, and never below 0. */
    phi: number;
    by: PhiByMethod;
    loss: number;
    /** Largest loss found in the box. */
    maxLoss: number;
    /** Share of the coordinates that lie on the edge of the box at that point. */
    atEdge: number;
    /** Why each search to convergence ended, one a start. */
    ends: LbfgsbEnd[];
    /** Whether all of these converged. */
    converged: boolean;
    evaluations: number;
    settings: Required<KeskarEffort> & {
        epsilon: number;
        subspace: {
            p: number;
            law: SubspaceLaw;
        } | null;
    };
}
export interface KeskarDraws {
    /** Over the draws. */
    phi: Summary;
    draws: KeskarSharpness[];
    evaluations: number;
}
/** φ in the full space (A = I). @throws RangeError for options out of range, and where weights or loss are no finite numbers */
export declare function keskarFull(f: LossFunction, x: Float64Array, options: KeskarOptions): Promise<KeskarSharpness>;
/** φ in one random subspace. @throws RangeError as `keskarFull` does, and for p out of range */
export declare function keskarSubspace(f: LossFunction, x: Float64Array, options: KeskarSubspaceOptions): Promise<KeskarSharpness>;
/** φ in several random subspaces, with its spread. @param options `draws`: how many; default 5 */
export declare function keskarSubspaces(f: LossFunction, x: Float64Array, { draws, ...options }: KeskarSubspaceOptions & {
    draws?: number;
}): Promise<KeskarDraws>;
/** The largest number of evaluations (loss, nearly all with gradient) that a measurement can use; most need a third of it. */
export declare function keskarCost(options?: KeskarEffort & {
    draws?: number;
}): number;
/** φ in any box. @throws RangeError for options out of range, and where the loss is no finite number at `x` or at a start */
export declare function keskarIn(f: LossFunction, x: Float64Array, box: PerturbationBox, options: KeskarOptions): Promise<KeskarSharpness>;
