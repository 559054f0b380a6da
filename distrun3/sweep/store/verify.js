"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.verifyStore = verifyStore;
/** Checks every file of a store against its checksum: what is damaged, and what to do about it. */
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const lock_1 = require("../../train/lock");
const run_folder_1 = require("../../train/run-folder");
const safetensors_1 = require("../../train/safetensors");
const snapshots_1 = require("../../train/snapshots");
const identity_1 = require("../identity");
const list_1 = require("./list");
const measure_columns_1 = require("./measure-columns");
const note_1 = require("./note");
const paths_1 = require("./paths");
const read_1 = require("./read");
const redo_1 = require("./redo");
const state_1 = require("./state");
/** @throws UserError for a store that cannot be read */
async function verifyStore(store, { ids, mend, signal, onRun } = {}) {
    const all = [...(ids ?? (await (0, list_1.idsIn)(store)))].sort();
    const verified = { runs: 0, files: 0, damage: [], unsealed: 0 };
    for (const id of all) {
        if (signal?.aborted)
            break;
        const folder = (0, node_path_1.join)(store, id);
        if ((0, read_1.kindAt)(folder) !== "folder")
            continue;
        let check = new Check(folder, id);
        await check.run();
        if (mend && check.damage.length > 0)
            check = await mended(folder, check);
        verified.runs++;
        verified.files += check.files.size;
        verified.unsealed += check.unsealed ? 1 : 0;
        verified.damage.push(...check.damage);
        onRun?.(verified.runs, all.length);
    }
    return verified;
}
/** The check of one run. */
class Check {
    folder;
    id;
    files = new Set();
    unsealed = false;
    damage = [];
    constructor(folder, id) {
        this.folder = folder;
        this.id = id;
    }
    async run() {
        const path = (0, node_path_1.join)(this.folder, paths_1.FILES.result);
        const result = (0, read_1.kindAt)(path) && (await this.file(path, () => this.finished(path)));
        if (result) {
            this.unsealed = !(0, read_1.isObject)(result.checksums);
            for (const name of note_1.SEALED)
                await this.file((0, node_path_1.join)(this.folder, name), (file) => checkSum(file, (0, note_1.checksumIn)(result, name)), path);
            await this.file((0, node_path_1.join)(this.folder, paths_1.FILES.weights), (file) => checkWeights(file, result), path);
        }
        if (!this.damage.some(({ file }) => file.endsWith(paths_1.FILES.config)))
            await this.config(result ? path : undefined);
        await this.file((0, node_path_1.join)(this.folder, paths_1.FILES.checkpoint), checkSealed, undefined, "training then begins at its start");
        await this.file((0, node_path_1.join)(this.folder, paths_1.FILES.failure), (file) => void (0, read_1.readObject)(file, read_1.MOST_BYTES.failure));
        for (const measure of this.measures())
            await this.file(measure, (file) => void (0, measure_columns_1.readStoredMeasure)(file), undefined, "then measure the run again");
        for (const snapshot of this.snapshots())
            await this.file(snapshot, checkSealed, undefined, "then train the run again with --snapshots");
    }
    /** How the run is made again. */
    again() {
        const { config, version } = (0, state_1.configIn)(this.folder, this.id);
        const command = version === identity_1.NUMBERS_VERSION ? (0, redo_1.redoCommand)(config) : undefined;
        return `the next sweep that wants the run trains it again${command ? `, as ${command} does` : ""}`;
    }
    /** Its result, and what a look at its weights tells. */
    finished(path) {
        const result = (0, state_1.readResult)(path);
        try {
            (0, state_1.finishedRow)(this.folder, this.id);
        }
        catch (error) {
            // The weights are read as a whole below.
            if (!(error instanceof read_1.Fault) || error.file === path)
                throw error;
        }
        return result;
    }
    config(result) {
        const check = (file) => {
            const config = (0, read_1.readObject)(file, read_1.MOST_BYTES.config);
            if (config && (0, state_1.versionOf)(config, this.id) === undefined)
                throw new read_1.Fault(file, `holds the settings of another run than ${this.id}`);
        };
        return this.file((0, node_path_1.join)(this.folder, paths_1.FILES.config), check, result);
    }
    measures() {
        return this.listed(paths_1.MEASURES_FOLDER, () => (0, measure_columns_1.measureFiles)(this.folder));
    }
    snapshots() {
        const place = (0, node_path_1.join)(this.folder, snapshots_1.SNAPSHOT_FOLDER);
        const names = () => ((0, read_1.kindAt)(place) === "folder" ? (0, node_fs_1.readdirSync)(place).filter((name) => name.endsWith(".safetensors")) : []);
        return this.listed(snapshots_1.SNAPSHOT_FOLDER, () => names().map((name) => (0, node_path_1.join)(place, name)));
    }
    listed(name, list) {
        try {
            return list().sort();
        }
        catch (error) {
            const problem = `cannot be read (${error.message})`;
            this.damage.push({ id: this.id, file: (0, node_path_1.join)(this.folder, name), problem, remedy: "Make it readable." });
            return [];
        }
    }
    /**
     * Checks a file, and notes what is wrong with it.
     * @param check given the path; where nothing is there, it says whether that is wrong
     * @param result of the run, where that is what must go: a run that is done without this file is not
     */
    async file(path, check, result, then) {
        if ((0, read_1.kindAt)(path))
            this.files.add(path);
        try {
            return await check(path);
        }
        catch (error) {
            this.note(error, result ?? path, then);
            return undefined;
        }
    }
    note(error, remove, then = this.again()) {
        const { file, problem } = error instanceof read_1.Fault ? error : new read_1.Fault(remove, `cannot be checked (${error.message})`);
        this.damage.push({ id: this.id, file, problem, remedy: `Delete ${remove}; ${then}.`, remove });
    }
}
/** @param sum undefined: the result has no checksum of the file, which then need not be there */
function checkSum(path, sum) {
    if (sum === undefined)
        return;
    const bytes = (0, read_1.readBytes)(path, read_1.MOST_BYTES.history);
    if (!bytes)
        throw new read_1.Fault(path, "is not there");
    if ((0, files_1.sha256)(bytes) !== sum)
        throw new read_1.Fault(path, "is damaged: its SHA-256 is not the one that the result holds");
}
/** Any sealed safetensors file, if it is there. */
async function checkSealed(path) {
    if ((0, read_1.kindAt)(path) === undefined)
        return undefined;
    if ((0, read_1.kindAt)(path) !== "file")
        throw new read_1.Fault(path, "is no file");
    const bytes = await (0, promises_1.readFile)(path).catch((error) => {
        // A checkpoint is removed when its training ends.
        if (error.code === "ENOENT")
            return undefined;
        throw new read_1.Fault(path, `cannot be read (${error.message})`);
    });
    try {
        return bytes && (0, safetensors_1.decodeSealed)(bytes, path);
    }
    catch (error) {
        throw error instanceof errors_1.UserError ? new read_1.Fault(path, "is damaged: its SHA-256 does not agree with its content") : error;
    }
}
async function checkWeights(path, result) {
    const stored = await checkSealed(path);
    if (!stored)
        throw new read_1.Fault(path, "is not there");
    const weights = (0, read_1.own)((0, read_1.own)(stored.tensors, "weights"), "values");
    if (!(weights instanceof Float32Array) || (0, run_folder_1.vectorSha256)(weights) !== result.weightsSha256)
        throw new read_1.Fault(path, `holds other weights than those that ${paths_1.FILES.result} tells of`);
}
/** Deletes what must go, holding the run, after another look; what another process has, or what may not be deleted, stays. */
async function mended(folder, found) {
    if (await (0, state_1.isRunning)(folder))
        return found;
    const lock = (0, lock_1.lockAt)((0, node_path_1.join)(folder, paths_1.FILES.lock), "runs verify --mend");
    try {
        await lock.take();
        const check = new Check(folder, found.id);
        await check.run();
        for (const each of check.damage.filter(({ remove }) => remove !== undefined)) {
            await (0, promises_1.rm)(each.remove, { force: true, recursive: true });
            each.mended = true;
        }
        return check;
    }
    catch {
        // Said by what is not marked as mended.
        return found;
    }
    finally {
        await lock.release().catch(() => undefined);
    }
}
//# sourceMappingURL=verify.js.map