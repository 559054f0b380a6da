"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureTogether = measureTogether;
/** Measures several stored runs together; the result is kept beside the first of them. */
const choose_1 = require("../../backend/choose");
const files_1 = require("../../data/files");
const fingerprint_1 = require("../../data/fingerprint");
const subset_1 = require("../../data/subset");
const networks_1 = require("../../model/networks");
const run_folder_1 = require("../../train/run-folder");
const index_1 = require("./index");
const joint_1 = require("./joint");
const losses_1 = require("./losses");
const measure_1 = require("./measure");
const options_1 = require("./options");
const stored_1 = require("./stored");
const workplace_1 = require("./workplace");
/**
 * Measures runs together: a path between two, the plane through three, the fit of steps to a target.
 * @param folders of the runs, in the order that the measure takes them in
 * @returns the results, in the order of `what`
 * @throws UsageError for unknown measures or settings, and for runs that a measure cannot put together; UserError where a run or its data are not there, or not what they were
 */
async function measureTogether(folders, options) {
    const jobs = options.what.map((text) => {
        const name = (0, index_1.measureName)(text);
        const measure = (0, index_1.jointNamed)(name);
        return { name, measure, settings: (0, measure_1.settingsOf)(name, measure, options.settings?.[name] ?? {}) };
    });
    const runs = [];
    for (const folder of folders)
        runs.push(await (0, run_folder_1.loadRun)(folder));
    for (const { name, measure } of jobs)
        (0, joint_1.requireTogether)(name, measure, runs);
    const results = [];
    for (const job of jobs) {
        const { stored, file } = await (job.measure.of === "space"
            ? inSpace({ ...job, measure: job.measure }, runs, options)
            : ofHistories(job, runs, options));
        results.push(stored);
        options.onResult?.(stored, file);
    }
    return results;
}
/** What the key of a result has in common for all joint measures. */
const keyOf = ({ name, settings }, { seed = 1 }) => ({
    what: name,
    settings,
    seed,
    version: stored_1.MEASURE_VERSION,
});
const hashOf = (value) => (0, files_1.sha256)(Buffer.from(JSON.stringify(value)));
function ofHistories(job, runs, options) {
    const { measure } = job;
    if (measure.of !== "histories")
        throw new Error(`${job.name} needs more than histories.`);
    // In one order, however the runs were named.
    const ordered = [...runs].sort((a, b) => a.run.batch - b.run.batch || a.run.seed - b.run.seed);
    const key = {
        ...keyOf(job, options),
        split: "history",
        examples: 0,
        batchNorm: "none",
        weights: hashOf(ordered.map(measure.key)),
        data: runs[0].result.dataSha256,
    };
    return keptOr(job, ordered, key, options, (subject) => measure.run(subject, job.settings));
}
async function inSpace(job, runs, options) {
    const { name, measure, settings } = job;
    const { split = "train", batchNorm, examples, signal } = options;
    const [first] = runs;
    const whole = await (0, workplace_1.dataOf)(first);
    const splits = measure.split === "both" ? ["train", "test"] : [split];
    const data = examples === undefined ? whole : sampled(whole, splits, examples);
    const network = (0, networks_1.buildNetwork)(first.run.network, data.shape, data.classes);
    const modes = network.statistics.length > 0 ? measure.modes(batchNorm) : ["running"];
    const key = {
        ...keyOf(job, options),
        split: measure.split === "both" ? "both" : split,
        examples: splits.reduce((sum, each) => sum + data[each].count, 0),
        batchNorm: modes.join("+"),
        weights: hashOf(runs.map(({ result }) => result.weightsSha256)),
        data: data === whole ? first.result.dataSha256 : (0, fingerprint_1.fingerprint)(data),
    };
    const { name: backend } = await (0, choose_1.useBackend)();
    const losses = new losses_1.SharedLosses({ network, data, signal });
    const work = async (common) => {
        const subject = {
            ...common,
            network,
            data,
            split,
            modes: [...modes],
            loss: (spec, statistics = first.statistics) => losses.get(spec, statistics),
        };
        const estimate = await measure.estimate(subject, settings);
        options.onEstimate?.(name, estimate);
        return measure.run({ ...subject, onPass: (done) => options.onPass?.(name, done, estimate.passes) }, settings);
    };
    try {
        return await keptOr(job, runs, key, options, work, backend);
    }
    finally {
        losses.dispose();
    }
}
/** The kept result, or a fresh one. */
async function keptOr({ name }, runs, key, { again, seed = 1, signal }, work, backend = "none") {
    const { folder } = runs[0];
    const known = again ? undefined : await (0, stored_1.readMeasure)(folder, key);
    if (known)
        return { stored: known, file: undefined };
    const subject = { runs, random: (0, measure_1.streamOf)(seed, name), key: (0, stored_1.keyHash)(key), onPass: () => { }, ...(signal ? { signal } : {}) };
    const measure = (partial) => (0, options_1.blaming)(name, () => work({ ...subject, partial }));
    return (0, stored_1.measureAndKeep)(folder, { key, backend, runs: runs.map((run) => run.folder), again, measure });
}
/** The splits cut down: to so many examples, or all that there are. */
function sampled(data, splits, examples) {
    const cut = (split) => splits.length > 1 && split.count <= examples ? split : (0, subset_1.firstExamples)(split, data.classes, examples);
    return { ...data, ...Object.fromEntries(splits.map((split) => [split, cut(data[split])])) };
}
//# sourceMappingURL=together.js.map