"use strict";
/** A part of the fault test: a way to execute sweeps, struck again and again. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.countOf = void 0;
exports.tableOf = tableOf;
/** Reports as a table. */
function tableOf(reports) {
    const line = (cells) => `| ${cells.join(" | ")} |`;
    const killsOf = (kills) => Object.entries(kills)
        .map(([kind, count]) => `${count} ${kind}`)
        .join(", ") || "none";
    const all = reports.reduce((sum, { kills }) => sum + (0, exports.countOf)(kills), 0);
    return [
        line(["part", "sweeps", "runs", "killed", "seconds", "differences", "files left over"]),
        line(["---", "---:", "---:", "---", "---:", "---:", "---:"]),
        ...reports.map(({ part, sweeps, runs, kills, seconds, wrong, leftovers }) => line([part, sweeps, runs, killsOf(kills), Math.round(seconds), wrong.length, leftovers])),
        "",
        `${all} kills in all.`,
        ...reports.flatMap(({ part, wrong }) => wrong.map((each) => `${part}: ${each}`)),
    ].join("\n");
}
const countOf = (kills) => Object.values(kills).reduce((sum, count) => sum + count, 0);
exports.countOf = countOf;
//# sourceMappingURL=part.js.map