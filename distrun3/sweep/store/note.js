"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.checksumIn = exports.SEALED = void 0;
exports.noteDone = noteDone;
exports.noteFailure = noteFailure;
/** Notes what became of a run: that it is done, with the checksums of its files, or that it failed and why. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const config_1 = require("../../config");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const index_file_1 = require("./index-file");
const paths_1 = require("./paths");
const read_1 = require("./read");
const state_1 = require("./state");
/** The files whose checksums a result holds. Weights are left out: their file has a checksum of its own, and the result has that of the vector. */
exports.SEALED = [paths_1.FILES.config, paths_1.FILES.environment, paths_1.FILES.history];
/**
 * Reads a finished run back, gives its result the checksums of the files beside it and of itself, and puts its row into the index.
 * @throws UserError where the run is not there, or damaged
 */
async function noteDone(store, folder, id) {
    const path = (0, node_path_1.join)(folder, paths_1.FILES.result);
    const result = (0, state_1.readResult)(path);
    if (!result)
        throw new errors_1.UserError(`There is no finished run ${id} in ${store}: it has no ${paths_1.FILES.result}.`);
    // The run is done, and stays so where the disk is full now: `runs verify` says that it has no checksums.
    if (!(0, read_1.isObject)(result.checksums))
        await (0, files_1.writeWhole)(path, sealed(result, folder)).catch(() => undefined);
    await (0, promises_1.rm)((0, node_path_1.join)(folder, paths_1.FILES.failure), { force: true }).catch(() => undefined);
    const seen = (0, state_1.glance)(folder);
    const row = (0, state_1.finishedRow)(folder, id);
    if (!seen || !row)
        throw new errors_1.UserError(`The run ${id} was taken away from ${store} meanwhile.`);
    await (0, index_file_1.appendIndex)((0, node_path_1.join)(store, paths_1.INDEX_FILE), [{ seen, row }]);
    return row;
}
/** A result's text, with the checksums of the files beside it. */
function sealed(result, folder) {
    const checksums = {};
    for (const name of exports.SEALED) {
        const bytes = (0, read_1.readBytes)((0, node_path_1.join)(folder, name), read_1.MOST_BYTES.history);
        if (bytes)
            checksums[name] = (0, files_1.sha256)(bytes);
    }
    const whole = { ...result, checksums };
    return `${JSON.stringify({ ...whole, sha256: (0, state_1.sealOf)(whole, (0, node_path_1.join)(folder, paths_1.FILES.result)) }, null, 2)}\n`;
}
/** The checksum that a result holds of a file; undefined where it holds none. */
const checksumIn = (result, name) => {
    const sum = (0, read_1.own)(result.checksums, name);
    return typeof sum === "string" ? sum : undefined;
};
exports.checksumIn = checksumIn;
/**
 * Notes that a run failed. One that is done stays done.
 * @throws UserError where the folder cannot be written to
 */
async function noteFailure(folder, id, run, failure) {
    if ((await (0, state_1.stateOf)(folder, id))?.row.status === "done")
        return;
    let file = (0, node_path_1.join)(folder, paths_1.FILES.config);
    try {
        (0, files_1.makeFolder)(folder);
        if (!(await (0, promises_1.stat)(file).catch(() => undefined)))
            await (0, files_1.writeWhole)(file, `${(0, config_1.canonicalJson)(run)}\n`);
        file = (0, node_path_1.join)(folder, paths_1.FILES.failure);
        await (0, files_1.writeWhole)(file, `${JSON.stringify({ ...failure, when: new Date().toISOString() }, null, 2)}\n`);
    }
    catch (error) {
        throw new errors_1.UserError(`That the run ${id} failed cannot be kept in ${file}: ${error.message}. It failed with: ${failure.error} Make room, or give another folder (LARGEBATCH_RUNS).`);
    }
}
//# sourceMappingURL=note.js.map