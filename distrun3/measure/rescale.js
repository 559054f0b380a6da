"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.rescalings = rescalings;
exports.rescale = rescale;
/** Rescalings that change the weights and not the predictions: T_α of Dinh et al. (ICML 2017) and its twin for kernels before batch norm. A control for every measure. */
const batch_norm_1 = require("../model/batch-norm");
const checks_1 = require("./checks");
const parts_1 = require("./parts");
/** Layers through which a factor above 0 passes: f(αx) = α f(x). Dropout is off in predictions. */
const HOMOGENEOUS = ["relu", "maxPool", "flatten", "dropout"];
const WITH_KERNEL = ["dense", "conv"];
/** What can be done at each layer with a kernel, in order. */
function rescalings(kinds) {
    const result = [];
    for (const [layer, kind] of kinds.entries()) {
        if (!WITH_KERNEL.includes(kind))
            continue;
        const next = kinds.findIndex((other, i) => i > layer && !HOMOGENEOUS.includes(other));
        const found = kinds[next];
        if (found === undefined)
            result.push({ layer, kind: "none", reason: "no layer with weights comes after it" });
        else if (WITH_KERNEL.includes(found))
            result.push({ layer, kind: "kernels", next });
        else if (found === "batchNorm")
            result.push({ layer, kind: "batchNorm", next });
        else
            result.push({
                layer,
                kind: "none",
                reason: `layer ${next} after it is "${found}", through which a factor does not pass (it passes ${HOMOGENEOUS.join(", ")})`,
            });
    }
    return result;
}
/**
 * The same function at other weights, α > 0.
 *
 * `kernels`, where the next weights are another kernel's and only ReLU, max pooling, flatten and dropout lie between: (W₁, b₁, W₂) → (αW₁, αb₁, α⁻¹W₂). Where α is a power of two predictions in float32 stay bit for
 * bit, barring overflow and underflow. The Hessian's block of W₁ is multiplied by α⁻², that of W₂ by α².
 *
 * `batchNorm`, where batch norm comes next: (W₁, b₁) → (αW₁, αb₁), running mean × α and variance × α². Batch norm divides α out again up to its ε, which does not grow along: its scale changes by √((σ² + ε)/(σ² + ε/α²))
 * (`residual`, with running statistics; with those of a batch alike).
 * @param point weights as one flat vector, and running statistics (empty without batch norm); both are left as they are
 * @param layer index of a layer with a kernel, as in the weights' names
 * @throws RangeError for α ≤ 0, a layer where it cannot be done, or kinds, weights or statistics of another network
 */
function rescale(point, layer, alpha, { weights: specs, statistics: statisticSpecs = [], kinds }) {
    (0, checks_1.expectPositive)("alpha", alpha);
    expectKinds(kinds, specs);
    const options = rescalings(kinds);
    const chosen = options.find((option) => option.layer === layer);
    if (!chosen)
        throw new RangeError(`Layer ${layer} has no kernel. Choose one of ${options.map((option) => option.layer).join(", ")}.`);
    if (chosen.kind === "none")
        throw new RangeError(`Layer ${layer} cannot be rescaled: ${chosen.reason}.`);
    const weights = point.weights.slice();
    const statistics = (point.statistics ?? new Float32Array()).slice();
    const weightParts = (0, parts_1.partsOf)(weights, specs);
    const statisticParts = (0, parts_1.partsOf)(statistics, statisticSpecs);
    const multiply = (vector, parts, name, by) => {
        const part = parts.find((each) => each.name === name);
        if (part)
            for (let i = part.offset; i < part.offset + part.size; i++)
                vector[i] = vector[i] * by;
    };
    multiply(weights, weightParts, `${layer}/kernel`, alpha);
    multiply(weights, weightParts, `${layer}/bias`, alpha);
    if (chosen.kind === "kernels")
        multiply(weights, weightParts, `${chosen.next}/kernel`, 1 / alpha);
    let residual = 0;
    if (chosen.kind === "batchNorm") {
        const variance = statisticParts.find(({ name }) => name === `${chosen.next}/variance`);
        if (!variance)
            throw new RangeError(`Batch norm at layer ${chosen.next} has no running statistics here: give \`statistics\`.`);
        for (const before of statistics.subarray(variance.offset, variance.offset + variance.size))
            residual = Math.max(residual, Math.abs(Math.sqrt((before + batch_norm_1.BATCH_NORM_EPSILON) / (before + batch_norm_1.BATCH_NORM_EPSILON / alpha ** 2)) - 1));
        multiply(statistics, statisticParts, `${chosen.next}/mean`, alpha);
        multiply(statistics, statisticParts, variance.name, alpha ** 2);
    }
    return { weights, statistics, ...chosen, alpha, residual };
}
/** Kinds and weights must agree on which layers have a kernel. */
function expectKinds(kinds, specs) {
    const said = kinds.flatMap((kind, i) => (WITH_KERNEL.includes(kind) ? [i] : [])).join(", ");
    const there = specs.flatMap(({ name }) => (name.endsWith("/kernel") ? [name.split("/")[0]] : [])).join(", ");
    if (said !== there)
        throw new RangeError(`The kinds are of another network: they have kernels at layers ${said}, the weights at ${there}.`);
}
//# sourceMappingURL=rescale.js.map