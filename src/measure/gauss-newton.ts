/** The Gauss–Newton product Jᵀ H J v as one trace: the tangent of the logits, the Hessian of the loss with respect to them, and back (Schraudolph, Neural Computation 14, 2002). */
import { type Tensor, type Tensor2D, tf } from "../backend/tf";
import { sizeOf } from "../model/network";
import { chain } from "../trace/chain";
import { jvp } from "../trace/jvp";
import { prepareDerivative } from "../trace/passes";
import { DTYPES, type Ref, type Trace } from "../trace/trace";
import { batchExample, recordPlain, stateExample } from "../train/chunk-loops";
import type { SumsSpec } from "./sums";

/**
 * A trace on weights, statistics, direction, images, labels, counts. Its outputs are the sums over the examples that count, weight by weight.
 * For softmax cross-entropy the Hessian with respect to the logits is diag(p) − p pᵀ, so that the matrix is the Fisher information, and never indefinite.
 */
export function gaussNewtonTrace({ network, data, normalise = "running" }: SumsSpec, chunk: number): Trace {
  const state = [...network.weights, ...network.statistics];
  const n = network.weights.length;
  const size = sizeOf(data.shape);
  const forward = (tensors: Tensor[], images: Tensor): Tensor2D =>
    network.forward(tensors.slice(0, n), images, { normalise, statistics: tensors.slice(n, state.length) }).logits;
  const images = (count: number, variant: number) => batchExample(count, size, data.classes, variant)[0] as Tensor;
  const rows = (count: number, variant: number) => tf.fill([count, data.classes], 0.1 * variant);

  const logits = recordPlain(
    (inputs) => [forward(inputs, inputs[state.length] as Tensor)],
    (count, variant) => [...stateExample(state, variant), images(count, variant)],
    chunk,
  );
  const curvature = recordPlain(
    ([z, u, counts]) => {
      const p = tf.softmax(z as Tensor);
      const centred = tf.sub(u as Tensor, tf.sum(tf.mul(p, u as Tensor), 1, true));
      return [tf.mul(tf.mul(p, centred), tf.reshape(counts as Tensor, [-1, 1]))];
    },
    (count, variant) => [rows(count, variant), rows(count, variant + 1), tf.fill([count], variant)],
    chunk,
  );
  const back = recordPlain(
    (inputs) => {
      const above = inputs[state.length + 1] as Tensor;
      const through = (...weights: Tensor[]) =>
        tf.sum(tf.mul(forward([...weights, ...inputs.slice(n, state.length)], inputs[state.length] as Tensor), above)) as tf.Scalar;
      return tf.grads(through)(inputs.slice(0, n));
    },
    (count, variant) => [...stateExample(state, variant), images(count, variant), rows(count, variant)],
    chunk,
  );
  const tangents = jvp(
    prepareDerivative(logits),
    network.weights.map((_, i) => i),
  );
  const floats = [...state, ...network.weights].map(({ shape }) => ({ shape, dtype: DTYPES.float32 }));
  const chunkInputs = [
    { shape: [chunk, size], dtype: DTYPES.float32 },
    { shape: [chunk], dtype: DTYPES.int32 },
    { shape: [chunk], dtype: DTYPES.float32 },
  ];
  return chain([...floats, ...chunkInputs], (add, inputs) => {
    const point = inputs.slice(0, state.length);
    const direction = inputs.slice(state.length, floats.length);
    const [x, , counts] = inputs.slice(floats.length) as [Ref, Ref, Ref];
    const [z, u] = add(tangents, [...point, x, ...direction]) as [Ref, Ref];
    const [above] = add(curvature, [z, u, counts]) as [Ref];
    // Prepared alike, both share the forward pass.
    return add(prepareDerivative(back), [...point, x, above]);
  });
}
