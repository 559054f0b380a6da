"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.chunksOf = chunksOf;
exports.chunkSums = chunkSums;
exports.chunkGradients = chunkGradients;
exports.evaluationOf = evaluationOf;
/** Loss and accuracy over a whole split: summed in chunks of equal size, the last one filled up with examples that do not count. */
const tf_1 = require("../backend/tf");
const loss_1 = require("./loss");
/** Input values of one chunk: large enough to be quick, small enough for the activations of C2. */
const CHUNK_VALUES = 1_000 * 784;
/** @param size examples a chunk; default about 0.8 million input values */
function chunksOf(count, shape, size = Math.floor(CHUNK_VALUES / (shape[0] * shape[1] * shape[2]))) {
    const chunk = Math.max(1, Math.min(count, size));
    const length = Math.ceil(count / chunk) * chunk;
    return {
        size: chunk,
        rows: Int32Array.from({ length }, (_, i) => i % count),
        counts: Float32Array.from({ length }, (_, i) => (i < count ? 1 : 0)),
    };
}
/** Sum of the losses and number of right answers of a chunk. Dropout is off. */
function chunkSums(network, weights, statistics, normalise, input) {
    const { logits } = network.forward(weights, input.images, { normalise, statistics });
    const sum = (values) => tf_1.tf.sum(tf_1.tf.mul(values, input.counts));
    return [sum((0, loss_1.crossEntropies)(logits, input.labels)), sum((0, loss_1.correct)(logits, input.labels))];
}
/** Sum of the losses of a chunk and its gradients with respect to the weights. Dropout is off. */
function chunkGradients(network, weights, statistics, normalise, input) {
    const objective = (...weights) => chunkSums(network, weights, statistics, normalise, input)[0];
    const { value, grads } = tf_1.tf.valueAndGrads(objective)(weights);
    return [value, ...grads];
}
/** The evaluation from the sums of all chunks, added up in float64. @param sums loss and right answers, chunk by chunk */
function evaluationOf(sums, count) {
    let loss = 0;
    let right = 0;
    for (let i = 0; i < sums.length; i += 2) {
        loss += sums[i];
        right += sums[i + 1];
    }
    return { loss: loss / count, accuracy: right / count };
}
//# sourceMappingURL=evaluate.js.map