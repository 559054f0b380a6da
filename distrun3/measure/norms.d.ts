/** Sizes of a network's weights and their distance from the start, whole and layer by layer: the norms that claims about minima and bounds are made of. */
import type { Random } from "../random";
import { type NamedShape } from "./parts";
export interface NormOptions {
    /** The starting weights, for distances. */
    start?: ArrayLike<number>;
    /** Where the search for the largest singular value begins. */
    random: Random;
    /** Products with a kernel and its transpose at most, a kernel; default 300. */
    maxProducts?: number;
    /** Called after each kernel. */
    onKernel?(done: number, of: number): void;
    /** Ends the measurement between two products. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface KernelNorm {
    frobenius: number;
    /** Frobenius norm of kernel − its start; null without a start. */
    distance: number | null;
    /** Largest singular value. */
    spectral: number;
    /** That of kernel − its start; null without a start. */
    spectralDistance: number | null;
}
export interface LayerNorm {
    /** Index of the layer in the network. */
    layer: string;
    /** Of all the layer's weights together. */
    frobenius: number;
    distance: number | null;
    /** Null for layers without one, as batch norm. */
    kernel: KernelNorm | null;
}
export interface WeightNorms {
    /** ‖w‖₂ */
    frobenius: number;
    /** ‖w − start‖₂; null without a start. */
    distance: number | null;
    layers: LayerNorm[];
    /** Natural logarithm of the product of the kernels' spectral norms; null where a kernel is 0. */
    logSpectralProduct: number | null;
    spectralSum: number;
    /** The same of their Frobenius norms. */
    logFrobeniusProduct: number | null;
    /** Whether every spectral norm reached its tolerance. */
    converged: boolean;
    products: number;
}
/**
 * Norms of a network's weights. Spectral norms are those of matrices: a dense kernel `[inputs, units]` as it is, a convolution's `[size, size, channels, filters]` as (size² · channels) × filters (Yoshida and
 * Miyato, 2017, §3.2), which is not the norm of the convolution as an operator: that lies between this and size times this. They come from Lanczos on AᵀA to a relative residual of 1e-8.
 * The loss is never evaluated. Cost: at most 2 · `maxProducts` products a kernel with a start, half without.
 * @param weights names and shapes, as in `Network.weights`
 * @throws RangeError for weights or a start of another network
 */
export declare function weightNorms(w: ArrayLike<number>, weights: readonly NamedShape[], options: NormOptions): Promise<WeightNorms>;
