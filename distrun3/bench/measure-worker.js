"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
/** Ours in the benchmarks of measures, in a process of its own: repeats a gradient, a Hessian product, a cell of a surface or a search for φ as often as each line on standard input says. */
const node_readline_1 = require("node:readline");
const choose_1 = require("../backend/choose");
const box_1 = require("../measure/box");
const keskar_1 = require("../measure/keskar");
const network_loss_1 = require("../measure/network-loss");
const operator_1 = require("../measure/operator");
const surface_1 = require("../measure/surface");
const networks_1 = require("../model/networks");
const random_1 = require("../random");
const work_1 = require("./work");
const times = async (count, once) => {
    for (let i = 0; i < count; i++)
        await once();
};
const vectors = (once, direction) => ({
    values: async () => {
        const v = await once();
        return [(0, operator_1.dot)(v, v), (0, operator_1.dot)(v, direction)];
    },
    repeat: (count) => times(count, once),
});
const WHAT = {
    gradient: {
        kinds: ["gradient"],
        prepare: (f, work) => {
            const w = Float64Array.from(work.start.weights);
            return vectors(async () => (await f.lossAndGradientAt(w)).gradient, Float64Array.from((0, work_1.directionOf)(work)));
        },
    },
    hvp: {
        kinds: ["hessian"],
        prepare: (f, work) => {
            const direction = Float64Array.from((0, work_1.directionOf)(work));
            const hessian = f.hessianAt(Float64Array.from(work.start.weights));
            return vectors(async () => hessian.apply(direction), direction);
        },
    },
    landscape: {
        kinds: ["loss"],
        prepare: (f, work) => {
            const spec = {
                centre: Float64Array.from(work.start.weights),
                directions: [Float64Array.from((0, work_1.directionOf)(work))],
                evaluateAt: f.evaluateAt,
            };
            // As far from the centre as cells of a surface are.
            const alphas = (count) => Array.from({ length: count }, (_, i) => 0.01 * ((i % 10) + 1));
            return {
                values: async () => (await (0, surface_1.lossSurface)({ ...spec, alphas: alphas(2) })).losses.flat(),
                repeat: async (count) => void (await (0, surface_1.lossSurface)({ ...spec, alphas: alphas(count) })),
            };
        },
    },
    sharpness: {
        kinds: ["loss", "gradient"],
        prepare: (f, work) => {
            const w = Float64Array.from(work.start.weights);
            const search = () => (0, keskar_1.keskarIn)(f, w, (0, box_1.fullBox)(w, work_1.EPSILON), {
                starts: 1,
                publishedIterations: work_1.ITERATIONS,
                iterations: 0,
                ascentSteps: 0,
                random: (0, random_1.random)(1),
            });
            // Where a search ends depends on its start; that of all engines begins at the same loss.
            return { values: async () => [await f.lossAt(w)], repeat: (count) => times(count, search) };
        },
    },
};
async function main([what = "", network, examples]) {
    const count = Number(examples);
    await (0, choose_1.useBackend)({ backend: "cpu", work: (0, networks_1.trainingWork)(network, count) });
    const work = (0, work_1.measureWorkOf)(network, count);
    const { kinds, prepare } = WHAT[what];
    const f = await (0, network_loss_1.networkLoss)({ network: work.network, data: work.data, statistics: work.start.statistics, kinds });
    const { values, repeat } = prepare(f, work);
    say({ losses: await values() });
    for await (const line of (0, node_readline_1.createInterface)({ input: process.stdin })) {
        const repetitions = Number(line);
        const began = performance.now();
        await repeat(repetitions);
        say({ ms: (performance.now() - began) / repetitions, memory: process.resourceUsage().maxRSS * 1024 });
    }
}
const say = (answer) => console.log(JSON.stringify(answer));
void main(process.argv.slice(2));
//# sourceMappingURL=measure-worker.js.map