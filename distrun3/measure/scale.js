"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.SCALES = void 0;
exports.scaleOf = scaleOf;
/** T_w: the diagonal by which adaptive measures stretch a perturbation, so that it grows with the weights when they are rescaled (Kwon et al., ICML 2021, §3). */
const parts_1 = require("./parts");
/**
 * The diagonal of T_w. `none`: ones. `weight`: |wᵢ|. `filter`: the length of the filter that wᵢ belongs to, and |wᵢ| for biases, γ and β.
 * In a dense kernel a filter is what enters one unit; the paper defines filters of convolutions only.
 */
exports.SCALES = ["none", "weight", "filter"];
/**
 * The diagonal of T_w, as long as `w`. A weight of exactly 0 (η = 0) cannot be perturbed: the adaptive ball is flat there.
 * @throws RangeError for an unknown scale, η < 0, all entries 0, or `filter` without shapes or with those of another network
 */
function scaleOf(w, { scale = "none", eta = 0, weights }) {
    if (!exports.SCALES.includes(scale))
        throw new RangeError(`Unknown scale "${scale}". Expected one of ${exports.SCALES.join(", ")}.`);
    if (!(eta >= 0 && Number.isFinite(eta)))
        throw new RangeError(`eta must be a number of 0 or more, got ${eta}.`);
    if (scale === "none")
        return new Float64Array(w.length).fill(1);
    const diagonal = w.map((value) => Math.abs(value));
    if (scale === "filter") {
        if (!weights)
            throw new RangeError('The scale "filter" needs the shapes of the weights: give `weights`, as in Network.weights.');
        for (const part of (0, parts_1.partsOf)(w, weights).filter(({ isKernel }) => isKernel)) {
            const norms = (0, parts_1.filterNorms)(w, part);
            for (let i = 0; i < part.size; i++)
                diagonal[part.offset + i] = norms[i % norms.length];
        }
    }
    const result = eta === 0 ? diagonal : diagonal.map((value) => value + eta);
    if (!result.some((value) => value > 0))
        throw new RangeError("All weights are 0: an adaptive measure has no scale there.");
    return result;
}
//# sourceMappingURL=scale.js.map