/** Loss and accuracy over a whole split: summed in chunks of equal size, the last one filled up with examples that do not count. */
import { type Scalar, type Tensor, type Tensor1D, tf } from "../backend/tf";
import type { DataSet } from "../data/dataset";
import type { Mode } from "../model/layer";
import type { Network } from "../model/network";
import { correct, crossEntropies } from "./loss";

export interface Evaluation {
  /** Mean cross-entropy, nats. */
  loss: number;
  /** Share of right answers, 0 … 1. */
  accuracy: number;
}

/** The chunks of an evaluation. */
export interface Chunks {
  /** Examples a chunk. */
  size: number;
  /** `turns · size` row numbers. The last chunk is filled up with the first rows, so that batch norm in mode `batch` sees real examples. */
  rows: Int32Array;
  /** 1 for each row that counts, 0 for the filling. */
  counts: Float32Array;
}

/** Input values of one chunk: large enough to be quick, small enough for the activations of C2. */
const CHUNK_VALUES = 1_000 * 784;

/** @param size examples a chunk; default about 0.8 million input values */
export function chunksOf(
  count: number,
  shape: DataSet["shape"],
  size = Math.floor(CHUNK_VALUES / (shape[0] * shape[1] * shape[2])),
): Chunks {
  const chunk = Math.max(1, Math.min(count, size));
  const length = Math.ceil(count / chunk) * chunk;
  return {
    size: chunk,
    rows: Int32Array.from({ length }, (_, i) => i % count),
    counts: Float32Array.from({ length }, (_, i) => (i < count ? 1 : 0)),
  };
}

export interface ChunkInput {
  /** `[n, ...]` float32 */
  images: Tensor;
  /** `[n]` int32 */
  labels: Tensor1D;
  /** `[n]` float32 */
  counts: Tensor1D;
}

/** Sum of the losses and number of right answers of a chunk. Dropout is off. */
export function chunkSums(
  network: Network,
  weights: Tensor[],
  statistics: Tensor[],
  normalise: Mode["normalise"],
  input: ChunkInput,
): [Scalar, Scalar] {
  const { logits } = network.forward(weights, input.images, { normalise, statistics });
  const sum = (values: Tensor) => tf.sum(tf.mul(values, input.counts)) as Scalar;
  return [sum(crossEntropies(logits, input.labels)), sum(correct(logits, input.labels))];
}

/** Sum of the losses of a chunk and its gradients with respect to the weights. Dropout is off. */
export function chunkGradients(
  network: Network,
  weights: Tensor[],
  statistics: Tensor[],
  normalise: Mode["normalise"],
  input: ChunkInput,
): [Scalar, ...Tensor[]] {
  const objective = (...weights: Tensor[]): Scalar => chunkSums(network, weights, statistics, normalise, input)[0];
  const { value, grads } = tf.valueAndGrads(objective)(weights);
  return [value as Scalar, ...grads];
}

/** The evaluation from the sums of all chunks, added up in float64. @param sums loss and right answers, chunk by chunk */
export function evaluationOf(sums: ArrayLike<number>, count: number): Evaluation {
  let loss = 0;
  let right = 0;
  for (let i = 0; i < sums.length; i += 2) {
    loss += sums[i] as number;
    right += sums[i + 1] as number;
  }
  return { loss: loss / count, accuracy: right / count };
}
