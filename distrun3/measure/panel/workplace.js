"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.knownOf = void 0;
exports.openWorkplace = openWorkplace;
exports.dataOf = dataOf;
exports.requireEnd = requireEnd;
exports.requireOfRun = requireOfRun;
exports.rescaled = rescaled;
/** A run with its network and its data, brought together once for all measures of a call. */
const choose_1 = require("../../backend/choose");
const config_1 = require("../../config");
const data_1 = require("../../data");
const fingerprint_1 = require("../../data/fingerprint");
const subset_1 = require("../../data/subset");
const errors_1 = require("../../errors");
const networks_1 = require("../../model/networks");
const run_folder_1 = require("../../train/run-folder");
const snapshots_1 = require("../../train/snapshots");
const rescale_1 = require("../rescale");
const losses_1 = require("./losses");
/** @throws UserError where the run or its data are not there, or not what they were */
async function openWorkplace(folder, { split = "train", examples, signal }) {
    const stored = await (0, run_folder_1.loadRun)(folder);
    const whole = await dataOf(stored);
    const data = examples === undefined ? whole : { ...whole, [split]: (0, subset_1.firstExamples)(whole[split], whole.classes, examples) };
    const { name: backend } = await (0, choose_1.useBackend)();
    const network = (0, networks_1.buildNetwork)(stored.run.network, data.shape, data.classes);
    let snapshots;
    return {
        stored,
        network,
        data,
        dataSha256: data === whole ? stored.result.dataSha256 : (0, fingerprint_1.fingerprint)(data),
        backend,
        losses: new losses_1.SharedLosses({ network, data, signal }),
        snapshots: () => {
            snapshots ??= snapshotsOf(stored);
            return snapshots;
        },
    };
}
/** The data of a run. @throws UserError where they are not there, or not what the run was trained on */
async function dataOf(stored) {
    const { data: name, trainSize, validation } = stored.run;
    const data = await (0, data_1.loadData)(name, { trainSize, validation });
    (0, run_folder_1.requireSameData)(stored, data);
    return data;
}
/** @throws UserError where there are none, or the last one is not the end of this run */
async function snapshotsOf(stored) {
    const all = await (0, snapshots_1.loadSnapshots)(stored.folder);
    for (const each of all)
        requireOfRun(each, stored);
    requireLast(all.at(-1), stored);
    return all;
}
/** @throws UserError unless the last of a run's snapshots is its end */
async function requireEnd(stored, files) {
    requireLast(await (0, snapshots_1.loadSnapshot)(files.at(-1).file), stored);
}
function requireLast(last, stored) {
    requireOfRun(last, stored);
    if ((0, run_folder_1.vectorSha256)(last.weights) === stored.result.weightsSha256)
        return;
    throw new errors_1.UserError(`The snapshots in ${stored.folder} do not reach the end of its run: another training has begun there since. Train it again with --save and --snapshots.`);
}
/** @throws UserError for a snapshot of another run */
function requireOfRun({ run, data, step }, stored) {
    if (run === (0, config_1.canonicalJson)(stored.run) && data === stored.result.dataSha256)
        return;
    throw new errors_1.UserError(`The snapshot of step ${step} in ${stored.folder} is of another run than the one that lies there. Train it again with --save and --snapshots.`);
}
/** What measures can know of a run before they measure it. */
const knownOf = ({ network, data, snapshots }, stored) => ({ stored, network, data, snapshots });
exports.knownOf = knownOf;
/** The run at rescaled weights. @throws UsageError where that layer cannot be rescaled */
function rescaled(stored, how, network) {
    if (!how)
        return stored;
    try {
        const { weights, statistics } = (0, rescale_1.rescale)(stored, how.layer, how.alpha, network);
        return { ...stored, weights, statistics };
    }
    catch (error) {
        throw error instanceof RangeError ? new errors_1.UsageError(`--rescale: ${error.message}`) : error;
    }
}
//# sourceMappingURL=workplace.js.map