"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.epochsIn = exports.HISTORY_COLUMNS = void 0;
exports.historyRows = historyRows;
/** The epochs of stored runs, one after the other, so that the histories of a hundred thousand runs need no more memory than one. */
const node_path_1 = require("node:path");
const paths_1 = require("./paths");
const pauses_1 = require("./pauses");
const read_1 = require("./read");
const row_1 = require("./row");
const ABOUT_RUN = ["id", "network", "data", "batch", "seed", "optimizer", "learningRate"];
const EPOCH = [
    { column: { name: "epoch", kind: "integer", about: "epochs trained so far" }, path: ["epoch"] },
    { column: { name: "step", kind: "integer", about: "steps trained so far" }, path: ["step"] },
    {
        column: { name: "trainLoss", kind: "real", about: "mean loss of the epoch's batches as they were trained on, nats" },
        path: ["trainLoss"],
    },
    { column: { name: "testLoss", kind: "real", about: "mean loss over the examples of evaluatedOn, nats" }, path: ["test", "loss"] },
    {
        column: { name: "testAccuracy", kind: "real", about: "share of the examples of evaluatedOn classified rightly" },
        path: ["test", "accuracy"],
    },
];
exports.HISTORY_COLUMNS = [
    ...ABOUT_RUN.map((name) => row_1.COLUMNS.find((column) => column.name === name)),
    ...EPOCH.map(({ column }) => column),
    row_1.COLUMNS.find(({ name }) => name === "evaluatedOn"),
];
/** The epochs of runs, run by run; of those that are not done, the epochs so far. What cannot be read of a damaged run is left out. */
async function* historyRows(store, rows) {
    const pause = (0, pauses_1.pauses)();
    for (const row of rows) {
        await pause();
        const run = {};
        for (const name of [...ABOUT_RUN, "evaluatedOn"])
            (0, row_1.put)(run, name, row[name]);
        for (const epoch of (0, exports.epochsIn)((0, node_path_1.join)(store, row.id), row.status))
            yield { ...run, ...epoch };
    }
}
/** The epochs of the run in a folder, as columns. What cannot be read is left out. */
const epochsIn = (folder, status) => valuesIn(folder, status).map(epochRow);
exports.epochsIn = epochsIn;
function epochRow(epoch) {
    const row = {};
    for (const { column, path } of EPOCH)
        (0, row_1.put)(row, column.name, (0, row_1.typed)(path.reduce(read_1.own, epoch), column.kind));
    return row;
}
function valuesIn(folder, status) {
    try {
        if (status === "done") {
            const history = (0, read_1.own)((0, read_1.readObject)((0, node_path_1.join)(folder, paths_1.FILES.result), read_1.MOST_BYTES.result), "history");
            return Array.isArray(history) ? history : [];
        }
        // A last line without its end is one that is being written, or never was finished.
        const lines = ((0, read_1.readText)((0, node_path_1.join)(folder, paths_1.FILES.history), read_1.MOST_BYTES.history) ?? "").split("\n").slice(0, -1);
        return lines.flatMap((line) => parsed(line));
    }
    catch {
        return [];
    }
}
function parsed(line) {
    try {
        return [JSON.parse(line)];
    }
    catch {
        return [];
    }
}
//# sourceMappingURL=histories.js.map