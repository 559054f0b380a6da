/**
 * ResNet-50 and ResNet-152 (He, Zhang, Ren and Sun, 2015, Table 1): bottleneck blocks of three convolutions around which a shortcut leads.
 *
 * As in the paper the first 1 × 1 convolution of a block halves the image; many libraries let the 3 × 3 one do it, which costs more operations and has the same weights.
 * Convolutions have no biases, since batch norm follows each.
 */
import { tf } from "../../backend/tf";
/** Blocks of conv2_x … conv5_x; the n-th stage has 64 · 2ⁿ filters inside a block and four times as many at its end. */
declare const STAGES: {
    50: number[];
    152: number[];
};
/** @returns the network with zero kernels; dispose of it */
export declare function resNet(depth: keyof typeof STAGES): tf.LayersModel;
export {};
