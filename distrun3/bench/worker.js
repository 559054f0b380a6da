"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** One engine of the step benchmark in a process of its own: prepares its work, then trains as many epochs as each line on standard input says. */
const node_readline_1 = require("node:readline");
const choose_1 = require("../backend/choose");
const networks_1 = require("../model/networks");
const compiled_engine_1 = require("../train/compiled-engine");
const eager_engine_1 = require("../train/eager-engine");
const stock_1 = require("./stock");
const work_1 = require("./work");
/** Steps whose losses are compared between engines. */
const COMPARED = 2;
async function main([kind, network, batch]) {
    const cell = { network, batch: Number(batch) };
    // Ours as `train` runs it; stock TensorFlow.js as it comes.
    await (0, choose_1.useBackend)({ backend: "cpu", ...(kind === "compiled" ? { work: (0, networks_1.trainingWork)(cell.network, cell.batch) } : {}) });
    const work = (0, work_1.workOf)(cell);
    const epoch = kind === "eager" ? (0, stock_1.stockTraining)(work).epoch : engineEpoch(work, kind === "ownEager" ? eager_engine_1.eagerEngine : compiled_engine_1.compiledEngine);
    const losses = [];
    while (losses.length < COMPARED)
        losses.push(...epoch());
    say({ losses: losses.slice(0, COMPARED) });
    for await (const line of (0, node_readline_1.createInterface)({ input: process.stdin })) {
        const epochs = Number(line);
        const began = performance.now();
        for (let i = 0; i < epochs; i++)
            epoch();
        say({ ms: (performance.now() - began) / (epochs * work.steps), memory: process.resourceUsage().maxRSS * 1024 });
    }
}
/** One epoch of our own step on an engine. */
function engineEpoch(work, create) {
    const settings = { weightDecay: 0, statisticsMomentum: 0.9, seed: 1, dropout: false };
    const { network, data, optimizer, cell } = work;
    const engine = create({ network, data, training: { optimizer, batch: cell.batch, settings } });
    engine.write(work.start);
    const rates = new Float32Array(work.steps).fill(work_1.RATE);
    return () => engine.train(work.rows, rates, 0);
}
const say = (answer) => console.log(JSON.stringify(answer));
void main(process.argv.slice(2));
//# sourceMappingURL=worker.js.map