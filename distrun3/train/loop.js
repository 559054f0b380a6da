"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.train = train;
/** Trains one run: the same settings and seed give the same weights. */
const choose_1 = require("../backend/choose");
const config_1 = require("../config");
const batches_1 = require("../data/batches");
const errors_1 = require("../errors");
const network_1 = require("../model/network");
const networks_1 = require("../model/networks");
const random_1 = require("../random");
const signal_1 = require("../signal");
const engine_1 = require("./engine");
const optimizers_1 = require("./optimizers");
const pace_1 = require("./pace");
const step_1 = require("./step");
const stopping_1 = require("./stopping");
/**
 * Trains a run on a data set to its end.
 * @throws UsageError where the run is not complete or its batch does not fit the data, UserError where the loss is no number any more
 */
async function train(run, data, hooks = {}) {
    let result;
    try {
        result = await trainToEnd(run, data, { ...hooks, signal: hooks.signal ?? (0, signal_1.defaultSignal)() }).finally(() => hooks.checkpoint?.close?.());
    }
    catch (error) {
        hooks.onEnd?.({ error });
        throw error;
    }
    hooks.onEnd?.({ result });
    return result;
}
async function trainToEnd(run, data, hooks) {
    (0, config_1.requireComplete)(run);
    requireSameSplit(run, data);
    const count = data.train.count;
    if (run.batch > count)
        throw new errors_1.UsageError(`The batch (${run.batch}) is larger than the training set (${count} examples of ${data.name}).`);
    const backend = await (0, choose_1.useBackend)({ work: (0, networks_1.trainingWork)(run.network, run.batch) });
    const network = (0, networks_1.buildNetwork)(run.network, data.shape, data.classes);
    const optimizer = (0, optimizers_1.buildOptimizer)(run);
    const start = (0, network_1.startingWeights)(network.weights, (0, random_1.random)(run.seed).split("start"));
    const constants = (specs) => (0, network_1.startingWeights)(specs, (0, random_1.random)(0));
    const { slots, statistics } = (0, step_1.stateSpecs)(network, optimizer);
    const fresh = { weights: start, slots: constants(slots), statistics: constants(statistics) };
    const saved = await hooks.checkpoint?.load(fresh);
    await hooks.snapshots?.begin(saved?.progress.step);
    const device = `${backend.name}, ${backend.device}`;
    hooks.onStart?.(saved, device);
    const engine = (0, engine_1.createEngine)({ network, data, training: { optimizer, batch: run.batch, settings: run } }, saved?.state ?? fresh);
    try {
        const save = async (progress) => hooks.checkpoint?.save({ state: engine.read(), progress, backend: device });
        const course = await epochs(run, count, engine, hooks, { from: saved?.progress ?? beginning, save });
        const end = engine.read();
        return {
            run,
            ...(data.variant ? { variant: data.variant } : {}),
            evaluatedOn: run.validation === undefined ? "test" : "validation",
            ...course,
            train: engine.evaluate("train"),
            test: engine.evaluate("test"),
            weights: end.weights,
            start,
            statistics: end.statistics,
            backend: backend.name,
        };
    }
    finally {
        engine.dispose();
    }
}
/** @throws UsageError where examples are held out and the run does not say so, or the other way round */
function requireSameSplit({ validation }, data) {
    if (validation === data.validation)
        return;
    const held = (count) => (count === undefined ? "none" : String(count));
    throw new errors_1.UsageError(`The run holds out ${held(validation)} of the training examples for validation, the data given ${held(data.validation)}. ` +
        "Load the data with loadData(run.data, { trainSize: run.trainSize, validation: run.validation }).");
}
const beginning = { step: 0, epoch: 0, done: 0, sum: 0, stall: stopping_1.stallStart, history: [], seconds: 0 };
async function epochs(run, count, engine, hooks, { from, save }) {
    const stepsAnEpoch = Math.floor(count / run.batch);
    const mostSteps = run.steps ?? Number.POSITIVE_INFINITY;
    const everyMs = 1000 * (hooks.checkpoint?.everySeconds ?? Number.POSITIVE_INFINITY);
    const pace = new pace_1.Pace();
    let began = performance.now();
    const seconds = () => from.seconds + (performance.now() - began) / 1000;
    /** Waits for what is no training. */
    const aside = async (work) => {
        const waited = performance.now();
        await work();
        began += performance.now() - waited;
    };
    const keep = (step) => aside(() => hooks.snapshots?.keep(engine.read(), step));
    const nextKept = (step) => hooks.snapshots?.nextAfter(step) ?? Number.POSITIVE_INFINITY;
    let savedAt = began;
    let at = from;
    if (nextKept(at.step - 1) === at.step)
        await keep(at.step);
    for (;;) {
        // The order depends on the seed and the epoch alone, so that a resumed run sees the same one.
        const order = (0, batches_1.epochOrder)(count, (0, random_1.random)(run.seed).split("order", at.epoch));
        let stopped = false;
        while (at.done < stepsAnEpoch && at.step < mostSteps && !stopped) {
            if (performance.now() - savedAt >= everyMs) {
                await save({ ...at, seconds: seconds() });
                savedAt = performance.now();
            }
            const kept = nextKept(at.step);
            const steps = Math.min(pace.steps, stepsAnEpoch - at.done, mostSteps - at.step, kept - at.step);
            const rows = order.slice(at.done * run.batch, (at.done + steps) * run.batch);
            const losses = pace.time(steps, () => engine.train(rows, new Float32Array(steps).fill(run.learningRate), at.step));
            at = advance(run, at, losses);
            if (at.step === kept)
                await keep(at.step);
            hooks.onStep?.({ epoch: at.epoch + 1, step: at.step, stepsAnEpoch, loss: losses.at(-1) });
            await new Promise(setImmediate);
            await aside(() => hooks.between?.());
            stopped = hooks.signal?.aborted ?? false;
        }
        const trainLoss = at.sum / at.done;
        const { ending, stall } = endingOf(run, at, { trainLoss, stepsAnEpoch, stopped });
        // Before the epoch is closed: what an interruption adds to the history is not there in a training without one.
        if (ending === "interrupted")
            await save({ ...at, seconds: seconds() });
        const record = { epoch: at.epoch + 1, step: at.step, trainLoss };
        if (record.epoch % run.evaluateEvery === 0 || ending)
            record.test = engine.evaluate("test");
        at = { ...at, epoch: record.epoch, done: 0, sum: 0, stall, history: [...at.history, record] };
        hooks.onEpoch?.(record);
        if (ending && ending !== "interrupted")
            await keep(at.step);
        if (ending)
            return { ending, epochs: at.epoch, steps: at.step, history: at.history, seconds: seconds(), stepMs: pace.stepMs() };
    }
}
/** After the steps of one call. @throws UserError where a loss is no number any more */
function advance(run, at, losses) {
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad >= 0)
        throw diverged(run, at.step + bad + 1, at.epoch + 1);
    const sum = losses.reduce((sum, loss) => sum + loss, at.sum);
    return { ...at, step: at.step + losses.length, done: at.done + losses.length, sum };
}
/** Whether the training ends here, at the end of an epoch or (the steps are done, or it was stopped) within one. Being done comes before being stopped. */
function endingOf(run, at, { trainLoss, stepsAnEpoch, stopped }) {
    const whole = at.done === stepsAnEpoch;
    const stall = whole && run.until === "stall" ? (0, stopping_1.stallAfter)(at.stall, trainLoss, run) : at.stall;
    if (run.steps !== undefined && at.step >= run.steps)
        return { ending: "steps", stall };
    if (stall.stalled)
        return { ending: "stall", stall };
    if (whole && at.epoch + 1 >= run.epochs)
        return { ending: "epochs", stall };
    return stopped ? { ending: "interrupted", stall } : { stall };
}
const diverged = (run, step, epoch) => new errors_1.UserError(`The loss is no number any more at step ${step} (epoch ${epoch}): the training diverged at batch ${run.batch} with ${run.optimizer}, ` +
    `learning rate ${run.learningRate}. Try a smaller one: --set learningRate=${Number((run.learningRate / 10).toPrecision(3))}`);
//# sourceMappingURL=loop.js.map