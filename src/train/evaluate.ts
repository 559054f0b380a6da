/** Loss and accuracy over a whole split, in chunks, summed in float64. */
import { type Tensor, tf } from "../backend/tf";
import type { Mode } from "../model/layer";
import type { Network } from "../model/network";
import { type Examples, gatherExamples } from "./examples";
import { correctCount, crossEntropy } from "./loss";

export interface Evaluation {
  /** Mean cross-entropy, nats. */
  loss: number;
  /** Share of right answers, 0 … 1. */
  accuracy: number;
}

/** Input values of one evaluation call: large enough to be quick, small enough for the activations of C2. */
const CHUNK_VALUES = 1_000 * 784;

/**
 * Loss and accuracy of the network at `weights`. Dropout is off. In mode `running` batch norm uses `mode.statistics`; in mode `batch` each chunk its own.
 * @param chunk examples a call; default about 0.8 million input values
 */
export function evaluate(network: Network, weights: Tensor[], examples: Examples, mode: Mode, chunk = chunkOf(examples)): Evaluation {
  const { count } = examples.split;
  let loss = 0;
  let correct = 0;
  for (let start = 0; start < count; start += chunk) {
    const indices = Int32Array.from({ length: Math.min(chunk, count - start) }, (_, i) => start + i);
    const [chunkLoss = 0, chunkCorrect = 0] = tf.tidy(() => {
      const { images, labels } = gatherExamples(examples, indices);
      const { logits } = network.forward(weights, images, mode);
      return tf.stack([crossEntropy(logits, labels), correctCount(logits, labels)]).dataSync();
    });
    loss += chunkLoss * indices.length;
    correct += chunkCorrect;
  }
  return { loss: loss / count, accuracy: correct / count };
}

const chunkOf = ({ shape }: Examples): number => Math.max(1, Math.floor(CHUNK_VALUES / (shape[0] * shape[1] * shape[2])));
