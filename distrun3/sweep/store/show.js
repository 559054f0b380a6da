"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.describeRun = describeRun;
/** All that a store has of one run, for people. */
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const errors_1 = require("../../errors");
const histories_1 = require("./histories");
const paths_1 = require("./paths");
const read_1 = require("./read");
const state_1 = require("./state");
/** @throws UserError where nothing of the run is there */
async function describeRun(store, id) {
    const folder = (0, node_path_1.join)(store, id);
    const row = (await (0, state_1.stateOf)(folder, id))?.row;
    if (!row)
        throw new errors_1.UserError(`There is nothing of the run ${id} in ${store}.`);
    return { row, folder, files: filesIn(folder), history: (0, histories_1.epochsIn)(folder, row.status), ...environmentIn(folder) };
}
function environmentIn(folder) {
    try {
        const environment = (0, read_1.readObject)((0, node_path_1.join)(folder, paths_1.FILES.environment), read_1.MOST_BYTES.config);
        return environment ? { environment } : {};
    }
    catch {
        return {};
    }
}
/** Files in a folder and those below it, by path. */
function filesIn(folder) {
    const found = (0, node_fs_1.readdirSync)(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
    const paths = found.map((entry) => (0, node_path_1.join)(entry.parentPath, entry.name)).sort();
    return paths.map((path) => ({ name: path.slice(folder.length + 1), bytes: (0, node_fs_1.statSync)(path, { throwIfNoEntry: false })?.size ?? 0 }));
}
//# sourceMappingURL=show.js.map