/** `largebatch data`: which data sets are at hand, and the fetching of those that are not. */
import type { Command } from "commander";
import { describeData, fetchData } from "../data";
import { DATA_NAMES, type DataName } from "../data/dataset";
import { UsageError } from "../errors";

export function dataCommand(program: Command): void {
  program
    .command("data")
    .description("list the data sets, or fetch one into data/cache")
    .argument("[name]", `data set to fetch: ${DATA_NAMES.join(", ")}`)
    .option("--json", "print the list as JSON")
    .action(async (name: string | undefined, options: { json?: boolean }) => {
      if (name !== undefined) {
        if (!(DATA_NAMES as readonly string[]).includes(name))
          throw new UsageError(`Unknown data set "${name}". Expected one of ${DATA_NAMES.join(", ")}.`);
        await fetchData(name as DataName, (line) => console.error(line));
      }
      const rows = await describeData();
      if (options.json) return console.log(JSON.stringify(rows, null, 2));
      for (const row of rows) {
        console.log(
          `${row.name.padEnd(11)} ${row.present ? `at hand: ${row.path}${row.variant ? ` (${row.variant})` : ""}` : `not here: ${row.how}`}`,
        );
      }
    });
}
