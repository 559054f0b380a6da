/** The layers of the networks here: dense, convolution, pooling, ReLU, flatten, dropout. Batch norm has a file of its own. */
import { type Tensor, type Tensor2D, type Tensor4D, tf } from "../backend/tf";
import { UserError } from "../errors";
import { type Layer, plain } from "./layer";

const same = (input: number[]): number[] => input;

/** Fully connected: x·W + b, on flat examples. W is `[inputs, units]`. */
export const dense = (units: number): Layer => ({
  kind: "dense",
  output: (input) => {
    if (input.length !== 1) throw new UserError(`A dense layer takes flat examples, got the shape [${input}]; put flatten() before it.`);
    return [units];
  },
  weights: ([inputs = 0]) => [
    { name: "kernel", shape: [inputs, units], start: { kind: "glorot", fanIn: inputs, fanOut: units } },
    { name: "bias", shape: [units], start: { kind: "constant", value: 0 } },
  ],
  statistics: () => [],
  apply: (x, [kernel, bias]) => ({ y: tf.add(tf.matMul(x as Tensor2D, kernel as Tensor2D), bias as Tensor), seen: [] }),
});

/** Convolution, stride 1, zero padding that keeps height and width. The kernel is `[size, size, channels, filters]`. */
export const conv = (size: number, filters: number): Layer => ({
  kind: "conv",
  output: (input) => {
    const [height, width] = image(input, "A convolution");
    return [height, width, filters];
  },
  weights: ([, , channels = 0]) => [
    {
      name: "kernel",
      shape: [size, size, channels, filters],
      start: { kind: "glorot", fanIn: size * size * channels, fanOut: size * size * filters },
    },
    { name: "bias", shape: [filters], start: { kind: "constant", value: 0 } },
  ],
  statistics: () => [],
  apply: (x, [kernel, bias]) => ({
    y: tf.add(tf.conv2d(x as Tensor4D, kernel as Tensor4D, 1, "same"), bias as Tensor),
    seen: [],
  }),
});

/** Max pooling over size × size, zero padding ("same"): the output is ⌈input / stride⌉. */
export const maxPool = (size: number, stride: number): Layer =>
  plain(
    "maxPool",
    (input) => {
      const [height, width, channels] = image(input, "Max pooling");
      return [Math.ceil(height / stride), Math.ceil(width / stride), channels];
    },
    (x) => tf.maxPool(x as Tensor4D, size, stride, "same"),
  );

export const relu = (): Layer => plain("relu", same, (x) => tf.relu(x));

export const flatten = (): Layer =>
  plain(
    "flatten",
    (input) => [input.reduce((a, b) => a * b, 1)],
    (x) => (x.rank === 2 ? x : tf.reshape(x, [x.shape[0] as number, -1])),
  );

/** Inverted dropout (Srivastava et al., 2014): each value is zeroed with probability `rate`, the others divided by 1 − rate. */
export const dropout = (rate: number): Layer =>
  plain("dropout", same, (x, mode, layerIndex) => {
    if (!mode.dropout) return x;
    const kept = tf.greaterEqual(mode.dropout(x.shape, layerIndex), rate);
    return tf.mul(x, tf.mul(tf.cast(kept, "float32"), 1 / (1 - rate)));
  });

function image(input: number[], who: string): [number, number, number] {
  if (input.length === 3) return input as [number, number, number];
  throw new UserError(`${who} takes images [height, width, channels], got examples of shape [${input}].`);
}
