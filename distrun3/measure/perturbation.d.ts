/** Perturbation sharpness: the mean rise of the loss at a given relative length along random filter-normalised directions (the directions of Li et al., NeurIPS 2018, §4). */
import type { Random } from "../random";
import { type LossFunction } from "./loss-function";
import { type MeanRise } from "./rise";
export interface PerturbationOptions {
    /** A random direction d, each filter of it as long as the filter of w. Its law must be symmetric: d and −d equally likely. */
    direction(random: Random): Float64Array;
    /** Relative lengths r; default 0.05, 0.1, 0.25, 0.5. At 1 every filter is moved by its own length. */
    radii?: readonly number[];
    /** Directions; default 10. */
    draws?: number;
    random: Random;
    onEvaluation?(evaluations: number): void;
    /** Ends the measurement between two evaluations. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface PerturbationSharpness {
    loss: number;
    /** One a radius. */
    rises: ({
        radius: number;
    } & MeanRise)[];
    draws: number;
    evaluations: number;
}
/** The radii used where none are given. */
export declare const RADII: readonly number[];
/** Evaluations of the loss that `perturbationSharpness` makes. */
export declare const perturbationEvaluations: ({ radii, draws }?: Pick<PerturbationOptions, "radii" | "draws">) => number;
/**
 * E L(w + r d) − L(w), nats, for each r. Every radius uses the same directions, each to both sides; radii and the mean are our choices, as Li et al. draw the curve and give no number.
 * @throws RangeError for no radii, r ≤ 0, fewer than 2 draws, directions of another length, or a loss that is no finite number
 */
export declare function perturbationSharpness(f: LossFunction, w: Float64Array, options: PerturbationOptions): Promise<PerturbationSharpness>;
