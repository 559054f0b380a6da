import { type NamedShape } from "./parts";
/** What can be done at a layer with a kernel; `next` is the layer that undoes the factor. */
export type Rescaling = {
    layer: number;
    kind: "kernels" | "batchNorm";
    next: number;
} | {
    layer: number;
    kind: "none" /** Why not. */;
    reason: string;
};
/** What is to be rescaled: a network's `weights` and `statistics` by name and shape, and the kinds of its layers in order, such as "dense", "relu", "batchNorm". */
export interface RescaleSpec {
    weights: readonly NamedShape[];
    statistics?: readonly NamedShape[];
    kinds: readonly string[];
}
export interface Rescaled<V> {
    weights: V;
    statistics: Float32Array;
    kind: "kernels" | "batchNorm";
    layer: number;
    next: number;
    alpha: number;
    /** Relative change of batch norm's scale that its ε leaves, the largest of all channels, with running statistics; 0 for `kernels`. */
    residual: number;
}
/** What can be done at each layer with a kernel, in order. */
export declare function rescalings(kinds: readonly string[]): Rescaling[];
/**
 * The same function at other weights, α > 0.
 *
 * `kernels`, where the next weights are another kernel's and only ReLU, max pooling, flatten and dropout lie between: (W₁, b₁, W₂) → (αW₁, αb₁, α⁻¹W₂). Where α is a power of two predictions in float32 stay bit for
 * bit, barring overflow and underflow. The Hessian's block of W₁ is multiplied by α⁻², that of W₂ by α².
 *
 * `batchNorm`, where batch norm comes next: (W₁, b₁) → (αW₁, αb₁), running mean × α and variance × α². Batch norm divides α out again up to its ε, which does not grow along: its scale changes by √((σ² + ε)/(σ² + ε/α²))
 * (`residual`, with running statistics; with those of a batch alike).
 * @param point weights as one flat vector, and running statistics (empty without batch norm); both are left as they are
 * @param layer index of a layer with a kernel, as in the weights' names
 * @throws RangeError for α ≤ 0, a layer where it cannot be done, or kinds, weights or statistics of another network
 */
export declare function rescale<V extends Float32Array | Float64Array>(point: {
    weights: V;
    statistics?: Float32Array;
}, layer: number, alpha: number, { weights: specs, statistics: statisticSpecs, kinds }: RescaleSpec): Rescaled<V>;
