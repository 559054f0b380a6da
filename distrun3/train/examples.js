"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.gatherExamples = gatherExamples;
/** Examples of a split as tensors: bytes stay bytes in memory, and only the examples of one call become float32. */
const tf_1 = require("../backend/tf");
const batches_1 = require("../data/batches");
/**
 * The chosen examples; call inside a tidy or dispose of both.
 * @returns images `[n, height · width · channels]` float32 in [0, 1], labels `[n]` int32
 */
function gatherExamples({ split, shape }, indices) {
    const size = shape[0] * shape[1] * shape[2];
    const labels = Int32Array.from(indices, (index) => split.labels[index]);
    return { images: tf_1.tf.tensor2d((0, batches_1.pixels)(split, shape, indices), [indices.length, size]), labels: tf_1.tf.tensor1d(labels, "int32") };
}
//# sourceMappingURL=examples.js.map