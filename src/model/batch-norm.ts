/** Batch normalization (Ioffe and Szegedy, 2015), its gradient written out once, so that a step has few operations. */
import { type Tensor, tf } from "../backend/tf";
import type { Layer } from "./layer";

/** Added to the variance; Keras's default. */
export const BATCH_NORM_EPSILON = 1e-3;

/**
 * Normalises each channel (the last axis) over all others, then scales and shifts: γ · (x − μ) / √(σ² + ε) + β.
 * Weights: gamma, beta. Statistics: running mean and (biased) variance, moved by the training step, never here.
 */
export const batchNorm = (): Layer => ({
  kind: "batchNorm",
  output: (input) => input,
  weights: (input) => [channelWeight("gamma", input, 1), channelWeight("beta", input, 0)],
  statistics: (input) => [channelWeight("mean", input, 0), channelWeight("variance", input, 1)],
  apply: (x, [gamma, beta], [mean, variance], mode) => {
    if (mode.normalise === "running") {
      const scale = tf.mul(gamma as Tensor, tf.rsqrt(tf.add(variance as Tensor, BATCH_NORM_EPSILON)));
      // One pass over x less than (x − mean) · scale + beta, and a product before it can take both in.
      const shift = tf.sub(beta as Tensor, tf.mul(mean as Tensor, scale));
      return { y: tf.add(tf.mul(x, scale), shift), seen: [] };
    }
    if (mode.groups !== undefined && mode.groups < (x.shape[0] as number)) return byGroups(x, gamma as Tensor, beta as Tensor, mode.groups);
    const moments = tf.moments(x, axesOf(x));
    return { y: normalise(x, gamma as Tensor, beta as Tensor, moments.mean, moments.variance), seen: [moments.mean, moments.variance] };
  },
});

const axesOf = (x: Tensor): number[] => Array.from({ length: x.rank - 1 }, (_, axis) => axis);

const channelWeight = (name: string, input: number[], value: number) => ({
  name,
  shape: [input[input.length - 1] as number],
  start: { kind: "constant" as const, value },
});

/**
 * Mean and variance are x's own, so their part is inside the gradient with respect to x:
 * dx = γ/√(σ²+ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)), the means over what is normalised together.
 * @param axis the one axis that is normalised over, where it is not all but the last; mean and variance keep it, of length 1
 */
function normalise(x: Tensor, gamma: Tensor, beta: Tensor, mean: Tensor, variance: Tensor, axis?: number): Tensor {
  const apply = tf.customGrad((...inputs) => {
    const [x, gamma, beta, save] = inputs as unknown as [Tensor, Tensor, Tensor, (tensors: Tensor[]) => void];
    const inverse = tf.rsqrt(tf.add(variance, BATCH_NORM_EPSILON));
    const standard = tf.mul(tf.sub(x, mean), inverse);
    save([standard, inverse, gamma]);
    const gradFunc = (dy: Tensor | Tensor[], saved: Tensor[]) => {
      const [standard, inverse, gamma] = saved as [Tensor, Tensor, Tensor];
      const sum = (values: Tensor) => (axis === undefined ? tf.sum(values, axesOf(x)) : tf.sum(values, axis, true));
      const dBeta = sum(dy as Tensor);
      const dGamma = sum(tf.mul(dy as Tensor, standard));
      const count = x.size / dBeta.size;
      const centred = tf.sub(tf.sub(dy as Tensor, tf.div(dBeta, count)), tf.mul(standard, tf.div(dGamma, count)));
      const overGroups = (values: Tensor) => (axis === undefined ? values : tf.sum(values, axesOf(values)));
      return [tf.mul(centred, tf.mul(gamma, inverse)), overGroups(dGamma), overGroups(dBeta)];
    };
    return { value: tf.add(tf.mul(standard, gamma), beta), gradFunc };
  });
  return apply(x, gamma, beta);
}

/** Each group of `size` examples by its own mean and variance. */
function byGroups(x: Tensor, gamma: Tensor, beta: Tensor, size: number): { y: Tensor; seen: Tensor[] } {
  const count = x.shape[0] as number;
  const whole = Math.floor(count / size) * size;
  const parts = [normaliseGroups(tf.slice(x, 0, whole), gamma, beta, size)];
  if (whole < count) parts.push(normaliseGroups(tf.slice(x, whole, count - whole), gamma, beta, count - whole));
  const joined = (name: "y" | "mean" | "variance") => (parts.length > 1 ? tf.concat(parts.map((part) => part[name]), 0) : (parts[0]?.[name] as Tensor)); // biome-ignore format: one line
  return { y: joined("y"), seen: [joined("mean"), joined("variance")] };
}

/** @returns y in the shape of x, mean and variance `[groups, channels]` */
function normaliseGroups(x: Tensor, gamma: Tensor, beta: Tensor, size: number): { y: Tensor; mean: Tensor; variance: Tensor } {
  const count = x.shape[0] as number;
  const channels = x.shape.at(-1) as number;
  const grouped = tf.reshape(x, [count / size, (size * x.size) / count / channels, channels]);
  const { mean, variance } = tf.moments(grouped, 1, true);
  const flat = [count / size, channels];
  return {
    y: tf.reshape(normalise(grouped, gamma, beta, mean, variance, 1), x.shape),
    mean: tf.reshape(mean, flat),
    variance: tf.reshape(variance, flat),
  };
}
