"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.halfSquaredNorm = exports.correct = exports.crossEntropy = exports.crossEntropies = void 0;
/** The loss: softmax cross-entropy in nats, and the number of right answers. */
const tf_1 = require("../backend/tf");
/** Cross-entropy of each example: `logits [n, classes]` against `labels [n]` (int32) gives `[n]`. */
const crossEntropies = (logits, labels) => {
    const target = tf_1.tf.oneHot(labels, logits.shape[1]);
    return tf_1.tf.neg(tf_1.tf.sum(tf_1.tf.mul(target, tf_1.tf.logSoftmax(logits)), 1));
};
exports.crossEntropies = crossEntropies;
/** Mean cross-entropy of a batch. */
const crossEntropy = (logits, labels) => tf_1.tf.mean((0, exports.crossEntropies)(logits, labels));
exports.crossEntropy = crossEntropy;
/** 1 for each example whose largest logit is at the label, else 0: `[n]` float32. */
const correct = (logits, labels) => tf_1.tf.cast(tf_1.tf.equal(tf_1.tf.argMax(logits, 1), labels), "float32");
exports.correct = correct;
/** ½ Σ‖w‖² over all weights. */
const halfSquaredNorm = (weights) => {
    const squares = weights.map((weight) => tf_1.tf.sum(tf_1.tf.square(weight)));
    return tf_1.tf.mul(squares.length > 1 ? tf_1.tf.addN(squares) : squares[0], 0.5);
};
exports.halfSquaredNorm = halfSquaredNorm;
//# sourceMappingURL=loss.js.map