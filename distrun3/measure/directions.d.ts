/** Random directions in weight space, scaled to the weights around which a landscape is drawn (Li et al., NeurIPS 2018, §4). */
import type { Random } from "../random";
import { type NamedShape, type Part } from "./parts";
/**
 * What a direction is scaled to. `filter`: in each filter to the norm of that filter of w, so that a network whose weights are merely larger does not look flatter. `layer`: the same, a
 * kernel at a time. `weight`: each entry is multiplied by that weight. `none`: standard normal numbers.
 */
export declare const NORMALISATIONS: readonly ["filter", "layer", "weight", "none"];
export type Normalisation = (typeof NORMALISATIONS)[number];
export interface DirectionOptions {
    /** Each weight has a stream of its own in it, named after it. */
    random: Random;
    /** Default `filter`. */
    normalisation?: Normalisation;
    /**
     * A direction to stand at a right angle to. It does so filter by filter (for `layer`, `weight` and `none`: kernel by kernel), so that the scaling keeps the angle, and both are exact.
     * A filter with a single entry has no such direction: there the result is 0.
     */
    orthogonalTo?: Float64Array;
}
/** Every `stride`-th number from `start`, `count` of them: a filter in the flat vector w. */
export interface Filter {
    start: number;
    stride: number;
    count: number;
}
/**
 * A random direction at `w`. Biases and batch norm's γ and β are 0 in it, as in the authors' code: they have no filter to be scaled to.
 * @param w flat weights of the network
 * @param weights names and shapes of the weights, as in `Network.weights`
 * @throws RangeError for an unknown normalisation, or for weights or a direction to be orthogonal to that are of another network
 */
export declare function randomDirection(w: ArrayLike<number>, weights: readonly NamedShape[], options: DirectionOptions): Float64Array;
/** The filters of a kernel: the last axis counts them, both in a dense kernel `[inputs, units]` and in a convolution's `[height, width, channels, filters]`. */
export declare function filtersOf({ shape, offset, size }: Part): Filter[];
/** Euclidean norm of a filter. */
export declare const normIn: (v: ArrayLike<number>, filter: Filter) => number;
