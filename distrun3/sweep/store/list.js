"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isSame = void 0;
exports.idsIn = idsIn;
exports.listRows = listRows;
exports.rowsById = rowsById;
/** The rows of a store's runs: those that the index knows are looked at, the others are read. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const errors_1 = require("../../errors");
const identity_1 = require("../identity");
const filter_1 = require("./filter");
const index_file_1 = require("./index-file");
const paths_1 = require("./paths");
const pauses_1 = require("./pauses");
const row_1 = require("./row");
const state_1 = require("./state");
/** The names of all folders that may be runs. @throws UserError for a store that cannot be read; one that is not there has none */
async function idsIn(store) {
    const names = await (0, promises_1.readdir)(store).catch((error) => {
        if (error.code === "ENOENT")
            return [];
        throw new errors_1.UserError(`The stored runs cannot be read from ${store}: ${error.message}. Correct LARGEBATCH_RUNS, or unset it.`);
    });
    return names.filter(identity_1.isRunId);
}
/** The runs that a filter takes, in the order of `sortRows`. @throws UserError for a store that cannot be read */
async function listRows(store, filter) {
    const { settled, rest } = (0, filter_1.testsOf)(filter);
    const index = (0, node_path_1.join)(store, paths_1.INDEX_FILE);
    const ids = await idsIn(store);
    const { entries } = ids.length > 0 ? await (0, index_file_1.readIndex)(index, { keep: settled }) : { entries: new Map() };
    const rows = [];
    const look = lookAt(store, index);
    const pause = (0, pauses_1.pauses)();
    for (const id of ids) {
        const wait = pause();
        if (wait)
            await wait;
        const entry = entries.get(id);
        // The settings of a run are its name: what the filter refuses need not be looked at.
        if (!entry && entries.has(id))
            continue;
        const found = look.row(id, entry);
        const row = found instanceof Promise ? await found : found;
        if (row && settled(row) && rest(row))
            rows.push(row);
    }
    await look.end();
    return (0, row_1.sortRows)(rows);
}
/** A run's result costs as much to read as this many bytes of the index. */
const BYTES_A_RUN = 100_000;
/** The rows of some runs, by id; those of which there is nothing are left out. Not more of the index is read than is worth it. */
async function rowsById(store, ids, indexBytes) {
    const index = (0, node_path_1.join)(store, paths_1.INDEX_FILE);
    const wanted = new Set(ids.filter(identity_1.isRunId));
    const { entries } = wanted.size * BYTES_A_RUN > indexBytes ? await (0, index_file_1.readIndex)(index, { ids: wanted }) : { entries: new Map() };
    const rows = new Map();
    const look = lookAt(store, index);
    for (const id of wanted) {
        const row = await look.row(id, entries.get(id));
        if (row)
            rows.set(id, row);
    }
    await look.end();
    return rows;
}
/** Finished runs that the index did not know, kept until so many are together. */
const FRESH = 2000;
/** Finds rows, one after the other; new ones go into the index. */
function lookAt(store, index) {
    let fresh = [];
    const read = async (id, folder) => {
        const state = await (0, state_1.stateOf)(folder, id);
        if (state?.seen)
            fresh.push({ seen: state.seen, row: state.row });
        if (fresh.length >= FRESH)
            await end();
        return state?.row;
    };
    const end = async () => {
        const entries = fresh;
        fresh = [];
        await (0, index_file_1.appendIndex)(index, entries);
    };
    /** At once where the index knows the row. */
    const row = (id, entry) => {
        const folder = `${store}/${id}`;
        return entry && (0, exports.isSame)(entry.seen, (0, state_1.glance)(folder)) ? entry.row : read(id, folder);
    };
    return { row, end };
}
const isSame = (a, b) => b !== undefined && a[0] === b[0] && a[1] === b[1] && a[2] === b[2];
exports.isSame = isSame;
//# sourceMappingURL=list.js.map