"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stockTraining = stockTraining;
/** The work of a step benchmark as TensorFlow.js's users write it: a `tf.layers` model, `tf.losses`, `tf.train.momentum`, one call a step. */
const tf_1 = require("../backend/tf");
const flat_1 = require("../model/flat");
const network_1 = require("../model/network");
const work_1 = require("./work");
/** Builds the model with the work's starting weights; the data set lies on the device, as in the other programs. */
function stockTraining(work) {
    const model = tf_1.tf.sequential({ layers: [tf_1.tf.layers.inputLayer({ inputShape: work.data.shape }), ...layersOf(work.cell.network)] });
    const starts = [
        ...(0, flat_1.cut)(work.start.weights, work.network.weights, "The benchmark's weights do not fit").map((values, i) => tf_1.tf.tensor(values, work.network.weights[i]?.shape)),
    ];
    for (const [i, weight] of model.trainableWeights.entries())
        weight.write(starts[i]);
    tf_1.tf.dispose(starts);
    const { images, labels, count } = work.data.train;
    const size = (0, network_1.sizeOf)(work.data.shape);
    const pixels = tf_1.tf.tidy(() => tf_1.tf
        .tensor(Float32Array.from(images, (value) => value / 255), [count, size])
        .reshape([count, ...work.data.shape]));
    const classes = tf_1.tf.tensor1d(Int32Array.from(labels), "int32");
    const optimizer = tf_1.tf.train.momentum(work_1.RATE, work_1.MOMENTUM);
    const { batch } = work.cell;
    const step = (rows) => tf_1.tf.tidy(() => {
        const chosen = tf_1.tf.tensor1d(rows, "int32");
        const x = tf_1.tf.gather(pixels, chosen);
        const y = tf_1.tf.oneHot(tf_1.tf.gather(classes, chosen), work.data.classes);
        const loss = () => tf_1.tf.losses.softmaxCrossEntropy(y, model.apply(x, { training: true }));
        return optimizer.minimize(loss, true);
    });
    return {
        epoch: () => Array.from({ length: work.steps }, (_, i) => {
            const loss = step(work.rows.subarray(i * batch, (i + 1) * batch));
            const [value = Number.NaN] = loss.dataSync();
            loss.dispose();
            return value;
        }),
        dispose: () => {
            optimizer.dispose();
            model.dispose();
            tf_1.tf.dispose([pixels, classes]);
        },
    };
}
const dense = (units) => [tf_1.tf.layers.dense({ units })];
const relu = () => [tf_1.tf.layers.reLU()];
const conv = (kernelSize, filters) => [tf_1.tf.layers.conv2d({ kernelSize, filters, padding: "same" })];
const pool = (poolSize, strides) => [tf_1.tf.layers.maxPooling2d({ poolSize, strides, padding: "same" })];
const flatten = () => [tf_1.tf.layers.flatten()];
const normalised = (layers) => [...layers, tf_1.tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-3 }), ...relu()];
const repeat = (times, layers) => Array.from({ length: times }, layers).flat();
/** The networks of `model/networks.ts`, without dropout, as the peers have them. */
function layersOf(name) {
    switch (name) {
        case "mlp":
            return [...flatten(), ...repeat(2, () => [...dense(128), ...relu()]), ...dense(10)];
        case "mlp5":
            return [...flatten(), ...repeat(5, () => [...dense(512), ...relu()]), ...dense(10)];
        case "F1":
            return [...flatten(), ...repeat(5, () => normalised(dense(512))), ...dense(10)];
        case "cnn":
            return [...[16, 32].flatMap((filters) => [...conv(3, filters), ...relu(), ...pool(2, 2)]), ...flatten(), ...dense(10)];
        case "C1": {
            const block = () => [...normalised(conv(5, 64)), ...pool(3, 2)];
            return [...block(), ...block(), ...flatten(), ...[384, 192].flatMap((units) => normalised(dense(units))), ...dense(10)];
        }
    }
}
//# sourceMappingURL=stock.js.map