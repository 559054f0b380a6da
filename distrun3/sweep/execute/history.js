"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.HISTORY_FILE = void 0;
exports.cutHistory = cutHistory;
exports.appendEpoch = appendEpoch;
exports.readHistory = readHistory;
/** A run's history on disk: one epoch a line, appended as it comes, and cut back to the checkpoint's epochs when the run is resumed. */
const node_fs_1 = require("node:fs");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const paths_1 = require("../store/paths");
exports.HISTORY_FILE = paths_1.FILES.history;
/** The history is these epochs from now on: none of a run that starts, those of the checkpoint of one that goes on. */
async function cutHistory(folder, epochs) {
    const file = (0, node_path_1.join)(folder, exports.HISTORY_FILE);
    await (0, files_1.writeWhole)(file, epochs.map(lineOf).join("")).catch((error) => {
        throw unwritable(file, error);
    });
}
/** Adds an epoch. A process that is killed meanwhile leaves a torn last line, which nobody reads and the next one cuts off. */
function appendEpoch(folder, epoch) {
    const file = (0, node_path_1.join)(folder, exports.HISTORY_FILE);
    try {
        (0, node_fs_1.appendFileSync)(file, lineOf(epoch));
    }
    catch (error) {
        throw unwritable(file, error);
    }
}
/** The epochs so far; none where there is no history yet. @throws UserError for a line before the last that is none */
async function readHistory(folder) {
    const file = (0, node_path_1.join)(folder, exports.HISTORY_FILE);
    const text = await (0, promises_1.readFile)(file, "utf8").catch((error) => {
        if (error.code === "ENOENT")
            return "";
        throw new errors_1.UserError(`Cannot read ${file}: ${error.message}.`);
    });
    // What comes after the last line's end is an epoch that is being written, or was never finished.
    const lines = text.split("\n").slice(0, -1);
    return lines.map((line, i) => {
        try {
            return JSON.parse(line, numbers);
        }
        catch (error) {
            throw new errors_1.UserError(`${file} is damaged at line ${i + 1}: ${error.message}. The run's result.json holds the same epochs.`);
        }
    });
}
const unwritable = (file, error) => new errors_1.UserError(`Cannot write ${file}: ${error.message}. Make room or give another folder, then start the same again.`);
const lineOf = (epoch) => `${JSON.stringify(epoch, spelled)}\n`;
/** JSON has no such numbers; a test loss can be one. */
const spelled = (_key, value) => (typeof value === "number" && !Number.isFinite(value) ? String(value) : value);
const numbers = (_key, value) => value === "NaN" || value === "Infinity" || value === "-Infinity" ? Number(value) : value;
//# sourceMappingURL=history.js.map