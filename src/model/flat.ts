/** Weights as a list of tensors and as one flat vector `w`: the two are exact copies of each other. */
import { type Tensor, tf } from "../backend/tf";
import type { WeightSpec } from "./layer";

/** One vector from tensors, in their order. */
export function toVector(tensors: Tensor[]): Float32Array {
  const w = new Float32Array(tensors.reduce((sum, tensor) => sum + tensor.size, 0));
  let offset = 0;
  for (const tensor of tensors) {
    w.set(tensor.dataSync() as Float32Array, offset);
    offset += tensor.size;
  }
  return w;
}

/**
 * New tensors from one vector; the caller disposes of them.
 * @throws RangeError when the vector is of another network
 */
export function toTensors(w: Float32Array, specs: WeightSpec[]): Tensor[] {
  const sizes = specs.map((spec) => spec.shape.reduce((a, b) => a * b, 1));
  const expected = sizes.reduce((a, b) => a + b, 0);
  if (expected !== w.length) throw new RangeError(`These are weights of another network: expected ${expected} values, got ${w.length}.`);
  let offset = 0;
  return specs.map((spec, i) => {
    const size = sizes[i] as number;
    const part = w.slice(offset, offset + size);
    offset += size;
    return tf.tensor(part, spec.shape, "float32");
  });
}
