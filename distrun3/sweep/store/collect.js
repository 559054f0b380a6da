"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.collectGarbage = collectGarbage;
/** Clears away what nobody needs any more: half written files, locks of dead processes, checkpoints of finished runs; runs themselves only when asked to. */
const node_crypto_1 = require("node:crypto");
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const lock_1 = require("../../train/lock");
const identity_1 = require("../identity");
const index_file_1 = require("./index-file");
const list_1 = require("./list");
const paths_1 = require("./paths");
const read_1 = require("./read");
const state_1 = require("./state");
const HOUR_MS = 3_600_000;
/** A run in the hands of a living process is never touched. @throws UserError for a store that cannot be read */
async function collectGarbage(store, options = {}) {
    const { olderMs = HOUR_MS, dryRun } = options;
    const old = (path) => Date.now() - ((0, node_fs_1.lstatSync)(path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY) >= olderMs;
    const collected = { garbage: [], kept: [] };
    const take = async ({ take, ...garbage }) => {
        try {
            if (!dryRun)
                await take();
            collected.garbage.push(garbage);
        }
        catch (error) {
            collected.kept.push({ path: garbage.path, why: error.message });
        }
    };
    for (const candidate of await leftInStore(store))
        if (old(candidate.path))
            await take(candidate);
    for (const id of await (0, list_1.idsIn)(store)) {
        const folder = (0, node_path_1.join)(store, id);
        if ((0, read_1.kindAt)(folder) !== "folder")
            continue;
        const whole = await wholeRun(store, id, options);
        const candidates = whole ? [whole] : await leftInRun(folder, id);
        for (const candidate of candidates)
            if (old(candidate.path))
                await take(candidate);
    }
    if (!dryRun)
        await compact(store).catch(() => undefined);
    return collected;
}
/** What is written before it gets its name, and guards of locks. */
const isPart = (name) => /\.(part|stale)$/.test(name);
const bytesAt = (path) => (0, node_fs_1.lstatSync)(path, { throwIfNoEntry: false })?.size ?? 0;
const part = (path) => ({
    path,
    bytes: bytesAt(path),
    why: "left over by a process that was killed",
    take: () => (0, promises_1.rm)(path, { recursive: true, force: true }),
});
async function leftInStore(store) {
    const names = await (0, promises_1.readdir)(store).catch(() => []);
    return names
        .filter((name) => isPart(name) && (name.startsWith(paths_1.INDEX_FILE) || (0, identity_1.isRunId)(name.split(".")[0] ?? "")))
        .map((name) => part((0, node_path_1.join)(store, name)));
}
/** What lies in the folder of a run and is of no use. */
async function leftInRun(folder, id) {
    const names = namesIn(folder);
    const measures = names.includes(paths_1.MEASURES_FOLDER) ? namesIn((0, node_path_1.join)(folder, paths_1.MEASURES_FOLDER)).map((name) => (0, node_path_1.join)(paths_1.MEASURES_FOLDER, name)) : [];
    const parts = [...names, ...measures].filter(isPart);
    if (parts.length === 0 && !names.includes(paths_1.FILES.lock) && !names.includes(paths_1.FILES.checkpoint))
        return [];
    if (await (0, state_1.isRunning)(folder))
        return [];
    const found = parts.map((name) => part((0, node_path_1.join)(folder, name)));
    if (names.includes(paths_1.FILES.lock))
        found.push(staleLock(folder));
    if (names.includes(paths_1.FILES.checkpoint) && isDone(folder, id))
        found.push(oldCheckpoint(folder, id));
    return found;
}
function namesIn(folder) {
    try {
        return (0, node_fs_1.readdirSync)(folder);
    }
    catch {
        return [];
    }
}
function isDone(folder, id) {
    try {
        return (0, state_1.finishedRow)(folder, id) !== undefined;
    }
    catch {
        return false;
    }
}
/** @throws UserError where another process has the run */
async function holding(folder, work) {
    const lock = (0, lock_1.lockAt)((0, node_path_1.join)(folder, paths_1.FILES.lock), "runs gc");
    await lock.take();
    try {
        await work();
    }
    finally {
        await lock.release();
    }
}
const staleLock = (folder) => {
    const path = (0, node_path_1.join)(folder, paths_1.FILES.lock);
    // Taken over and given back: nobody else can take it in between.
    return { path, bytes: bytesAt(path), why: "lock of a process that is dead", take: () => holding(folder, async () => undefined) };
};
const oldCheckpoint = (folder, id) => {
    const path = (0, node_path_1.join)(folder, paths_1.FILES.checkpoint);
    const take = () => holding(folder, async () => {
        if (isDone(folder, id))
            await (0, promises_1.rm)(path, { force: true });
    });
    return { path, bytes: bytesAt(path), why: "checkpoint of a finished run", take };
};
/** The run itself, where it is asked to go. */
async function wholeRun(store, id, { runs = [], oldVersions = false }) {
    if (runs.length === 0 && !oldVersions)
        return undefined;
    const path = (0, node_path_1.join)(store, id);
    const row = (await (0, state_1.stateOf)(path, id))?.row;
    if (!row || row.status === "running")
        return undefined;
    const isOld = oldVersions && row.numbersVersion < identity_1.NUMBERS_VERSION;
    if (!isOld && !runs.includes(row.status))
        return undefined;
    const why = isOld
        ? `of version ${row.numbersVersion} of the numbers; now it is ${identity_1.NUMBERS_VERSION}`
        : `${row.status}${row.error ? `: ${row.error}` : ""}`;
    // Under another name it is gone at once: what is left of it when this process is killed is no run.
    const gone = (0, node_path_1.join)(store, `${id}.${(0, node_crypto_1.randomBytes)(6).toString("hex")}.part`);
    const take = async () => {
        await holding(path, () => (0, promises_1.rename)(path, gone));
        await (0, promises_1.rm)(gone, { recursive: true, force: true });
    };
    return { path, bytes: sizeOfFolder(path), why, take };
}
function sizeOfFolder(folder) {
    const sizes = namesIn(folder).map((name) => (0, read_1.kindAt)((0, node_path_1.join)(folder, name)) === "folder" ? sizeOfFolder((0, node_path_1.join)(folder, name)) : bytesAt((0, node_path_1.join)(folder, name)));
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
}
/** Writes the index anew where more than half of it counts no more. */
async function compact(store) {
    const path = (0, node_path_1.join)(store, paths_1.INDEX_FILE);
    const { entries, dead } = await (0, index_file_1.readIndex)(path);
    const live = [...entries.values()].filter((entry) => entry !== undefined && (0, list_1.isSame)(entry.seen, (0, state_1.glance)((0, node_path_1.join)(store, entry.row.id))));
    if (dead + entries.size - live.length > live.length)
        await (0, index_file_1.rewriteIndex)(path, live);
}
//# sourceMappingURL=collect.js.map