/** Loss and accuracy over a whole split, in chunks, summed in float64. */
import { type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf";
import type { Mode } from "../model/layer";
import type { Network } from "../model/network";
import { correctCount, crossEntropy } from "./loss";

export interface Examples {
  /** `[count, size of one example]` float32 */
  images: Tensor2D;
  /** `[count]` int32 */
  labels: Tensor1D;
  count: number;
}

export interface Evaluation {
  /** Mean cross-entropy, nats. */
  loss: number;
  /** Share of right answers, 0 … 1. */
  accuracy: number;
}

/** Examples of one evaluation call: large enough to be quick, small enough for C2's activations (about 1.5 GB at 500). */
const CHUNK_VALUES = 2_000 * 784;

/**
 * Dropout is off. In mode `running` batch norm uses `statistics`; in mode `batch` each chunk its own, and a chunk is then as large as `chunk` says.
 * @param chunk examples a call; default about 1.5 million input values
 */
export function evaluate(
  network: Network,
  weights: Tensor[],
  examples: Examples,
  mode: Mode,
  chunk = Math.max(1, Math.floor(CHUNK_VALUES / (examples.images.shape[1] as number))),
): Evaluation {
  let loss = 0;
  let correct = 0;
  for (let start = 0; start < examples.count; start += chunk) {
    const size = Math.min(chunk, examples.count - start);
    const [chunkLoss = 0, chunkCorrect = 0] = tf.tidy(() => {
      const images = examples.images.slice(start, size);
      const labels = examples.labels.slice(start, size);
      const { logits } = network.forward(weights, images, mode);
      return tf.stack([crossEntropy(logits, labels), correctCount(logits, labels)]).dataSync();
    });
    loss += chunkLoss * size;
    correct += chunkCorrect;
  }
  return { loss: loss / examples.count, accuracy: correct / examples.count };
}
