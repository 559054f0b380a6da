"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.kernelTable = kernelTable;
const LINES = [
    ["start to first answer, ms", (row) => row.ms.start],
    ["trivial cell, ms", (row) => row.ms.trivial],
    ["declaring cell, ms", (row) => row.ms.declaring],
    ["100,000 lines, ms", (row) => row.ms.lines],
    ["… lines that arrived", (row) => row.lines],
    ["5 MB display, ms", (row) => row.ms.display],
    ["memory after 500 declaring cells, MB", (row) => row.memoryMB],
    ["… of which the cells added, MB", (row) => row.addedMB],
];
/** Each value is the median with its smallest and largest. A line that nobody measured is left out; a dash is what a kernel failed. */
function kernelTable(rows) {
    const lines = LINES.filter(([, of]) => rows.some(of));
    return [
        `| | ${rows.map((row) => `${row.kernel}${row.version === "unknown" ? "" : ` ${row.version}`}`).join(" | ")} |`,
        `|---|${rows.map(() => "---|").join("")}`,
        ...lines.map(([title, of]) => `| ${title} | ${rows.map((row) => inWords(of(row))).join(" | ")} |`),
        "",
        "Median (smallest–largest).",
    ].join("\n");
}
function inWords(spread) {
    if (!spread)
        return "–";
    const { median, min, max } = spread;
    return min === max ? short(median) : `${short(median)} (${short(min)}–${short(max)})`;
}
const short = (value) => Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : value.toFixed(Math.abs(value) >= 10 ? 0 : 1);
//# sourceMappingURL=kernel-table.js.map