"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.outcome = exports.REACH = void 0;
exports.rise = rise;
exports.flatAndSharp = flatAndSharp;
const summary_1 = require("../stats/summary");
/** How far from an end the rise is measured, in α. */
exports.REACH = 0.25;
/**
 * Mean rise of the training loss (nats) at REACH to both sides of an end.
 * @param end 0 for the first end of the path, 1 for the second
 * @throws RangeError when the path lacks one of the three points
 */
function rise(path, end) {
    const at = (alpha) => {
        const point = path.find((candidate) => Math.abs(candidate.alpha - alpha) < 1e-9);
        if (!point)
            throw new RangeError(`The path has no point at α = ${alpha}.`);
        return point.train.loss;
    };
    return (at(end - exports.REACH) + at(end + exports.REACH)) / 2 - at(end);
}
/** `holds` when the 95 % interval lies above 0, `reversed` when below, else `not decided`. */
const outcome = ({ low, high }) => (low > 0 ? "holds" : high < 0 ? "reversed" : "not decided");
exports.outcome = outcome;
/**
 * @param paths one path a pair, from small to large
 * @returns a row a seed (rises in nats, accuracies in percent), and the verdict as Markdown
 */
function flatAndSharp(pairs, paths) {
    const rows = pairs.map(({ seed, small, large }, i) => {
        const path = paths[i];
        return {
            seed,
            "rise at the small-batch end": rise(path, 0),
            "rise at the large-batch end": rise(path, 1),
            "test %, small batch": 100 * small.test.accuracy,
            "test %, large batch": 100 * large.test.accuracy,
        };
    });
    const column = (name) => rows.map((row) => row[name]);
    const gap = (0, summary_1.summarizePaired)(column("test %, small batch"), column("test %, large batch"));
    // Rises span orders of magnitude: their ratio is summarized on the logarithmic scale.
    const ratios = rows.map((row) => Math.log(row["rise at the large-batch end"] / row["rise at the small-batch end"]));
    const steeper = (0, summary_1.summarize)(ratios);
    const verdict = [
        "| claim | this notebook | outcome |",
        "|---|---|---|",
        `| the small batch generalizes better | test accuracy higher by ${points(gap.mean)} percentage points [${points(gap.low)}, ${points(gap.high)}] | **${(0, exports.outcome)(gap)}** |`,
        `| the large-batch minimum is the steeper one | rise at α ± ${exports.REACH} larger by a factor of ${factor(steeper.mean)} [${factor(steeper.low)}, ${factor(steeper.high)}] | **${(0, exports.outcome)(steeper)}** |`,
        "",
        `${pairs.length} seeds, paired; means with 95 % intervals (Student's t; the factor on the logarithmic scale). Where an interval contains 0 (for the factor: 1), these runs do not decide. The intervals are over seeds: data, test images and network are fixed.`,
    ].join("\n");
    return { rows, gap, steeper, verdict };
}
const points = (value) => (Number.isFinite(value) ? value.toFixed(2).replace("-", "−") : "–");
const factor = (log) => (Number.isFinite(log) ? Number(Math.exp(log).toPrecision(3)).toString() : "–");
//# sourceMappingURL=flat-and-sharp.js.map