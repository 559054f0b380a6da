/** T_w: the diagonal by which adaptive measures stretch a perturbation, so that it grows with the weights when they are rescaled (Kwon et al., ICML 2021, §3). */
import { type NamedShape } from "./parts";
/**
 * The diagonal of T_w. `none`: ones. `weight`: |wᵢ|. `filter`: the length of the filter that wᵢ belongs to, and |wᵢ| for biases, γ and β.
 * In a dense kernel a filter is what enters one unit; the paper defines filters of convolutions only.
 */
export declare const SCALES: readonly ["none", "weight", "filter"];
export type ScaleName = (typeof SCALES)[number];
export interface ScaleOptions {
    /** Default `none`. */
    scale?: ScaleName;
    /** Added to the diagonal where `scale` is not `none`. The paper trains with 0.01 "for stability"; a measure needs none and is invariant only with the default, 0. */
    eta?: number;
    /** Names and shapes of the weights, as in `Network.weights`: what `filter` needs. */
    weights?: readonly NamedShape[];
}
/**
 * The diagonal of T_w, as long as `w`. A weight of exactly 0 (η = 0) cannot be perturbed: the adaptive ball is flat there.
 * @throws RangeError for an unknown scale, η < 0, all entries 0, or `filter` without shapes or with those of another network
 */
export declare function scaleOf(w: Float64Array, { scale, eta, weights }: ScaleOptions): Float64Array;
