"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isRunning = void 0;
exports.glance = glance;
exports.stateOf = stateOf;
exports.configIn = configIn;
exports.versionOf = versionOf;
exports.finishedRow = finishedRow;
exports.readResult = readResult;
exports.sealOf = sealOf;
/** What is in the folder of one run: its row, found from its files. */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const lock_1 = require("../../train/lock");
const identity_1 = require("../identity");
const measure_columns_1 = require("./measure-columns");
const paths_1 = require("./paths");
const read_1 = require("./read");
const row_1 = require("./row");
const QUIETLY = { throwIfNoEntry: false };
const statOf = (path) => {
    try {
        return (0, node_fs_1.statSync)(path, QUIETLY);
    }
    catch {
        // A link to itself, a folder that may not be entered.
        return undefined;
    }
};
/** @returns undefined where there is no result */
function glance(folder) {
    const result = statOf(`${folder}/${paths_1.FILES.result}`);
    if (!result)
        return undefined;
    return [result.mtimeMs, result.size, statOf(`${folder}/${paths_1.MEASURES_FOLDER}`)?.mtimeMs ?? 0];
}
/** What is in the folder of a run; undefined where no run is: no folder, a link, or nothing begun in it. Files that are damaged are said in the row. */
async function stateOf(folder, id) {
    if ((0, read_1.kindAt)(folder) !== "folder")
        return undefined;
    try {
        // Before it is read: what is written meanwhile is then seen as new the next time.
        const seen = glance(folder);
        const row = seen && finishedRow(folder, id);
        if (row)
            return { row, seen };
    }
    catch (error) {
        if (!(error instanceof read_1.Fault))
            throw error;
        if (!(await (0, exports.isRunning)(folder)))
            return { row: unfinishedRow(folder, id, "damaged", { error: said(error) }) };
    }
    const state = await openState(folder, id);
    // It may have come to its end since the first look.
    return state?.row.status === "running" || !glance(folder) ? state : stateOf(folder, id);
}
const said = (fault) => `${(0, read_1.nameOf)(fault)} ${fault.problem}`;
/** Whether a living process has the run. A lock that is no plain file would keep its reader waiting. */
const isRunning = async (folder) => {
    const lock = (0, node_path_1.join)(folder, paths_1.FILES.lock);
    if ((0, read_1.kindAt)(lock) !== "file")
        return false;
    return (0, lock_1.isHeld)(lock).catch(() => false);
};
exports.isRunning = isRunning;
/** Files without which nothing was begun. */
const SIGNS = new Set([paths_1.FILES.config, paths_1.FILES.checkpoint, paths_1.FILES.failure, paths_1.FILES.history, paths_1.FILES.weights, paths_1.FILES.result]);
async function openState(folder, id) {
    if (await (0, exports.isRunning)(folder))
        return { row: unfinishedRow(folder, id, "running") };
    const names = namesIn(folder);
    if (names instanceof read_1.Fault)
        return { row: unfinishedRow(folder, id, "damaged", { error: said(names) }) };
    if (!names.some((name) => SIGNS.has(name)))
        return undefined;
    if (names.includes(paths_1.FILES.result) && !glance(folder))
        return { row: unfinishedRow(folder, id, "damaged", { error: `${paths_1.FILES.result} cannot be read` }) };
    if (!names.includes(paths_1.FILES.failure))
        return { row: unfinishedRow(folder, id, "stopped") };
    return { row: unfinishedRow(folder, id, "failed", failureIn(folder)) };
}
function namesIn(folder) {
    try {
        return (0, node_fs_1.readdirSync)(folder);
    }
    catch (error) {
        return new read_1.Fault(folder, `cannot be read (${error.message})`);
    }
}
const MOST_ERROR = 4000;
function failureIn(folder) {
    try {
        const failure = (0, read_1.readObject)((0, node_path_1.join)(folder, paths_1.FILES.failure), read_1.MOST_BYTES.failure);
        const [error, attempts] = [(0, row_1.typed)((0, read_1.own)(failure, "error"), "text"), (0, row_1.typed)((0, read_1.own)(failure, "attempts"), "integer")];
        return { error: String(error ?? "unknown").slice(0, MOST_ERROR), ...(typeof attempts === "number" ? { attempts } : {}) };
    }
    catch (error) {
        return { error: error instanceof read_1.Fault ? said(error) : String(error) };
    }
}
function unfinishedRow(folder, id, status, extra = {}) {
    const { config, version } = configIn(folder, id);
    const row = (0, row_1.rowOfConfig)(id, status, config, version);
    (0, row_1.put)(row, "error", extra.error);
    (0, row_1.put)(row, "attempts", extra.attempts);
    return row;
}
/** The settings of the run, from whichever of its files has them: only those that its name is made of are believed. */
function configIn(folder, id) {
    const sources = [
        () => (0, read_1.readObject)((0, node_path_1.join)(folder, paths_1.FILES.config), read_1.MOST_BYTES.config),
        () => headerRun((0, node_path_1.join)(folder, paths_1.FILES.checkpoint)),
        () => headerRun((0, node_path_1.join)(folder, paths_1.FILES.weights)),
        () => (0, read_1.own)((0, read_1.readObject)((0, node_path_1.join)(folder, paths_1.FILES.result), read_1.MOST_BYTES.result), "run"),
    ];
    for (const source of sources) {
        try {
            const config = source();
            const version = versionOf(config, id);
            if (version !== undefined)
                return { config: config, version };
        }
        catch {
            // The next one may have them.
        }
    }
    return { config: {}, version: identity_1.NUMBERS_VERSION };
}
/** The settings in the header of a safetensors file: its length in eight bytes, then JSON. */
function headerRun(path) {
    const bytes = (0, read_1.readBytes)(path, Number.MAX_SAFE_INTEGER, read_1.MOST_BYTES.config);
    const length = Number(bytes?.readBigUInt64LE() ?? 0);
    const header = (0, read_1.parseObject)(bytes?.toString("utf8", 8, 8 + length) ?? "", path);
    return JSON.parse(String((0, read_1.own)((0, read_1.own)(header, "__metadata__"), "run")));
}
/** The version of the numbers by which settings make an id; undefined where they are those of another run. */
function versionOf(config, id) {
    if (!(0, read_1.isObject)(config))
        return undefined;
    for (let version = identity_1.NUMBERS_VERSION; version >= 1; version--)
        if ((0, identity_1.runId)(config, version) === id)
            return version;
    return undefined;
}
/**
 * The row of a finished run; undefined where there is no result. The weights are looked at, not read.
 * @throws Fault for a result that is damaged or of another run, and for weights that are not there or cut short
 */
function finishedRow(folder, id) {
    const path = (0, node_path_1.join)(folder, paths_1.FILES.result);
    const result = readResult(path);
    if (!result)
        return undefined;
    const version = versionOf((0, read_1.own)(result, "run"), id);
    if (version === undefined)
        throw new read_1.Fault(path, `is of another run than ${id}, or of a later version of largebatch`);
    const row = (0, row_1.rowOfResult)(id, result, version);
    const lacking = ["ending", "epochs", "steps", "parameters"].find((name) => row[name] === undefined);
    if (lacking)
        throw new read_1.Fault(path, `does not say ${lacking}`);
    requireWeights((0, node_path_1.join)(folder, paths_1.FILES.weights), row.parameters);
    (0, measure_columns_1.addMeasures)(row, folder, result);
    return row;
}
/** A result, checked against the SHA-256 that it holds; one without is taken as it is: `train --save` writes none. @throws Fault */
function readResult(path) {
    const result = (0, read_1.readObject)(path, read_1.MOST_BYTES.result);
    if (result && Object.hasOwn(result, "sha256") && result.sha256 !== sealOf(result, path))
        throw new read_1.Fault(path, "is damaged: its SHA-256 does not agree with its content");
    return result;
}
/** The SHA-256 of a result without its own. @throws Fault for one that is nested beyond measure */
function sealOf(result, path) {
    const { sha256: _sum, ...rest } = result;
    try {
        return (0, files_1.sha256)(Buffer.from(JSON.stringify(rest)));
    }
    catch {
        throw new read_1.Fault(path, "is damaged: it is nested too deeply");
    }
}
/** Trained and starting weights, at least, are in the file. @throws Fault */
function requireWeights(path, parameters) {
    const found = statOf(path);
    if (!found?.isFile())
        throw new read_1.Fault(path, "is not there");
    const least = 2 * Float32Array.BYTES_PER_ELEMENT * parameters;
    if (found.size < least)
        throw new read_1.Fault(path, `is cut short: ${found.size} bytes, at least ${least} are needed for ${parameters} weights`);
}
//# sourceMappingURL=state.js.map