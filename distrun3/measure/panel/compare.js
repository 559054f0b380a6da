"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.compareRuns = compareRuns;
const summary_1 = require("../../stats/summary");
/** @throws RangeError for no runs, or runs that differ in more than batch and seed, which a comparison of batches would be blamed for */
function compareRuns(measured) {
    const [first] = measured;
    if (!first)
        throw new RangeError("A comparison needs at least one run.");
    for (const { run } of measured) {
        const other = differing(first.run, run);
        if (other.length > 0)
            throw new RangeError(`The runs differ in ${other.join(", ")}; to compare batches they may differ in batch and seed alone.`);
    }
    const sizes = [...new Set(measured.map(({ run }) => run.batch))].sort((a, b) => a - b);
    const valuesOf = (batch) => measured.filter(({ run }) => run.batch === batch);
    const batches = sizes.map((batch) => ({ batch, summary: (0, summary_1.summarize)(valuesOf(batch).map(({ value }) => value)) }));
    const [small, large] = [sizes[0], sizes.at(-1)];
    const ratios = valuesOf(large).flatMap(({ run: { seed }, value }) => {
        const partner = valuesOf(small).find(({ run }) => run.seed === seed);
        return partner ? [Math.log(value / partner.value)] : [];
    });
    if (small === large || ratios.length === 0 || !ratios.every(Number.isFinite))
        return { batches, ratio: null };
    const { mean, low, high, n } = (0, summary_1.summarize)(ratios);
    return { batches, ratio: { factor: Math.exp(mean), low: Math.exp(low), high: Math.exp(high), seeds: n } };
}
/** Settings other than batch and seed in which two runs differ. */
function differing(a, b) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.filter((key) => key !== "batch" && key !== "seed" && a[key] !== b[key]);
}
//# sourceMappingURL=compare.js.map