"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.eagerEngine = eagerEngine;
/** The engine that calls each operation as it comes: for backends that cannot run a graph, and to compare the compiled one with. */
const tf_1 = require("../backend/tf");
const flat_1 = require("../model/flat");
const evaluate_1 = require("./evaluate");
const examples_1 = require("./examples");
const step_1 = require("./step");
function eagerEngine(spec) {
    const { network, data, normalise = "running", training } = spec;
    const specs = (0, step_1.stateSpecs)(network, training?.optimizer);
    const advance = training && (0, step_1.trainStep)(network, training.optimizer, training.settings);
    let state = { weights: [], slots: [], statistics: [] };
    const replace = (next) => {
        const old = (0, step_1.tensorsOf)(state);
        state = next;
        tf_1.tf.dispose(old);
    };
    /** Calls `work` for each chunk of a split, inside a tidy. */
    const overChunks = (which, work) => {
        const examples = { split: data[which], shape: data.shape };
        const { size, rows, counts } = (0, evaluate_1.chunksOf)(examples.split.count, data.shape, spec.chunk);
        const results = [];
        for (let at = 0; at < rows.length; at += size) {
            tf_1.tf.tidy(() => {
                const chosen = (0, examples_1.gatherExamples)(examples, rows.subarray(at, at + size));
                results.push(work({ ...chosen, counts: tf_1.tf.tensor1d(counts.subarray(at, at + size)) }));
            });
        }
        return results;
    };
    return {
        train(rows, rates, firstStep) {
            if (!advance || !training)
                throw new Error("This engine only evaluates.");
            const { batch } = training;
            return rates.map((rate, i) => {
                const examples = (0, examples_1.gatherExamples)({ split: data.train, shape: data.shape }, rows.subarray(i * batch, (i + 1) * batch));
                const input = { ...examples, rate: tf_1.tf.scalar(rate), step: tf_1.tf.scalar(firstStep + i, "int32") };
                const next = advance(state, input);
                replace(next.state);
                const [loss = Number.NaN] = next.loss.dataSync();
                tf_1.tf.dispose([...Object.values(input), next.loss]);
                return loss;
            });
        },
        evaluate(which) {
            const sums = overChunks(which, (input) => tf_1.tf.stack((0, evaluate_1.chunkSums)(network, state.weights, state.statistics, normalise, input)).dataSync());
            return (0, evaluate_1.evaluationOf)(sums.flatMap((chunk) => [...chunk]), data[which].count);
        },
        read: () => ({ weights: (0, flat_1.toVector)(state.weights), slots: (0, flat_1.toVector)(state.slots.flat()), statistics: (0, flat_1.toVector)(state.statistics) }),
        write: ({ weights, slots, statistics }) => {
            replace((0, step_1.packState)([...(0, flat_1.toTensors)(weights, specs.weights), ...(0, flat_1.toTensors)(slots, specs.slots), ...(0, flat_1.toTensors)(statistics, specs.statistics)], specs));
        },
        dispose: () => replace({ weights: [], slots: [], statistics: [] }),
    };
}
//# sourceMappingURL=eager-engine.js.map