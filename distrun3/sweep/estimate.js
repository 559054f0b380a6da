"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ASSUMED_EPOCHS = void 0;
exports.estimator = estimator;
exports.stepTimer = stepTimer;
/** How long runs will take: by the times of stored runs that are like them, else by a step that is timed here. */
const choose_1 = require("../backend/choose");
const config_1 = require("../config");
const dimensions_1 = require("../data/dimensions");
const network_1 = require("../model/network");
const networks_1 = require("../model/networks");
const random_1 = require("../random");
const engine_1 = require("../train/engine");
const optimizers_1 = require("../train/optimizers");
const step_1 = require("../train/step");
/** Epochs that a training is taken to need until its loss stalls, where no stored run tells. */
exports.ASSUMED_EPOCHS = 50;
/** @param rows of all stored runs; those that are not done are passed over */
function estimator(rows, timer) {
    const cells = new Map();
    for (const row of rows) {
        if (row.status !== "done" || !row.seconds || !row.steps)
            continue;
        const before = cells.get(cellOf(row));
        if (before)
            before.push(row);
        else
            cells.set(cellOf(row), [row]);
    }
    const known = new Map();
    return (run) => {
        // Neither changes the time of a run.
        const key = (0, config_1.canonicalJson)({ ...run, seed: 0, learningRate: 0 });
        const found = known.get(key) ?? estimate(run, cells.get(cellOf(run)) ?? [], timer);
        known.set(key, found);
        return found;
    };
}
/** @param stored runs of its cell that are done */
async function estimate(run, stored, timer) {
    const alike = stored.filter((row) => isLike(row, run));
    if (alike.length > 0)
        return { seconds: median(alike.map((row) => row.seconds)), basis: "like it", assumed: false };
    const { steps, assumed } = stepsOf(run, stored);
    if (stored.length > 0) {
        const each = median(stored.map((row) => row.seconds / row.steps));
        return { seconds: steps * each, basis: "stored steps", assumed };
    }
    const example = await timer(run);
    return { seconds: example * (steps * run.batch + evaluated(run, steps) / 3), basis: "timed step", assumed };
}
const cellOf = ({ network, data, batch }) => JSON.stringify([network, data, batch]);
/** Whether a stored run has the same work before it: the same examples, optimizer and end. */
function isLike(row, run) {
    if (row.optimizer !== run.optimizer || row.until !== run.until || row.trainSize !== run.trainSize)
        return false;
    if ((row.evaluatedOn === "validation") !== (run.validation !== undefined))
        return false;
    if (run.until === "epochs")
        return row.epochs === run.epochs;
    return run.until === "stall" || row.steps === run.steps;
}
/** Steps that a run will take, at least nearly. @param stored runs of its cell */
function stepsOf(run, stored) {
    const anEpoch = Math.floor(examplesOf(run) / run.batch);
    const most = run.steps ?? Number.POSITIVE_INFINITY;
    if (run.until === "steps")
        return { steps: most, assumed: false };
    if (run.until === "epochs")
        return { steps: Math.min(most, run.epochs * anEpoch), assumed: false };
    const stalled = stored.filter((row) => row.until === "stall" && row.epochs);
    const epochs = stalled.length > 0 ? median(stalled.map((row) => row.epochs)) : exports.ASSUMED_EPOCHS;
    return { steps: Math.min(most, Math.min(run.epochs, epochs) * anEpoch), assumed: stalled.length === 0 };
}
const examplesOf = ({ data, trainSize, validation = 0 }) => trainSize ?? (0, dimensions_1.dimensionsOf)(data).train - validation;
/** Examples that are evaluated along the way and at the end; each costs about a third of one that is trained on: there is no way back through the network. */
function evaluated(run, steps) {
    const epochs = Math.ceil(steps / Math.max(1, Math.floor(examplesOf(run) / run.batch)));
    const test = run.validation ?? (0, dimensions_1.dimensionsOf)(run.data).test;
    return (Math.floor(epochs / run.evaluateEvery) + 1) * test + examplesOf(run);
}
function median(values) {
    const sorted = values.sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
/** A larger batch is timed by one of this size: an example costs about as much in it, and memory and time stay small. */
const LARGEST_TIMED = { dense: 256, convolutional: 32 };
/** Milliseconds that a measurement lasts beyond its first, slow step. */
const MEASURE_MS = 200;
/**
 * A timer that takes some steps on random data in this process, once for each network, data set, batch and optimizer.
 * @param threads of one operation; default: the process's choice, made already or now
 */
function stepTimer(threads) {
    const known = new Map();
    return (run) => {
        const limit = (0, networks_1.trainingWork)(run.network, run.batch).dense ? LARGEST_TIMED.dense : LARGEST_TIMED.convolutional;
        const batch = Math.min(run.batch, limit);
        const key = JSON.stringify([run.network, run.data, batch, run.optimizer]);
        const found = known.get(key) ?? timeExample(run, batch, threads);
        known.set(key, found);
        return found;
    };
}
async function timeExample(run, batch, threads) {
    await (0, choose_1.useBackend)((0, choose_1.chosenBackend)() ? {} : { threads, work: (0, networks_1.trainingWork)(run.network, batch) });
    const { network, data, start } = workOf(run.network, run.data, batch, run);
    const optimizer = (0, optimizers_1.buildOptimizer)(run);
    const engine = (0, engine_1.createEngine)({ network, data, training: { optimizer, batch, settings: run } }, start);
    try {
        const rows = Int32Array.from({ length: batch }, (_, i) => i);
        const step = () => engine.train(rows, Float32Array.of(0), 0);
        step();
        const began = performance.now();
        let steps = 0;
        do {
            step();
            steps++;
        } while (performance.now() - began < MEASURE_MS);
        return (performance.now() - began) / 1000 / steps / batch;
    }
    finally {
        engine.dispose();
    }
}
function workOf(name, dataName, count, run) {
    const { shape, classes } = (0, dimensions_1.dimensionsOf)(dataName);
    const rng = (0, random_1.random)(0);
    const split = {
        images: Uint8Array.from({ length: count * shape[0] * shape[1] * shape[2] }, () => rng.bits() & 255),
        labels: Uint8Array.from({ length: count }, () => rng.below(classes)),
        count,
    };
    const data = { name: dataName, shape, classes, classNames: [], train: split, test: split, source: "random numbers" };
    const network = (0, networks_1.buildNetwork)(name, shape, classes);
    const { slots, statistics } = (0, step_1.stateSpecs)(network, (0, optimizers_1.buildOptimizer)(run));
    const constants = (specs) => (0, network_1.startingWeights)(specs, rng);
    return { network, data, start: { weights: constants(network.weights), slots: constants(slots), statistics: constants(statistics) } };
}
//# sourceMappingURL=estimate.js.map