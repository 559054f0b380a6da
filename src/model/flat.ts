/** Weights as a list of tensors and as one flat vector `w`: the two are exact copies of each other. */
import { type Tensor, tf } from "../backend/tf";
import { sizeOf } from "./network";

/** One vector from its parts, in their order. */
export const join = (parts: Float32Array[]): Float32Array => joinAs(Float32Array, parts);

/** The same for float64 (or any one kind of vector). */
export function joinAs<T extends Float32Array | Float64Array>(Vector: new (length: number) => T, parts: T[]): T {
  const whole = new Vector(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/**
 * The parts of a vector, one a shape; each is a copy.
 * @param wrong what a vector of another length is, for the error
 * @throws RangeError when the length is another
 */
export function cut(whole: Float32Array, specs: { shape: number[] }[], wrong = "These are weights of another network"): Float32Array[] {
  const sizes = specs.map(({ shape }) => sizeOf(shape));
  const expected = sizes.reduce((a, b) => a + b, 0);
  if (expected !== whole.length) throw new RangeError(`${wrong}: expected ${expected} values, got ${whole.length}.`);
  let offset = 0;
  return sizes.map((size) => {
    offset += size;
    return whole.slice(offset - size, offset);
  });
}

/** One vector from tensors, in their order. */
export const toVector = (tensors: Tensor[]): Float32Array => join(tensors.map((tensor) => tensor.dataSync() as Float32Array));

/**
 * New tensors from one vector; the caller disposes of them.
 * @throws RangeError when the vector is of another network
 */
export const toTensors = (w: Float32Array, specs: { shape: number[] }[]): Tensor[] =>
  cut(w, specs).map((part, i) => tf.tensor(part, specs[i]?.shape, "float32"));
