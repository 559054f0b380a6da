/** Claims as a table in Markdown: claim, published, ours, verdict. */
import { type Claim, readable } from "./claim";
import { quotable } from "./published";

/** One row a claim; under the table the reasons of all verdicts that fall short. */
export function claimsTable(claims: readonly Claim[]): string {
  const rows = claims.map(
    (claim) => `| ${[claim.statement, claim.test.effect, publishedIn(claim), ours(claim), `**${claim.verdict}**`].map(cell).join(" | ")} |`,
  );
  const reasons = claims.flatMap(({ statement, reason }) => (reason ? [`- *${statement}*: ${reason}.`] : []));
  return [
    "| claim | measured as | published | here | verdict |",
    "|---|---|---|---|---|",
    ...rows,
    ...(reasons.length > 0 ? ["", ...reasons] : []),
  ].join("\n");
}

/** A bar would end the cell. */
const cell = (text: string): string => text.replaceAll("|", "\\|");

function publishedIn({ published, test }: Claim): string {
  if (!published) return "–";
  if (!quotable(published)) return "not certain enough to quote";
  const { value, low, high } = published;
  const about = test.kind === "count" && test.tolerance ? "≈ " : "";
  return `${about}${readable(value)}${low !== undefined && high !== undefined ? ` [${readable(low)}, ${readable(high)}]` : ""}`;
}

function ours({ estimate, interval, n }: Claim): string {
  if (estimate === null) return "–";
  const range = interval ? ` [${interval.map(readable).join(", ")}]` : "";
  return `${readable(estimate)}${range}${n > 1 ? ` (n = ${readable(n)})` : ""}`;
}
