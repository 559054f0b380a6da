/** What this machine attains: operations a second of a matrix product, and of a convolution forward and back. Timed, seeded, medians. */
import { uniform } from "../../backend/stateless";
import { type Tensor, type Tensor4D, tf } from "../../backend/tf";
import { random } from "../../random";
import { PASSES } from "./training-days";

/** Operations a second. */
export interface Rate {
  median: number;
  slowest: number;
  quickest: number;
  rounds: number;
}

export interface OwnRate {
  /** Product of two square matrices: the most that a network can hope for. */
  product: Rate;
  /** A 3 × 3 convolution with its two gradients, as in the middle of VGG-16 or ResNet-50: what a training can hope for. */
  convolution: Rate;
}

export interface OwnRateOptions {
  /** Of the numbers that are multiplied. Default 1. */
  seed?: number;
  /** Timed rounds, after one that is not. Default 7. */
  rounds?: number;
  /** Rows of the matrices. Default 1024. */
  size?: number;
  /** Images of the convolution. Default 8. */
  batch?: number;
  /** Pixels a side of those images. Default 56. */
  side?: number;
  /** Channels and filters. Default 64. */
  channels?: number;
  /** Milliseconds; default the clock of the process. */
  now?: () => number;
}

/** Measures on the backend in use. Frees its tensors. */
export function measureOwnRate(options: OwnRateOptions = {}): OwnRate {
  const { seed = 1, rounds = 7, size = 1024, batch = 8, side = 56, channels = 64, now = () => performance.now() } = options;
  const draw = (shape: number[], name: string): Tensor => {
    const rng = random(seed).split(name);
    return tf.tidy(() => uniform(shape, tf.tensor1d([rng.bits() | 0, 0], "int32")).sub(0.5));
  };
  const timed = (operations: number, tensors: Tensor[], work: () => Tensor[]): Rate => {
    try {
      return rateOf(operations, rounds, now, () => tf.tidy(() => work().forEach(waitFor)));
    } finally {
      tf.dispose(tensors);
    }
  };
  const [a, b] = [draw([size, size], "a"), draw([size, size], "b")];
  const product = timed(2 * size ** 3, [a, b], () => [tf.matMul(a, b)]);

  const image = [batch, side, side, channels];
  const [x, kernel, dy] = [draw(image, "images"), draw([3, 3, channels, channels], "kernel"), draw(image, "gradient")];
  const convolve = tf.grads((input: Tensor, filter: Tensor) => tf.conv2d(input as Tensor4D, filter as Tensor4D, 1, "same"));
  const multiplyAdds = 9 * channels ** 2 * side ** 2 * batch;
  const convolution = timed(2 * PASSES * multiplyAdds, [x, kernel, dy], () => convolve([x, kernel], dy));
  return { product, convolution };
}

/** Reads one value, so that a device that works while the program goes on has to be waited for. */
const waitFor = (tensor: Tensor): void => {
  tensor.flatten().slice(0, 1).dataSync();
};

function rateOf(operations: number, rounds: number, now: () => number, work: () => void): Rate {
  work();
  const rates = Array.from({ length: rounds }, () => {
    const start = now();
    work();
    return operations / ((now() - start) / 1000);
  }).sort((left, right) => left - right);
  const middle = Math.floor(rounds / 2);
  const median = rounds % 2 === 1 ? rates[middle] : ((rates[middle - 1] as number) + (rates[middle] as number)) / 2;
  return { median: median as number, slowest: rates[0] as number, quickest: rates[rounds - 1] as number, rounds };
}
