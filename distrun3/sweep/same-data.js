"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.requireStoredData = requireStoredData;
/** Runs that are compared are of the same data: what the store has of a sweep is held against the data that its other runs would be trained on. */
const data_1 = require("../data");
const errors_1 = require("../errors");
const run_folder_1 = require("../train/run-folder");
/** How a data set differs from the official one, in words. */
const named = (variant) => (variant ? `“${variant}”` : "the official files");
/**
 * Loads the data of runs that are to be executed (which makes or downloads them where they are missing) and compares them with what stored runs were trained on.
 * @param toDo runs that will be executed, not none
 * @param taken runs of the same sweep that are done, by id
 * @throws UserError where a stored run was trained on other data, or the data are not to be had
 */
async function requireStoredData(toDo, taken, { store, onProgress }) {
    for (const name of new Set(toDo.map(({ run }) => run.data))) {
        const data = await (0, data_1.loadData)(name, { onProgress });
        const rows = [...taken.values()].filter((row) => row.status === "done" && row.data === name);
        const other = rows.find(({ variant }) => variant !== data.variant);
        if (other)
            throw new errors_1.UserError(`Run ${other.id} in ${store.folder} was trained on other data of ${name}: ${named(other.variant)} there, ${named(data.variant)} now. ` +
                "Put the same files in place, or keep this sweep elsewhere (LARGEBATCH_RUNS).");
        // Two sets of unofficial files may call themselves the same: one run of each kind is held against the bytes.
        for (const id of firstOfEach(rows)) {
            const stored = await store.load(id).catch(() => undefined);
            if (stored)
                (0, run_folder_1.requireSameData)(stored, await (0, data_1.loadData)(name, { trainSize: stored.run.trainSize, validation: stored.run.validation }));
        }
    }
}
/** One run of each training set. */
function firstOfEach(rows) {
    const found = new Map();
    for (const { id, trainSize, validation } of rows) {
        const key = JSON.stringify([trainSize, validation]);
        if (!found.has(key))
            found.set(key, id);
    }
    return [...found.values()];
}
//# sourceMappingURL=same-data.js.map