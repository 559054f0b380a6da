/** `largebatch notebooks --compare`: makes notebooks again and holds what comes out against what they show. */
import path from "node:path";
import { describeData } from "../data";
import { compareExecuted, hindrance } from "./compare";
import { type Compared, comparisonReport } from "./compare-report";
import { findNotebooks } from "./names";
import { readExecuted } from "./read";
import type { RunOptions, RunResult } from "./run";

/**
 * Runs the notebooks that can be made again here, compares, and prints the report.
 * @param run how they are run
 * @returns whether no difference was found
 */
export async function compareNotebooks(
  options: { names: string[]; folder: string } & Omit<RunOptions, "names" | "folder">,
  run: (options: RunOptions) => Promise<RunResult>,
): Promise<boolean> {
  const presence = await describeData();
  const before = findNotebooks(options.names, options.folder).map((file) => {
    const notebook = readExecuted(file);
    return { notebook, skipped: hindrance(notebook, presence) };
  });
  const names = before.flatMap(({ notebook, skipped }) => (skipped === undefined ? [notebook.name] : []));
  const { written = [], failure, stopped } = names.length > 0 ? await run({ ...options, names, chained: false }) : { stopped: false };
  if (stopped) return false;
  const compared = before.map(({ notebook, skipped }): Compared => {
    if (skipped !== undefined) return { notebook: notebook.name, skipped, differences: [] };
    const file = written.find((each) => path.basename(each) === `${notebook.name}.ipynb`);
    if (failure && (failure.notebook === notebook.name || !file))
      return { notebook: notebook.name, skipped: "the run failed", differences: [] };
    return { notebook: notebook.name, differences: compareExecuted(notebook, readExecuted(file as string)) };
  });
  console.log(comparisonReport(compared));
  return !failure && compared.every(({ differences }) => differences.length === 0);
}
