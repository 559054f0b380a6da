/** The ledger in README.md: a table between two markers, written by `largebatch claims --readme` and by nobody's hand. */
import { UserError } from "../errors";
import { countedVerdicts, type LedgerEntry } from "./ledger";
import { ledgerTable } from "./ledger-table";

export const BEGIN = "<!-- ledger -->";
export const END = "<!-- /ledger -->";

/** What stands between the markers. */
export const ledgerInReadme = (entries: readonly LedgerEntry[]): string =>
  [`${counted(entries.length)}: ${countedVerdicts(entries)}.`, "", ledgerTable(entries, linked)].join("\n");

const counted = (claims: number): string => `${claims} claim${claims === 1 ? "" : "s"}`;

/** "04-flat-and-sharp" as a short link. */
const linked = (notebook: string): string => `[${notebook.split("-")[0]}](notebooks/${notebook}.ipynb)`;

/** `text` with the ledger of `entries` between the markers. @throws UserError unless both are there, in order, once each */
export function readmeWithLedger(text: string, entries: readonly LedgerEntry[]): string {
  const [before, rest, ...again] = text.split(BEGIN);
  const [, after, ...ends] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined || again.length + ends.length > 0)
    throw new UserError(`Expected ${BEGIN} and ${END} in README.md, once each and in that order. Put them where the table belongs.`);
  return `${before}${BEGIN}\n${ledgerInReadme(entries)}\n${END}${after}`;
}
