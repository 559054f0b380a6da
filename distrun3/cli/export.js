"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.exportCommand = exportCommand;
const errors_1 = require("../errors");
const store_1 = require("../sweep/store");
const csv_1 = require("../sweep/store/csv");
const export_1 = require("../sweep/store/export");
const histories_1 = require("../sweep/store/histories");
const row_1 = require("../sweep/store/row");
const output_1 = require("./output");
const run_filter_1 = require("./run-filter");
function exportCommand(program) {
    (0, run_filter_1.withFilter)(program
        .command("export")
        .description("write the stored runs as CSV or Parquet: a row a run, the columns of `runs --json`")
        .option("--csv <file>", "- is standard output")
        .option("--parquet <file>", "with snappy compression; the meaning of each column is in its metadata")
        .option("--histories", "a row an epoch of each run instead"))
        .addHelpText("after", () => `\nColumns, one more for each measure:\n${described(row_1.COLUMNS)}\n\nWith --histories:\n${described(histories_1.HISTORY_COLUMNS)}`)
        .addHelpText("after", "\nExample: npx largebatch export --csv runs.csv --network F1 --status done")
        .action(async ({ csv, parquet, histories, ...flags }) => {
        if (!csv && !parquet)
            throw new errors_1.UsageError("export needs a file: give --csv FILE, --parquet FILE or both.");
        if (parquet === "-")
            throw new errors_1.UsageError("--parquet takes a file; only --csv can be standard output.");
        const store = (0, store_1.openStore)();
        const rows = await store.rows((0, run_filter_1.toFilter)(flags));
        const table = histories ? (0, export_1.historiesTable)(store.folder, rows) : (0, export_1.runsTable)(rows);
        const say = (count, file) => console.error(`${count.toLocaleString("en")} ${histories ? "epochs" : "runs"} in ${file}`);
        if (csv === "-")
            await (0, csv_1.writeCsv)(output_1.write, table.columns, table.rows());
        else if (csv)
            say(await (0, export_1.exportCsv)(csv, table), csv);
        if (parquet)
            say(await (0, export_1.exportParquet)(parquet, table), parquet);
    });
}
const described = (columns) => columns.map(({ name, about }) => `  ${name.padEnd(18)} ${about}`).join("\n");
//# sourceMappingURL=export.js.map