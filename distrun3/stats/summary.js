"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.median = void 0;
exports.summarize = summarize;
exports.summarizePaired = summarizePaired;
/** Mean, standard deviation and interval of a few values: how every number over seeds is reported. */
const jstat_1 = require("jstat");
/**
 * @param values one a seed
 * @throws RangeError for no values
 */
function summarize(values) {
    const n = values.length;
    if (n === 0)
        throw new RangeError("A summary needs at least one value, got none.");
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const sd = n > 1 ? Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)) : Number.NaN;
    const half = n > 1 ? (jstat_1.jStat.studentt.inv(0.975, n - 1) * sd) / Math.sqrt(n) : Number.NaN;
    return { n, mean, sd, low: mean - half, high: mean + half };
}
/** Summary of the differences a − b of values that belong together (the same seed). @throws RangeError for lists of different length */
function summarizePaired(a, b) {
    if (a.length !== b.length)
        throw new RangeError(`Paired values come in equal numbers, got ${a.length} and ${b.length}.`);
    return summarize(a.map((value, i) => value - b[i]));
}
/** The middle value, or the mean of the two in the middle. @param values at least one */
const median = (values) => jstat_1.jStat.median([...values]);
exports.median = median;
//# sourceMappingURL=summary.js.map