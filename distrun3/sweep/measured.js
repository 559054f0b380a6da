"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureFinished = void 0;
exports.requireMeasures = requireMeasures;
exports.missingMeasures = missingMeasures;
/** Measures of finished runs: the one place where a sweep calls the panel. Each is taken with its own default settings. */
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const panel_1 = require("../measure/panel");
const session_1 = require("../measure/panel/session");
const stored_1 = require("../measure/panel/stored");
const run_folder_1 = require("../train/run-folder");
/** @throws UsageError for a name that is none */
function requireMeasures(what) {
    for (const name of what)
        (0, panel_1.measureNamed)(name);
}
/** Takes measures of the finished run in a folder; those that are there already are left as they are. @throws what `measureRun` throws */
const measureFinished = (folder, what, hooks = {}) => (0, session_1.measureRun)(folder, { what, ...hooks });
exports.measureFinished = measureFinished;
/** Which measures of a finished run are not there yet; found without loading its weights or its data. */
async function missingMeasures(folder, what) {
    requireMeasures(what);
    if (what.length === 0)
        return [];
    const result = JSON.parse(await (0, promises_1.readFile)((0, node_path_1.join)(folder, run_folder_1.RUN_FILES.result), "utf8"));
    const there = await storedMeasures(folder);
    return what.filter((name) => !there.some((stored) => stored.what === name && isDefault(stored, result)));
}
/** What lies beside a run, read as it is: a damaged file counts as none here, and is refused by its reader when it is to be used. */
async function storedMeasures(folder) {
    const place = (0, node_path_1.join)(folder, "measures");
    const names = await (0, promises_1.readdir)(place).catch(() => []);
    const texts = await Promise.all(names.filter((name) => /^[^.]+\.json$/.test(name)).map((name) => (0, promises_1.readFile)((0, node_path_1.join)(place, name), "utf8").catch(() => "")));
    return texts.flatMap((text) => {
        try {
            return [JSON.parse(text)];
        }
        catch {
            return [];
        }
    });
}
/** Whether a measure is of these very weights and data, all training examples, and the settings that a sweep measures with. */
function isDefault(stored, { weightsSha256, dataSha256 }) {
    const { settings, on, also } = (0, panel_1.measureNamed)(stored.what);
    return (
    // A measure that depends on more than the weights has a hash of all of it.
    (stored.weights === weightsSha256 || also !== undefined) &&
        stored.data === dataSha256 &&
        stored.version === stored_1.MEASURE_VERSION &&
        stored.seed === 1 &&
        // One that chooses its own loss names that.
        ((stored.split === "train" && stored.batchNorm === "running") || on !== undefined) &&
        JSON.stringify(sorted(stored.settings)) === JSON.stringify(sorted(settings)));
}
const sorted = (settings = {}) => Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1));
//# sourceMappingURL=measured.js.map