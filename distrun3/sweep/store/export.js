"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.exportParquet = exports.exportCsv = exports.historiesTable = exports.runsTable = void 0;
/** Exports stored runs, or their histories, as a CSV or Parquet file; a reader sees the whole new file or what was there before. */
const node_crypto_1 = require("node:crypto");
const promises_1 = require("node:fs/promises");
const node_path_1 = require("node:path");
const files_1 = require("../../data/files");
const errors_1 = require("../../errors");
const csv_1 = require("./csv");
const histories_1 = require("./histories");
const parquet_1 = require("./parquet");
const row_1 = require("./row");
/** A row a run. */
const runsTable = (rows) => ({ columns: (0, row_1.columnsOf)(rows), rows: () => rows });
exports.runsTable = runsTable;
/** A row an epoch of each run. @param store folder of the store */
const historiesTable = (store, rows) => ({
    columns: histories_1.HISTORY_COLUMNS,
    rows: () => (0, histories_1.historyRows)(store, rows),
});
exports.historiesTable = historiesTable;
/** @returns number of rows @throws UserError where the file cannot be written */
const exportCsv = (path, { columns, rows }) => replacing(path, async (temporary) => {
    const file = await (0, promises_1.open)(temporary, "w");
    try {
        return await (0, csv_1.writeCsv)(async (text) => void (await file.writeFile(text)), columns, rows());
    }
    finally {
        await file.close();
    }
});
exports.exportCsv = exportCsv;
/** @returns number of rows @throws UserError where the file cannot be written */
const exportParquet = (path, { columns, rows }) => replacing(path, (temporary) => (0, parquet_1.writeParquet)(temporary, columns, rows()));
exports.exportParquet = exportParquet;
/** Lets a file be written under another name, and gives it its own when it is whole and on the disk. */
async function replacing(path, write) {
    const temporary = `${path}.${(0, node_crypto_1.randomBytes)(6).toString("hex")}.part`;
    try {
        (0, files_1.makeFolder)((0, node_path_1.dirname)((0, node_path_1.resolve)(path)));
        const result = await write(temporary);
        const file = await (0, promises_1.open)(temporary, "r");
        await file.sync().finally(() => file.close());
        await (0, promises_1.rename)(temporary, path);
        return result;
    }
    catch (error) {
        await (0, promises_1.rm)(temporary, { force: true }).catch(() => undefined);
        if (error instanceof errors_1.UserError)
            throw error;
        throw new errors_1.UserError(`The export cannot be written to ${path}: ${error.message}. What was there before is as it was. Make room, or give another file.`);
    }
}
//# sourceMappingURL=export.js.map