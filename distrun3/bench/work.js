"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ITERATIONS = exports.EPSILON = exports.MOMENTUM = exports.RATE = exports.CELLS = exports.BENCH_NETWORKS = void 0;
exports.workOf = workOf;
exports.measureWorkOf = measureWorkOf;
exports.directionOf = directionOf;
const network_1 = require("../model/network");
const networks_1 = require("../model/networks");
const random_1 = require("../random");
const optimizers_1 = require("../train/optimizers");
const step_1 = require("../train/step");
exports.BENCH_NETWORKS = ["cnn", "mlp", "mlp5", "F1", "C1"];
/** The table: each network at batch 32 and 256, C1 also at 5,000. */
exports.CELLS = [
    ...exports.BENCH_NETWORKS.flatMap((network) => [32, 256].map((batch) => ({ network, batch }))),
    { network: "C1", batch: 5000 },
];
/** SGD with momentum; the rate is small, so that losses stay comparable. */
exports.RATE = 0.01;
exports.MOMENTUM = 0.9;
/** Random images and labels: a benchmark needs no meaning. 2,048 examples, 512 for C1 (one batch where that is larger). */
function workOf(cell, examples = cell.network === "C1" ? 512 : 2048) {
    const shape = cell.network === "C1" ? [32, 32, 3] : [28, 28, 1];
    const count = Math.max(cell.batch, examples);
    const data = {
        name: "glyphs",
        shape,
        classes: 10,
        classNames: [],
        train: split(count, shape),
        test: split(1, shape),
        source: "random numbers",
    };
    const network = (0, networks_1.buildNetwork)(cell.network, shape, 10);
    const optimizer = (0, optimizers_1.buildOptimizer)({ optimizer: "momentum", momentum: exports.MOMENTUM, beta1: 0, beta2: 0, epsilon: 0 });
    const { slots, statistics } = (0, step_1.stateSpecs)(network, optimizer);
    const steps = Math.floor(count / cell.batch);
    return {
        cell,
        network,
        optimizer,
        data,
        start: {
            weights: (0, network_1.startingWeights)(network.weights, (0, random_1.random)(1)),
            slots: (0, network_1.startingWeights)(slots, (0, random_1.random)(1)),
            statistics: (0, network_1.startingWeights)(statistics, (0, random_1.random)(1)),
        },
        rows: (0, random_1.random)(2)
            .permutation(count)
            .slice(0, steps * cell.batch),
        steps,
    };
}
/** The work of the benchmarks of measures: the whole of so many examples is one batch. */
function measureWorkOf(network, examples) {
    return workOf({ network, batch: examples }, examples);
}
/** Keskar's box, and the iterations of the search for φ. */
exports.EPSILON = 1e-3;
exports.ITERATIONS = 10;
/** A direction in weight space, for Hessian products. */
function directionOf({ network }) {
    const rng = (0, random_1.random)(4);
    return Float32Array.from({ length: network.dimension }, () => rng.normal());
}
function split(count, shape) {
    const rng = (0, random_1.random)(3);
    const size = count * shape[0] * shape[1] * shape[2];
    return {
        images: Uint8Array.from({ length: size }, () => rng.bits() & 255),
        labels: Uint8Array.from({ length: count }, () => rng.below(10)),
        count,
    };
}
//# sourceMappingURL=work.js.map