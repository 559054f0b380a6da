/** Pages that are made for the site: the ledger, the published tables below their README, the list of the API. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { apiPage, openings } from "./api.mjs";

/**
 * @param {string} root of the project
 * @param {NodeRequire} dist loads modules of the compiled project
 * @param api what TypeDoc writes with --json
 */
export function generatedPages(root, dist, api) {
  const { readLedger } = dist("./notebook/ledger");
  const { findNotebooks } = dist("./notebook/names");
  const ledger = readLedger(findNotebooks([], join(root, "notebooks")));
  const tables = readdirSync(join(root, "data", "published")).filter((name) => name.endsWith(".csv"));
  return {
    "ledger.md": ledgerPage(ledger, dist),
    // The text comes before its links are rewritten.
    "data/published/README.md": (text) => `${text}\n${publishedTables(tables)}`,
    "api.md": apiPage(api, openings(sourcesOf(root))),
  };
}

const sourcesOf = (root) =>
  readdirSync(join(root, "src"), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, "src", name), "utf8"));

const linked = (notebook) => `[${notebook}](notebooks/${notebook}.ipynb)`;

/** The ledger: counts, then a table for each notebook with the reasons below it. */
export function ledgerPage({ entries, problems }, dist) {
  const { byNotebook, countedVerdicts, describeProblem } = dist("./claims/ledger");
  const { countsTable } = dist("./claims/ledger-table");
  const { claimsTable } = dist("./claims/claims-table");
  const parts = byNotebook(entries).flatMap(({ notebook, entries: own }) => [
    `## ${notebook}`,
    `${linked(notebook)}: ${countedVerdicts(own)}.`,
    claimsTable(own),
  ]);
  const refused = problems.length > 0 ? ["## Not entered", problems.map((problem) => `- ${describeProblem(problem)}`).join("\n")] : [];
  return [
    "# The ledger",
    "Every claim that a notebook ends in, the test that was stated before, the published value, ours, and the verdict that follows by a rule ([notebook 00](notebooks/00-setup.ipynb) tells it). Verdicts were computed again for this page. " +
      "[The document's claims](docs/claims-of-the-document.md) are listed in its own order, too.",
    countsTable(entries, linked),
    ...parts,
    ...refused,
    "",
  ].join("\n\n");
}

/** The tables of data/published, a heading each; the link brings the file along. @param {string[]} names of the files */
export const publishedTables = (names) =>
  names
    .map((name) =>
      [`## ${name.replace(/\.csv$/, "")}`, `[${name}](${name})`, `\`\`\`{csv-table}\n:file: ${name}\n:header-rows: 1\n\`\`\``, ""].join(
        "\n\n",
      ),
    )
    .join("\n");
