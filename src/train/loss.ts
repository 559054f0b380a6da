/** The loss: softmax cross-entropy in nats, and the number of right answers. */
import { type Scalar, type Tensor1D, type Tensor2D, tf } from "../backend/tf";

/** Cross-entropy of each example: `logits [n, classes]` against `labels [n]` (int32) gives `[n]`. */
export const crossEntropies = (logits: Tensor2D, labels: Tensor1D): Tensor1D => {
  const target = tf.oneHot(labels, logits.shape[1]);
  return tf.neg(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1)) as Tensor1D;
};

/** Mean cross-entropy of a batch. */
export const crossEntropy = (logits: Tensor2D, labels: Tensor1D): Scalar => tf.mean(crossEntropies(logits, labels)) as Scalar;

/** 1 for each example whose largest logit is at the label, else 0: `[n]` float32. */
export const correct = (logits: Tensor2D, labels: Tensor1D): Tensor1D =>
  tf.cast(tf.equal(tf.argMax(logits, 1), labels), "float32") as Tensor1D;
