/** Batches from a split: the order of an epoch, and pixels as numbers. Pure. */
import type { Random } from "../random";
import type { Split } from "./dataset";

/** A uniformly random order of the examples 0 … count − 1. */
export const epochOrder = (count: number, random: Random): Int32Array => random.permutation(count);

/**
 * Pixels of the chosen examples, bytes scaled to [0, 1]; the mean is not subtracted.
 * @param shape [height, width, channels]
 * @param indices examples wanted, in order; default: all
 * @returns `indices.length · height · width · channels` float32 values
 */
export function pixels(split: Split, shape: readonly [number, number, number], indices?: ArrayLike<number>): Float32Array {
  const size = shape[0] * shape[1] * shape[2];
  if (!indices) return Float32Array.from(split.images, (byte) => byte / 255);
  const values = new Float32Array(indices.length * size);
  for (let i = 0; i < indices.length; i++) {
    const from = (indices[i] as number) * size;
    for (let j = 0; j < size; j++) values[i * size + j] = (split.images[from + j] as number) / 255;
  }
  return values;
}
