/** The ledger in the last notebook: the claims of all notebooks beside it and its own, in one table, and how the verdicts are shared out. */
import path from "node:path";
import type { Claim } from "../claims/claim";
import { byNotebook, countedVerdicts, countVerdicts, describeProblem, type Ledger, undecided } from "../claims/ledger";
import { ledgerTable } from "../claims/ledger-table";
import { ledgerPlot, type VerdictCounts } from "../figure/ledger";
import { show } from "../figure/show";
import { markdown } from "../kernel/display/display";
import { readLedger } from "./ledger";
import { listNotebooks } from "./names";

export interface ShowLedger {
  /** The name of the notebook that shows it, such as "08-at-scale": what it showed when it ran before is not read. */
  notebook: string;
  /** Its own claims. */
  claims?: readonly Claim[];
  /** Where the others are. Default: the folder that the notebook runs in. */
  folder?: string;
}

/** Notebooks that this run has executed before, in an environment variable: their outputs are newer than those beside this one. */
export const EXECUTED = "LARGEBATCH_EXECUTED";

/** Gathers the claims of all notebooks of `folder`; of those that this run has executed, from what it wrote. */
export function gatherLedger({ notebook, claims = [], folder = process.cwd() }: ShowLedger): Ledger {
  const executed = new Map((process.env[EXECUTED] ?? "").split(path.delimiter).map((file) => [path.basename(file, ".ipynb"), file]));
  const others = listNotebooks(folder).filter((name) => name !== notebook);
  const files = others.map((name) => executed.get(name) ?? path.join(folder, `${name}.ipynb`));
  return readLedger(files, claims.length > 0 ? { notebook, outputs: [{ version: 1, claims }] } : undefined);
}

/** One row a notebook, for the figure. */
export const verdictRows = (entries: Ledger["entries"]): VerdictCounts[] =>
  byNotebook(entries).map(({ notebook, entries: own }) => {
    const counts = countVerdicts(own);
    return {
      notebook,
      reproduced: counts.reproduced,
      directionOnly: counts["direction only"],
      notReproduced: counts["not reproduced"],
      notTested: counts["not tested"],
    };
  });

/**
 * Shows the ledger (`gatherLedger`) as a table and as a figure; what was refused is listed below the table. The figure does not say how true the argument is: claims have no weights.
 */
export async function showLedger(options: ShowLedger): Promise<void> {
  const { entries, problems } = gatherLedger(options);
  const refused = problems.map((problem) => `- ${describeProblem(problem)}`);
  markdown([ledgerTable(entries), ...(refused.length > 0 ? ["", "Not entered:", "", ...refused] : [])].join("\n"));
  const open = undecided(entries);
  const subtitle = `${entries.length} claims in all${open > 0 ? `; ${open} of those not reproduced are not decided: their interval reaches to both sides` : ""}`;
  const figure = ledgerPlot({ rows: verdictRows(entries), title: "Verdicts by notebook", subtitle });
  await show(figure, { alt: `Bars for each notebook. All together: ${countedVerdicts(entries)}.` });
}
