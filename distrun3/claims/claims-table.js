"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.claimsTable = claimsTable;
/** Claims as a table in Markdown: claim, published, ours, verdict. */
const claim_1 = require("./claim");
const published_1 = require("./published");
/** One row a claim; under the table the reasons of all verdicts that fall short. */
function claimsTable(claims) {
    const rows = claims.map((claim) => `| ${[claim.statement, claim.test.effect, publishedIn(claim), ours(claim), `**${claim.verdict}**`].map(cell).join(" | ")} |`);
    const reasons = claims.flatMap(({ statement, reason }) => (reason ? [`- *${statement}*: ${reason}.`] : []));
    return [
        "| claim | measured as | published | here | verdict |",
        "|---|---|---|---|---|",
        ...rows,
        ...(reasons.length > 0 ? ["", ...reasons] : []),
    ].join("\n");
}
/** A bar would end the cell. */
const cell = (text) => text.replaceAll("|", "\\|");
function publishedIn({ published, test }) {
    if (!published)
        return "–";
    if (!(0, published_1.quotable)(published))
        return "not certain enough to quote";
    const { value, low, high } = published;
    const about = test.kind === "count" && test.tolerance ? "≈ " : "";
    return `${about}${(0, claim_1.readable)(value)}${low !== undefined && high !== undefined ? ` [${(0, claim_1.readable)(low)}, ${(0, claim_1.readable)(high)}]` : ""}`;
}
function ours({ estimate, interval, n }) {
    if (estimate === null)
        return "–";
    const range = interval ? ` [${interval.map(claim_1.readable).join(", ")}]` : "";
    return `${(0, claim_1.readable)(estimate)}${range}${n > 1 ? ` (n = ${n})` : ""}`;
}
//# sourceMappingURL=claims-table.js.map