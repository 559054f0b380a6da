"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.storeFolder = exports.INDEX_FILE = exports.MEASURES_FOLDER = exports.FILES = void 0;
exports.runFolder = runFolder;
/** Where runs lie on disk, and the names of their files. */
const node_path_1 = require("node:path");
const errors_1 = require("../../errors");
const project_1 = require("../../project");
const checkpoint_1 = require("../../train/checkpoint");
const run_folder_1 = require("../../train/run-folder");
const identity_1 = require("../identity");
/** The files of a run, in its folder `<store>/<id>`. */
exports.FILES = {
    ...run_folder_1.RUN_FILES,
    environment: "environment.json",
    history: "history.jsonl",
    failure: "failure.json",
    checkpoint: checkpoint_1.CHECKPOINT_FILE,
    lock: checkpoint_1.LOCK_FILE,
};
/** In the folder of a run: what was measured of it, a file each. */
exports.MEASURES_FOLDER = "measures";
/** In the folder of the store: the rows of finished runs, a cache. */
exports.INDEX_FILE = "index.jsonl";
/** The folder of the store, as an absolute path. Default: LARGEBATCH_RUNS, else data/runs of the project. */
const storeFolder = (folder) => (0, node_path_1.resolve)(folder ?? (process.env.LARGEBATCH_RUNS || (0, project_1.inProject)("data", "runs")));
exports.storeFolder = storeFolder;
/** The folder of a run. @throws UsageError for a text that is no id: nothing else becomes part of a path */
function runFolder(store, id) {
    if (typeof id === "string" && (0, identity_1.isRunId)(id))
        return (0, node_path_1.join)(store, id);
    throw new errors_1.UsageError(`${JSON.stringify(id)?.slice(0, 80)} is no run's id: expected 20 digits of 0-9 and a-f. Known ones: npx largebatch runs`);
}
//# sourceMappingURL=paths.js.map