"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.short = void 0;
exports.report = report;
exports.compared = compared;
exports.comparisonTable = comparisonTable;
const errors_1 = require("../errors");
const panel_1 = require("../measure/panel");
const compare_1 = require("../measure/panel/compare");
const measure_1 = require("../measure/panel/measure");
const run_folder_1 = require("../train/run-folder");
/** An entry in words and numbers. */
function report(entry) {
    if ("along" in entry)
        return `${entry.run}\n\n${alongTable(entry.along)}`;
    const name = "runs" in entry ? entry.runs.join(", ") : entry.run;
    return [
        name,
        ...entry.measures.flatMap(({ what, result, settings, batchNorm, examples, split }) => [
            `  ${what} (${[...pairs(settings), ...sayExamples(split, examples, batchNorm)].join(", ")})`,
            ...lines(result).map((line) => `    ${line}`),
        ]),
    ].join("\n");
}
const pairs = (settings) => Object.entries(settings).map(([key, value]) => `${key} ${value}`);
const sayExamples = (split, examples, batchNorm) => {
    if (split === "history")
        return [];
    return [`${examples} ${split === "both" ? "train and test" : split} examples`, `batch norm ${batchNorm}`];
};
/** A line a snapshot, a column a measure. */
function alongTable(measures) {
    const [first] = measures;
    if (!first)
        return "";
    const rows = first.rows.map(({ epoch, step }, i) => [
        (0, exports.short)(epoch),
        String(step),
        ...measures.map(({ rows }) => {
            const value = rows[i]?.value;
            return value === null || value === undefined ? "–" : (0, exports.short)(value);
        }),
    ]);
    const heads = measures.map(({ what, number }) => (number === null ? `${what} (see --json)` : `${what}, ${number}`));
    return table([["epoch", "step", ...heads], ...rows]);
}
/** Each measure's main number by batch. */
async function compared(results) {
    const runs = await Promise.all(results.map(({ run }) => (0, run_folder_1.loadConfig)(run)));
    const names = results[0]?.measures.map(({ what }) => what) ?? [];
    return names.flatMap((what, i) => {
        const measure = (0, panel_1.measureNamed)(what);
        const measured = results.flatMap(({ measures }, at) => {
            const value = (0, measure_1.headlineOf)(measure, measures[i]?.result);
            return value === undefined ? [] : [{ run: runs[at], value }];
        });
        return measured.length > 0 && measure.headline ? [{ what, number: measure.headline, ...sideBySide(measured) }] : [];
    });
}
/** @throws UsageError for runs that differ in more than batch and seed */
function sideBySide(measured) {
    try {
        return (0, compare_1.compareRuns)(measured);
    }
    catch (error) {
        throw error instanceof RangeError ? new errors_1.UsageError(error.message) : error;
    }
}
function comparisonTable(rows) {
    const batches = rows[0]?.batches.map(({ batch }) => batch) ?? [];
    const head = ["measure", ...batches.map((batch) => `batch ${batch}`), "ratio, largest to smallest [95 %]"];
    const body = rows.map(({ what, number, batches: each, ratio }) => [
        `${what}, ${number}`,
        ...each.map(({ summary: { mean, sd, n } }) => (n > 1 ? `${(0, exports.short)(mean)} ± ${(0, exports.short)(sd)} (${n})` : (0, exports.short)(mean))),
        ratio === null
            ? "–"
            : ratio.seeds > 1
                ? `${(0, exports.short)(ratio.factor)} [${(0, exports.short)(ratio.low)}, ${(0, exports.short)(ratio.high)}], ${ratio.seeds} seeds`
                : `${(0, exports.short)(ratio.factor)} (1 seed, no interval)`,
    ]);
    return [
        table([head, ...body]),
        "",
        "Mean ± sd (number of runs). The ratio is paired by seed; its interval is Student's t on the logarithms.",
    ].join("\n");
}
/** A Markdown table; the first row is its head. */
function table([head = [], ...rows]) {
    const line = (cells) => `| ${cells.join(" | ")} |`;
    return [head, head.map(() => "---"), ...rows].map(line).join("\n");
}
/** The numbers of a result, a line each; long lists are left to --json. */
function lines(value, name = "") {
    if (typeof value !== "object" || value === null)
        return [`${name}  ${typeof value === "number" ? (0, exports.short)(value) : String(value)}`];
    if (Array.isArray(value)) {
        if (value.every((each) => typeof each === "number") && value.length <= 8)
            return [`${name}  ${value.map(exports.short).join("  ")}`];
        return value.length <= 8 ? value.flatMap((each, i) => lines(each, `${name}[${i}]`)) : [`${name}  ${value.length} values, see --json`];
    }
    // Settings stand in the line above.
    const shown = Object.entries(value).filter(([key]) => name !== "" || key !== "settings");
    return shown.flatMap(([key, each]) => lines(each, name ? `${name}.${key}` : key));
}
const short = (value) => (Number.isInteger(value) ? String(value) : value.toPrecision(4));
exports.short = short;
//# sourceMappingURL=measure-report.js.map