/** Parts that the ImageNet networks share, from TensorFlow.js's own layers. All kernels start at zero, which is quick: counting needs no values, and `randomize` draws some. */
import { tf } from "../../backend/tf";

/** What flows between layers while a network is put together: a shape without values. */
export type Symbolic = tf.SymbolicTensor;

const zeros = { kernelInitializer: "zeros", biasInitializer: "zeros" } as const;

/** The colour images of `size` × `size` pixels that a network takes. */
export const images = (size: number): Symbolic => tf.input({ shape: [size, size, 3] });

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
export function convolution(x: Symbolic, filters: number, size: number, options: ConvolutionOptions = {}): Symbolic {
  const { stride = 1, padding = "same", bias = true, relu = true } = options;
  const layer = tf.layers.conv2d({
    filters,
    kernelSize: size,
    strides: stride,
    padding,
    useBias: bias,
    ...(relu ? { activation: "relu" } : {}),
    ...zeros,
  });
  return layer.apply(x) as Symbolic;
}

/** A fully connected layer. */
export const dense = (x: Symbolic, units: number, activation: "relu" | "softmax"): Symbolic =>
  tf.layers.dense({ units, activation, ...zeros }).apply(x) as Symbolic;

/** Max pooling. `same` gives ⌈input / stride⌉ pixels a side. */
export const maxPool = (x: Symbolic, size: number, stride: number, padding: "same" | "valid" = "same"): Symbolic =>
  tf.layers.maxPooling2d({ poolSize: size, strides: stride, padding }).apply(x) as Symbolic;

/** The mean of each channel over the whole image. */
export const averagePool = (x: Symbolic): Symbolic => tf.layers.globalAveragePooling2d({}).apply(x) as Symbolic;

export const flatten = (x: Symbolic): Symbolic => tf.layers.flatten().apply(x) as Symbolic;

/** Works in training only. */
export const dropout = (x: Symbolic, rate: number): Symbolic => tf.layers.dropout({ rate }).apply(x) as Symbolic;

/** The channels of all parts, one after the other. */
export const concatenate = (parts: Symbolic[]): Symbolic => tf.layers.concatenate().apply(parts) as Symbolic;

/** The network from its images to its 1,000 class scores. */
export const model = (inputs: Symbolic, outputs: Symbolic, name: string): tf.LayersModel => tf.model({ inputs, outputs, name });
