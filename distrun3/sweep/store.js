"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.openStore = openStore;
/** The store: runs on disk, a folder each, named by what they are. A run is done when its `result.json` is there, whatever else is. */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const config_1 = require("../config");
const errors_1 = require("../errors");
const run_folder_1 = require("../train/run-folder");
const list_1 = require("./store/list");
const note_1 = require("./store/note");
const paths_1 = require("./store/paths");
const read_1 = require("./store/read");
const state_1 = require("./store/state");
/** @param folder default: LARGEBATCH_RUNS, else data/runs of the project; made when the first run is kept */
function openStore(folder) {
    const store = (0, paths_1.storeFolder)(folder);
    const folderOf = (id) => {
        const path = (0, paths_1.runFolder)(store, id);
        if ((0, read_1.kindAt)(path) !== "link")
            return path;
        throw new errors_1.UserError(`${path} is a link: runs are not kept behind links. Put the folder itself there, or delete the link.`);
    };
    return {
        folder: store,
        folderOf,
        statusOf: async (id) => (await (0, state_1.stateOf)(folderOf(id), id))?.row.status,
        rows: (filter) => (0, list_1.listRows)(store, filter),
        rowsOf: async (ids) => {
            for (const id of ids)
                (0, paths_1.runFolder)(store, id);
            return (0, list_1.rowsById)(store, ids, (0, node_fs_1.statSync)((0, node_path_1.join)(store, paths_1.INDEX_FILE), { throwIfNoEntry: false })?.size ?? 0);
        },
        load: async (id) => load(folderOf(id), id),
        noteDone: async (id) => (0, note_1.noteDone)(store, folderOf(id), id),
        noteFailure: async (id, run, failure) => (0, note_1.noteFailure)(folderOf(id), id, run, failure),
    };
}
async function load(folder, id) {
    const row = (await (0, state_1.stateOf)(folder, id))?.row;
    if (row?.status !== "done") {
        const why = row ? `it is ${row.status}${row.error ? `: ${row.error}` : ""}` : "it is not there";
        throw new errors_1.UserError(`The run ${id} cannot be loaded from ${folder}: ${why}. Give its sweep (again): npx largebatch sweep …`);
    }
    const stored = await (0, run_folder_1.loadRun)(folder).catch((error) => {
        if (error instanceof errors_1.UserError)
            throw error;
        throw new errors_1.UserError(`The run in ${folder} is damaged: ${error.message}. npx largebatch runs verify ${id} says what to do.`);
    });
    if ((0, config_1.canonicalJson)(stored.run) !== (0, config_1.canonicalJson)((0, config_1.parseRun)(stored.result.run)))
        throw new errors_1.UserError(`The weights in ${folder} are of another run. npx largebatch runs verify ${id}`);
    return stored;
}
//# sourceMappingURL=store.js.map