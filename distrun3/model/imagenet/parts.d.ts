/** Parts that the ImageNet networks share, from TensorFlow.js's own layers. All kernels start at zero, which is quick: counting needs no values, and `randomize` draws some. */
import { tf } from "../../backend/tf";
/** What flows between layers while a network is put together: a shape without values. */
export type Symbolic = tf.SymbolicTensor;
/** The colour images of `size` × `size` pixels that a network takes. */
export declare const images: (size: number) => Symbolic;
export interface ConvolutionOptions {
    /** Default 1. */
    stride?: number;
    /** `same` (default): zeros around the image, so that the output has ⌈input / stride⌉ pixels a side. */
    padding?: "same" | "valid";
    /** Default true; off before batch norm, whose offset does the same. */
    bias?: boolean;
    /** Default true. */
    relu?: boolean;
}
/** `filters` filters of `size` × `size`. */
export declare function convolution(x: Symbolic, filters: number, size: number, options?: ConvolutionOptions): Symbolic;
/** A fully connected layer. */
export declare const dense: (x: Symbolic, units: number, activation: "relu" | "softmax") => Symbolic;
/** Max pooling. `same` gives ⌈input / stride⌉ pixels a side. */
export declare const maxPool: (x: Symbolic, size: number, stride: number, padding?: "same" | "valid") => Symbolic;
/** The mean of each channel over the whole image. */
export declare const averagePool: (x: Symbolic) => Symbolic;
export declare const flatten: (x: Symbolic) => Symbolic;
/** Works in training only. */
export declare const dropout: (x: Symbolic, rate: number) => Symbolic;
/** The channels of all parts, one after the other. */
export declare const concatenate: (parts: Symbolic[]) => Symbolic;
/** The network from its images to its 1,000 class scores. */
export declare const model: (inputs: Symbolic, outputs: Symbolic, name: string) => tf.LayersModel;
