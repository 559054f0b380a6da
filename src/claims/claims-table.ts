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

/** A text as a cell: a bar would end it. */
export const cell = (text: string): string => text.replaceAll("|", "\\|");

/** The published value in words; one that is only recalled is not printed. */
export function publishedIn({ published, test }: Pick<Claim, "published" | "test">): string {
  if (!published) return "–";
  if (!quotable(published)) return "not certain enough to quote";
  const { value, low, high } = published;
  const about = test.kind === "count" && test.tolerance ? "≈ " : "";
  return `${about}${readable(value)}${low !== undefined && high !== undefined ? ` [${readable(low)}, ${readable(high)}]` : ""}`;
}

/** The estimate in words, with its interval (where that is more than a point) and the number of measurements. */
export function ours({ estimate, interval, n }: Pick<Claim, "estimate" | "interval" | "n">): string {
  if (estimate === null) return "–";
  const isRange = interval?.some((end) => end !== estimate);
  const range = interval && isRange ? ` [${interval.map(readable).join(", ")}]` : "";
  return `${readable(estimate)}${range}${n > 1 ? ` (n = ${readable(n)})` : ""}`;
}
