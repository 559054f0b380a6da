/** The ledger as tables in Markdown: all claims in one, and the counts of verdicts by notebook. */
import type { Claim } from "./claim";
import { cell, ours, publishedIn } from "./claims-table";
import { byNotebook, countVerdicts, type LedgerEntry, VERDICTS } from "./ledger";

/** How a notebook is named in a table, such as a link to it. */
export type NameNotebook = (notebook: string) => string;

const plain: NameNotebook = (notebook) => notebook;

/** One row a claim: what is claimed, under which id, as what it is measured, the published value, ours, the verdict and what it falls short of, the notebook. */
export function ledgerTable(entries: readonly LedgerEntry[], name: NameNotebook = plain): string {
  return [
    "| claim | id | measured as | published | here | verdict | notebook |",
    "|---|---|---|---|---|---|---|",
    ...entries.map((entry) => row([...wordsOf(entry), name(entry.notebook)])),
  ].join("\n");
}

const wordsOf = (claim: Claim): string[] => [
  claim.statement,
  `\`${claim.id}\``,
  claim.test.effect,
  publishedIn(claim),
  ours(claim),
  `**${claim.verdict}**${claim.reason ? `: ${claim.reason}` : ""}`,
];

/** One row a notebook and one for all: claims, and how many have each verdict. */
export function countsTable(entries: readonly LedgerEntry[], name: NameNotebook = plain): string {
  const counts = (title: string, own: readonly LedgerEntry[]) => row([title, own.length, ...Object.values(countVerdicts(own))]);
  return [
    `| notebook | claims | ${VERDICTS.join(" | ")} |`,
    `|---|${"--:|".repeat(VERDICTS.length + 1)}`,
    ...byNotebook(entries).map(({ notebook, entries: own }) => counts(name(notebook), own)),
    counts("**all**", entries),
  ].join("\n");
}

const row = (cells: readonly (string | number)[]): string => `| ${cells.map((each) => cell(String(each))).join(" | ")} |`;
