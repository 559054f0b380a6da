/** The ledger of executed notebooks: what they showed by `showClaims`. */
import path from "node:path";
import { type Ledger, ledgerOf, type NotebookClaims } from "../claims/ledger";
import { CLAIMS_MIME } from "../claims/show-claims";
import { UserError } from "../errors";
import { readExecuted } from "./read";

/**
 * Reads the claims of executed notebooks. What is damaged is among the ledger's problems.
 * @param more claims of a notebook that is not read
 * @returns in the order of the notebooks' names
 */
export function readLedger(files: readonly string[], more?: NotebookClaims): Ledger {
  const read: NotebookClaims[] = more ? [more] : [];
  const unreadable: Ledger["problems"] = [];
  for (const file of files) {
    try {
      read.push(claimsIn(file));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unreadable.push({ notebook: path.basename(file, ".ipynb"), problem: error.message.replace(/\.$/, "") });
    }
  }
  read.sort((a, b) => (a.notebook < b.notebook ? -1 : 1));
  const { entries, problems } = ledgerOf(read);
  return { entries, problems: [...unreadable, ...problems] };
}

function claimsIn(file: string): NotebookClaims {
  const { name, cells } = readExecuted(file);
  const outputs = cells.flatMap((cell) => cell.outputs).flatMap(({ data }) => (CLAIMS_MIME in data ? [data[CLAIMS_MIME]] : []));
  return { notebook: name, outputs };
}
