"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureThroughput = measureThroughput;
/** Measures what a step of a network costs on this machine at several batches. */
const node_perf_hooks_1 = require("node:perf_hooks");
const choose_1 = require("../backend/choose");
const batches_1 = require("../data/batches");
const errors_1 = require("../errors");
const network_1 = require("../model/network");
const networks_1 = require("../model/networks");
const random_1 = require("../random");
const signal_1 = require("../signal");
const summary_1 = require("../stats/summary");
const engine_1 = require("../train/engine");
const optimizers_1 = require("../train/optimizers");
const step_1 = require("../train/step");
/**
 * Median milliseconds of a training step at each batch (`size`), compiling and the first call excluded.
 * @param run its batch is not used
 * @throws UsageError for a batch that the data cannot fill
 */
async function measureThroughput(run, data, options) {
    const { batches, rounds = 5, sampleMs = 100, onBatch, signal = (0, signal_1.defaultSignal)() } = options;
    const tooLarge = batches.find((batch) => batch > data.train.count);
    if (tooLarge !== undefined)
        throw new errors_1.UsageError(`A batch of ${tooLarge} is larger than the training set (${data.train.count} examples).`);
    await (0, choose_1.useBackend)({ work: (0, networks_1.trainingWork)(run.network, Math.max(...batches)) });
    const results = [];
    for (const batch of batches) {
        signal?.throwIfAborted();
        onBatch?.(batch);
        const times = await timesOf({ ...run, batch }, data, rounds, sampleMs);
        const ms = (0, summary_1.median)(times);
        results.push({ size: batch, ms, min: Math.min(...times), max: Math.max(...times), examplesPerSecond: (1000 * batch) / ms });
    }
    return results;
}
async function timesOf(run, data, rounds, sampleMs) {
    const network = (0, networks_1.buildNetwork)(run.network, data.shape, data.classes);
    const optimizer = (0, optimizers_1.buildOptimizer)(run);
    const { slots, statistics } = (0, step_1.stateSpecs)(network, optimizer);
    const zero = (specs) => (0, network_1.startingWeights)(specs, (0, random_1.random)(0));
    const weights = (0, network_1.startingWeights)(network.weights, (0, random_1.random)(run.seed).split("start"));
    const start = { weights, slots: zero(slots), statistics: zero(statistics) };
    const engine = (0, engine_1.createEngine)({ network, data, training: { optimizer, batch: run.batch, settings: run } }, start);
    try {
        const order = (0, batches_1.epochOrder)(data.train.count, (0, random_1.random)(run.seed).split("order", 0));
        const most = Math.floor(order.length / run.batch);
        const timed = (steps) => {
            const began = node_perf_hooks_1.performance.now();
            let left = steps;
            while (left > 0) {
                const now = Math.min(left, most);
                engine.train(order.slice(0, now * run.batch), new Float32Array(now).fill(run.learningRate), 0);
                left -= now;
            }
            return (node_perf_hooks_1.performance.now() - began) / steps;
        };
        timed(1);
        const steps = Math.max(1, Math.ceil(sampleMs / timed(1)));
        const times = [];
        for (let round = 0; round < rounds; round++) {
            times.push(timed(steps));
            await new Promise(setImmediate);
        }
        return times;
    }
    finally {
        engine.dispose();
    }
}
//# sourceMappingURL=throughput.js.map