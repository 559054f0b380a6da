"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureRun = measureRun;
exports.taskOf = taskOf;
exports.shareLoss = shareLoss;
exports.measureTask = measureTask;
/** Measures one stored run: what was measured before with the same settings is taken from beside the run, the rest is measured and kept there. */
const files_1 = require("../../data/files");
const run_folder_1 = require("../../train/run-folder");
const measure_1 = require("./measure");
const options_1 = require("./options");
const stored_1 = require("./stored");
const workplace_1 = require("./workplace");
/** What a pass of each sort is timed by: the first that the measure uses. */
const KINDS_OF = {
    losses: ["loss"],
    gradients: ["gradient"],
    products: ["hessian", "gaussNewton"],
};
/**
 * Measures a run in a folder.
 * @returns the results, in the order of `what`
 * @throws UsageError for unknown measures or settings, UserError where the run or its data are not there, or not what they were
 */
async function measureRun(folder, options) {
    const jobs = (0, options_1.jobsOf)(options);
    const place = await (0, workplace_1.openWorkplace)(folder, options);
    const stored = (0, workplace_1.rescaled)(place.stored, options.rescale, place.network);
    try {
        const planned = [];
        for (const job of jobs) {
            const task = await taskOf(job, place, stored, options);
            planned.push({ task, known: options.again ? undefined : await (0, stored_1.readMeasure)(folder, task.key) });
        }
        await shareLoss(place, planned.flatMap(({ task, known }) => (known ? [] : [task])));
        const results = [];
        for (const { task, known } of planned) {
            const { name } = task.job;
            const of = {
                onEstimate: (estimate) => options.onEstimate?.(name, estimate),
                onPass: (done, most) => options.onPass?.(name, done, most),
            };
            const { stored: result, file } = known ? { stored: known, file: undefined } : await measureTask(folder, place, task, options, of);
            results.push(result);
            options.onResult?.(result, file);
        }
        return results;
    }
    finally {
        place.losses.dispose();
    }
}
/** @throws UserError for a run that the measure cannot measure */
async function taskOf(job, place, stored, { split = "train", batchNorm = "running", seed = 1, rescale }) {
    const { name, measure, settings } = job;
    const known = (0, workplace_1.knownOf)(place, stored);
    if (rescale && measure.ofTraining)
        await (0, options_1.blaming)(name, () => {
            throw new RangeError("it follows the training itself, and cannot be measured at rescaled weights.");
        });
    const loss = { split, batchNorm, ...(await (0, options_1.blaming)(name, () => measure.on?.(known))), kinds: measure.kinds };
    const weights = (0, run_folder_1.vectorSha256)(stored.weights);
    const also = await measure.also?.(known);
    const key = {
        what: name,
        settings,
        seed,
        split: loss.split,
        examples: place.data[loss.split].count,
        batchNorm: loss.batchNorm,
        weights: also === undefined ? weights : (0, files_1.sha256)(Buffer.from(`${weights} ${also}`)),
        data: place.dataSha256,
        version: stored_1.MEASURE_VERSION,
    };
    return { job, known, key, loss };
}
/** Makes one loss for all tasks that ask for the same one, with what any of them needs of it. */
async function shareLoss(place, tasks) {
    const same = (a, b) => a.split === b.split && a.batchNorm === b.batchNorm && a.chunk === b.chunk;
    for (const { loss, known } of tasks) {
        const kinds = [...new Set(tasks.filter((other) => same(other.loss, loss)).flatMap((other) => other.loss.kinds))];
        await place.losses.get({ ...loss, kinds }, known.stored.statistics);
    }
}
/** Measures one task, and keeps the result beside the run. */
function measureTask(folder, place, task, { again, signal, seed = 1 }, { onEstimate, onPass }) {
    const { job, known, key } = task;
    const { name, measure, settings } = job;
    const { stored, data } = known;
    const run = async (partial) => {
        const cost = await measure.cost(settings, known);
        const loss = await place.losses.get(task.loss, stored.statistics);
        const estimate = await estimateOf(cost, loss, measure.kinds, data[task.loss.split].count);
        onEstimate(estimate);
        return measure.run({
            ...known,
            w: Float64Array.from(stored.weights),
            loss,
            another: (spec) => place.losses.get({ ...task.loss, ...spec }, stored.statistics),
            random: (0, measure_1.streamOf)(seed, name),
            key: (0, stored_1.keyHash)(key),
            partial,
            onPass: (done) => onPass(done, estimate.passes),
            ...(signal ? { signal } : {}),
        }, settings);
    };
    return (0, stored_1.measureAndKeep)(folder, { key, backend: place.backend, again, measure: (partial) => (0, options_1.blaming)(name, () => run(partial)) });
}
async function estimateOf(cost, loss, kinds, examples) {
    let seconds = 0;
    for (const [each, possible] of Object.entries(KINDS_OF)) {
        const passes = cost[each] ?? 0;
        const kind = possible.find((one) => kinds.includes(one));
        if (passes > 0 && kind)
            seconds += (passes * (await loss.estimateMs(kind))) / 1000;
    }
    const { losses = 0, gradients = 0, products = 0 } = cost;
    return { ...cost, passes: losses + gradients + products, seconds, examples };
}
//# sourceMappingURL=session.js.map