"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.riseAlong = riseAlong;
exports.meanOf = meanOf;
/** The mean rise of a loss over random perturbations: what average-case sharpness, filter-normalised perturbations and PAC-Bayes flatness share. */
const summary_1 = require("../stats/summary");
/**
 * (L(w + factor e) + L(w − factor e)) / 2 − L(w). Both signs of a symmetric law are equally likely, so the mean is the same, and the gradient's part, which is noise, cancels.
 * Two evaluations.
 */
async function riseAlong(f, w, loss, e, factor = 1) {
    const side = (by) => f.lossAt(w.map((value, i) => value + by * e[i]));
    return ((await side(factor)) + (await side(-factor))) / 2 - loss;
}
/** @throws RangeError when a rise is no finite number */
function meanOf(rises) {
    if (!rises.every(Number.isFinite))
        throw new RangeError("The loss at a perturbed point is no finite number: choose smaller perturbations.");
    const { n, mean, sd } = (0, summary_1.summarize)(rises);
    return { rise: mean, standardError: sd / Math.sqrt(n) };
}
//# sourceMappingURL=rise.js.map