/** A split of a data set as tensors on the device. */
import { type Tensor1D, type Tensor2D, tf } from "../backend/tf";
import { pixels } from "../data/batches";
import type { Split } from "../data/dataset";
import type { Examples } from "./evaluate";

/** Puts all examples of a split on the device, pixels scaled to [0, 1]; dispose with `disposeExamples`. */
export function toExamples(split: Split, shape: number[]): Examples {
  const size = shape.reduce((a, b) => a * b, 1);
  const images = tf.tensor2d(pixels(split, shape as [number, number, number]), [split.count, size], "float32") as Tensor2D;
  const labels = tf.tensor1d(Int32Array.from(split.labels), "int32") as Tensor1D;
  return { images, labels, count: split.count };
}

export const disposeExamples = (examples: Examples): void => tf.dispose([examples.images, examples.labels]);
