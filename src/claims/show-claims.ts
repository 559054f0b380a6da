/** Claims as an output of a notebook: a table for readers, and the claims themselves for the ledger, which gathers them from the notebooks. */
import { type DisplayHandle, display } from "../kernel/display/display";
import type { Claim } from "./claim";
import { claimsTable } from "./claims-table";

/** MIME type of claims in a notebook's output: `{ version: 1, claims: Claim[] }`. */
export const CLAIMS_MIME = "application/vnd.largebatch.claims+json";

/** The bundle that a client shows as a table and the ledger reads. */
export function claimsBundle(claims: readonly Claim[]): Record<string, unknown> {
  const table = claimsTable(claims);
  return { [CLAIMS_MIME]: { version: 1, claims }, "text/markdown": table, "text/plain": table };
}

/** Shows the claims that a notebook ends in, and so enters them in the ledger. Ids must be its own: the ledger refuses two claims of one id. */
export const showClaims = (claims: readonly Claim[]): DisplayHandle => display(claimsBundle(claims));
