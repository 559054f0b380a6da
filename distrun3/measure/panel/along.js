"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureAlong = measureAlong;
/** Measures along a training: each measure at each snapshot of a stored run, every result kept beside the run as soon as it is there. */
const errors_1 = require("../../errors");
const snapshots_1 = require("../../train/snapshots");
const measure_1 = require("./measure");
const options_1 = require("./options");
const session_1 = require("./session");
const stored_1 = require("./stored");
const workplace_1 = require("./workplace");
/**
 * Measures a run at its start, at each of its snapshots and at its end. Random numbers are the same at each, so that they do not blur what changes.
 * @returns one entry a measure, in the order of `what`
 * @throws as `measureRun` does; UserError for a run without snapshots, UsageError for a measure that follows the training by itself
 */
async function measureAlong(folder, options) {
    const jobs = (0, options_1.jobsOf)(options);
    const wrong = jobs.find(({ measure }) => measure.ofTraining);
    if (wrong)
        throw new errors_1.UsageError(`${wrong.name} follows the training by itself: leave out --along.`);
    const files = await (0, snapshots_1.requireSnapshots)(folder);
    const place = await (0, workplace_1.openWorkplace)(folder, options);
    try {
        await (0, workplace_1.requireEnd)(place.stored, files);
        const plans = [];
        for (const job of jobs)
            plans.push(await planOf(job, place, files, options));
        await (0, session_1.shareLoss)(place, plans.flatMap(({ points }) => points.filter(({ known }) => !known).slice(0, 1).map(({ task }) => task)));
        const results = [];
        for (const plan of plans)
            results.push(await follow(place, plan, options));
        return results;
    }
    finally {
        place.losses.dispose();
    }
}
async function planOf(job, place, files, options) {
    const points = [];
    for (const { file } of files) {
        const { epoch, step, stored } = await runAt(file, place, options);
        const task = await (0, session_1.taskOf)(job, place, stored, options);
        const known = options.again ? undefined : await (0, stored_1.readMeasure)(place.stored.folder, task.key);
        points.push({ epoch, step, file, task: light(task), known });
    }
    return { job, points };
}
/** The run with its weights at a snapshot. */
async function runAt(file, place, { rescale }) {
    const snapshot = await (0, snapshots_1.loadSnapshot)(file);
    (0, workplace_1.requireOfRun)(snapshot, place.stored);
    const { epoch, step, weights, statistics } = snapshot;
    return { epoch, step, stored: (0, workplace_1.rescaled)({ ...place.stored, weights, statistics }, rescale, place.network) };
}
/** Without the weights: they are read again when it is this snapshot's turn, so that one is in memory at a time. */
const light = (task) => ({
    ...task,
    known: { ...task.known, stored: { ...task.known.stored, weights: new Float32Array() } },
});
async function follow(place, { job, points }, options) {
    const { name, measure } = job;
    const { folder } = place.stored;
    const left = points.filter(({ known }) => !known).length;
    const label = `${name} at ${left} of ${points.length} snapshots`;
    const number = measure.headline ?? null;
    const rows = [];
    let before = 0;
    let each;
    for (const { epoch, step, file, task, known } of points) {
        const measured = async () => {
            const { stored } = await runAt(file, place, options);
            const there = { ...task, known: { ...task.known, stored } };
            const result = await (0, session_1.measureTask)(folder, place, there, options, {
                // All snapshots cost the same: the first one speaks for all.
                onEstimate: (estimate) => {
                    if (each === undefined)
                        options.onEstimate?.(label, times(estimate, left));
                    each = estimate.passes;
                },
                onPass: (done) => options.onPass?.(label, before + done, left * (each ?? 0)),
            });
            before += each ?? 0;
            return result.stored;
        };
        const { result } = known ?? (await measured());
        const row = { epoch, step, value: (0, measure_1.headlineOf)(measure, result) ?? null, result };
        rows.push(row);
        options.onRow?.(name, row);
    }
    const { what, settings, seed, split, examples, batchNorm } = points[0].task.key;
    return { what, settings, seed, split, examples, batchNorm, number, rows };
}
function times({ losses = 0, gradients = 0, products = 0, ...rest }, by) {
    return {
        ...rest,
        losses: by * losses,
        gradients: by * gradients,
        products: by * products,
        passes: by * rest.passes,
        seconds: by * rest.seconds,
    };
}
//# sourceMappingURL=along.js.map