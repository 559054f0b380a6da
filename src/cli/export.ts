/** `largebatch export`: stored runs as CSV or Parquet, for other tools. */
import type { Command } from "commander";
import { measuredCsv, measuredRows } from "../claims/measured-rows";
import { UsageError } from "../errors";
import { openStore } from "../sweep/store";
import { writeCsv } from "../sweep/store/csv";
import { exportCsv, exportParquet, exportText, historiesTable, runsTable } from "../sweep/store/export";
import { HISTORY_COLUMNS } from "../sweep/store/histories";
import { COLUMNS, type Column } from "../sweep/store/row";
import { write } from "./output";
import { type FilterFlags, toFilter, withFilter } from "./run-filter";

interface Options extends FilterFlags {
  csv?: string;
  parquet?: string;
  measured?: string;
  histories?: boolean;
}

export function exportCommand(program: Command): void {
  withFilter(
    program
      .command("export")
      .description("write the stored runs as CSV or Parquet: a row a run, the columns of `runs --json`")
      .option("--csv <file>", "- is standard output")
      .option("--parquet <file>", "with snappy compression; the meaning of each column is in its metadata")
      .option("--measured <file>", "finished runs as the notebooks read them: data/published/measured.csv")
      .option("--histories", "a row an epoch of each run instead"),
  )
    .addHelpText(
      "after",
      () => `\nColumns, one more for each measure:\n${described(COLUMNS)}\n\nWith --histories:\n${described(HISTORY_COLUMNS)}`,
    )
    .addHelpText("after", "\nExample: npx largebatch export --csv runs.csv --network F1 --status done")
    .action(async ({ csv, parquet, measured, histories, ...flags }: Options) => {
      if (!csv && !parquet && !measured) throw new UsageError("export needs a file: give --csv FILE, --parquet FILE or --measured FILE.");
      if (histories && measured) throw new UsageError("--measured writes a row a run; leave --histories out.");
      if (parquet === "-") throw new UsageError("--parquet takes a file; only --csv can be standard output.");
      const store = openStore();
      const rows = await store.rows(toFilter(flags));
      const table = histories ? historiesTable(store.folder, rows) : runsTable(rows);
      const say = (count: number, file: string) =>
        console.error(`${count.toLocaleString("en")} ${histories ? "epochs" : "runs"} in ${file}`);
      if (csv === "-") await writeCsv(write, table.columns, table.rows());
      else if (csv) say(await exportCsv(csv, table), csv);
      if (measured) {
        const finished = measuredRows(rows);
        await exportText(measured, measuredCsv(finished));
        say(finished.length, measured);
      }
      if (parquet) say(await exportParquet(parquet, table), parquet);
    });
}

const described = (columns: readonly Column[]): string => columns.map(({ name, about }) => `  ${name.padEnd(18)} ${about}`).join("\n");
