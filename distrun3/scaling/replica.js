"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.replicate = replicate;
/** A process of data-parallel training: it holds the whole network, computes the gradient of its share of each batch, and moves by the sum of all. */
const node_perf_hooks_1 = require("node:perf_hooks");
const choose_1 = require("../backend/choose");
const data_1 = require("../data");
const batches_1 = require("../data/batches");
const network_1 = require("../model/network");
const networks_1 = require("../model/networks");
const random_1 = require("../random");
const gradient_engine_1 = require("../train/gradient-engine");
const optimizers_1 = require("../train/optimizers");
const step_1 = require("../train/step");
const ring_1 = require("./ring");
/** Trains `steps` steps in step with the other members of the ring. */
async function replicate({ run, steps, ...place }, tell) {
    await (0, choose_1.useBackend)({ backend: "cpu", threads: 1 });
    const data = await (0, data_1.loadData)(run.data, { trainSize: run.trainSize, validation: run.validation });
    const network = (0, networks_1.buildNetwork)(run.network, data.shape, data.classes);
    const optimizer = (0, optimizers_1.buildOptimizer)(run);
    const share = run.batch / place.members;
    const engine = (0, gradient_engine_1.gradientEngine)({ network, data, optimizer, batch: share, settings: run });
    const { slots, statistics } = (0, step_1.stateSpecs)(network, optimizer);
    const start = (0, random_1.random)(run.seed).split("start");
    engine.write({
        weights: (0, network_1.startingWeights)(network.weights, start),
        slots: (0, network_1.startingWeights)(slots, (0, random_1.random)(0)),
        statistics: (0, network_1.startingWeights)(statistics, (0, random_1.random)(0)),
    });
    const ring = await (0, ring_1.joinRing)(place);
    try {
        const times = { gradientMs: [], allReduceMs: [], updateMs: [] };
        const timed = async (name, work) => {
            const began = node_perf_hooks_1.performance.now();
            const result = await work();
            times[name].push(node_perf_hooks_1.performance.now() - began);
            return result;
        };
        const stepsAnEpoch = Math.floor(data.train.count / run.batch);
        let order = new Int32Array();
        for (let step = 0; step < steps; step++) {
            const inEpoch = step % stepsAnEpoch;
            if (inEpoch === 0)
                order = Int32Array.from((0, batches_1.epochOrder)(data.train.count, (0, random_1.random)(run.seed).split("order", step / stepsAnEpoch)));
            const from = inEpoch * run.batch + place.rank * share;
            const { loss, gradient } = await timed("gradientMs", () => engine.gradient(order.slice(from, from + share), step));
            // The loss travels with the gradient: one number more.
            const sum = new Float32Array(gradient.length + 1);
            sum.set(gradient);
            sum[gradient.length] = loss;
            await timed("allReduceMs", () => ring.allReduce(sum));
            const mean = sum.map((value) => value / place.members);
            await timed("updateMs", () => engine.apply(mean.subarray(0, -1), run.learningRate));
            tell({ kind: "step", step: step + 1, loss: mean.at(-1) });
        }
        tell({ kind: "end", weights: engine.read().weights, ...times });
    }
    finally {
        ring.close();
        engine.dispose();
    }
}
/** As a process of its own: one task over the channel to its parent, who ends it when the answer has come. */
function main() {
    const tell = (answer) => void process.send?.(answer);
    process.once("disconnect", () => process.exit(1));
    process.once("message", (task) => {
        replicate(task, tell).catch((error) => tell({ kind: "error", message: error.message }));
    });
}
if (require.main === module)
    main();
//# sourceMappingURL=replica.js.map