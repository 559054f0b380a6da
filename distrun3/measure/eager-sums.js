"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.eagerSums = eagerSums;
/** Sums over a data set, operation by operation: for backends that run no graphs. No second derivatives. */
const tf_1 = require("../backend/tf");
const flat_1 = require("../model/flat");
const network_1 = require("../model/network");
const evaluate_1 = require("../train/evaluate");
const examples_1 = require("../train/examples");
function eagerSums({ network, data, split, normalise = "running", chunk }) {
    const examples = { split: data[split], shape: data.shape };
    const { size, rows, counts } = (0, evaluate_1.chunksOf)(examples.split.count, data.shape, chunk);
    let weights = [];
    let statistics = [];
    const totals = {};
    const work = {
        loss: (input) => ({ values: (0, evaluate_1.chunkSums)(network, weights, statistics, normalise, input), vector: [] }),
        gradient: (input) => {
            const [loss, ...gradients] = (0, evaluate_1.chunkGradients)(network, weights, statistics, normalise, input);
            return { values: [loss], vector: gradients };
        },
        norms: (input) => {
            const [, ...gradients] = (0, evaluate_1.chunkGradients)(network, weights, statistics, normalise, input);
            return { values: [tf_1.tf.addN(gradients.map((gradient) => tf_1.tf.sum(tf_1.tf.square(gradient))))], vector: [] };
        },
        statistics: ({ images }) => ({ values: [], vector: network.forward(weights, images, { normalise: "batch", statistics }).seen }),
    };
    const specs = { gradient: network.weights, statistics: network.statistics };
    return {
        chunks: rows.length / size,
        count: examples.split.count,
        writePoint: (w, seen) => {
            tf_1.tf.dispose([...weights, ...statistics]);
            weights = (0, flat_1.toTensors)(w, network.weights);
            statistics = (0, flat_1.toTensors)(seen, network.statistics);
        },
        writeDirection: () => { },
        clear: (kind) => {
            totals[kind] = { sum: 0, right: 0, chunks: [], parts: (specs[kind] ?? []).map(({ shape }) => new Float64Array((0, network_1.sizeOf)(shape))) };
        },
        add: (kind, from, to) => {
            const total = totals[kind];
            for (let at = from * size; at < to * size; at += size) {
                tf_1.tf.tidy(() => {
                    const chosen = (0, examples_1.gatherExamples)(examples, rows.subarray(at, at + size));
                    const { values, vector } = work[kind]({ ...chosen, counts: tf_1.tf.tensor1d(counts.subarray(at, at + size)) });
                    const [sum = 0, right = 0] = values.map((value) => value.dataSync()[0]);
                    if (values.length > 0)
                        total.chunks.push(sum);
                    total.sum += sum;
                    total.right += right;
                    for (const [i, each] of vector.entries())
                        addTo(total.parts[i], each.dataSync());
                });
            }
        },
        read: (kind) => {
            const { parts, ...rest } = totals[kind];
            return { ...rest, vector: (0, flat_1.joinAs)(Float64Array, parts) };
        },
        dispose: () => {
            tf_1.tf.dispose([...weights, ...statistics]);
            weights = statistics = [];
        },
    };
}
function addTo(sum, values) {
    for (let i = 0; i < sum.length; i++)
        sum[i] = sum[i] + values[i];
}
//# sourceMappingURL=eager-sums.js.map