/** The loss: mean softmax cross-entropy in nats, and the number of right answers. */
import { type Scalar, type Tensor, type Tensor1D, type Tensor2D, tf } from "../backend/tf";

/** Mean cross-entropy of `logits [n, classes]` against `labels [n]` (int32). */
export const crossEntropy = (logits: Tensor2D, labels: Tensor1D): Scalar => {
  const target = tf.oneHot(labels, logits.shape[1]);
  return tf.neg(tf.mean(tf.sum(tf.mul(target, tf.logSoftmax(logits)), 1))) as Scalar;
};

/** Number of examples whose largest logit is at the label, a float32 scalar. */
export const correctCount = (logits: Tensor2D, labels: Tensor1D): Scalar =>
  tf.sum(tf.cast(tf.equal(tf.argMax(logits, 1), labels), "float32")) as Scalar;

/** ½ Σ‖w‖² over all weights. */
export const halfSquaredNorm = (weights: Tensor[]): Scalar => {
  const squares = weights.map((weight) => tf.sum(tf.square(weight)));
  return tf.mul(squares.length > 1 ? tf.addN(squares) : (squares[0] as Tensor), 0.5) as Scalar;
};
