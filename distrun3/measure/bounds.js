"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.margins = margins;
exports.logSpectralMargin = logSpectralMargin;
exports.pathNorm = pathNorm;
/** Margins, and the norm-based measures of complexity that are set against them, up to constants: spectral norms over margin, and the path norm. */
const checks_1 = require("./checks");
/**
 * Output margins: the logit of the label less the largest other logit. In units of logits, so they grow with the scale of the last layer.
 * @param logits `[examples, classes]`, row by row
 * @param labels one an example, from 0 to classes − 1
 * @throws RangeError for no examples, one class, sizes that do not fit, an unknown label, or logits that are no finite numbers
 */
function margins(logits, labels, classes) {
    (0, checks_1.expectCount)("The number of examples", labels.length);
    (0, checks_1.expectCount)("The number of classes", classes, 2);
    if (logits.length !== labels.length * classes)
        throw new RangeError(`${labels.length} examples of ${classes} classes have ${labels.length * classes} logits, got ${logits.length}.`);
    const values = Array.from({ length: labels.length }, (_, i) => marginOf(logits, i * classes, labels[i], classes)).sort((a, b) => a - b);
    const n = values.length;
    return {
        percentile10: values[Math.ceil(n / 10) - 1],
        min: values[0],
        median: (values[Math.floor((n - 1) / 2)] + values[Math.floor(n / 2)]) / 2,
        mean: values.reduce((sum, value) => sum + value, 0) / n,
        wrong: values.filter((value) => value <= 0).length / n,
        examples: n,
    };
}
function marginOf(logits, at, label, classes) {
    if (!Number.isInteger(label) || label < 0 || label >= classes)
        throw new RangeError(`Labels must be integers from 0 to ${classes - 1}, got ${label}.`);
    let other = Number.NEGATIVE_INFINITY;
    for (let j = 0; j < classes; j++) {
        const logit = logits[at + j];
        if (!Number.isFinite(logit))
            throw new RangeError(`Logits must be finite numbers, got ${logit}.`);
        if (j !== label)
            other = Math.max(other, logit);
    }
    return logits[at + label] - other;
}
/**
 * Natural logarithm of √( ∏ ‖Wᵢ‖₂² · Σ ‖Wⱼ‖²_F / ‖Wⱼ‖₂² / (γ² m) ): the part of the bound of Neyshabur, Bhojanapalli and Srebro (ICLR 2018, Theorem 1) that depends on the weights, as Jiang et al. (2020)
 * compare networks by it ("spectral-orig", with `start` "spectral-init"); Bartlett, Foster and Telgarsky (2017) has another norm in the sum. Constants, the size of the inputs, depth, width and logarithms are
 * left out: it ranks networks of one shape on one data set and bounds nothing. For networks with batch norm the kernels say little: fold batch norm in first.
 * @throws RangeError for a margin of 0 or below (then the measure is not defined), a kernel that is 0, or `start` with norms that know none
 */
function logSpectralMargin(norms, { margin, examples, from = "origin" }) {
    (0, checks_1.expectPositive)("The margin", margin, "The measure is defined for networks that classify at least that share of the examples right.");
    (0, checks_1.expectCount)("The number of examples", examples);
    if (norms.logSpectralProduct === null)
        throw new RangeError("A kernel is 0: its spectral norm must be above 0.");
    let sum = 0;
    for (const { kernel } of norms.layers) {
        if (!kernel)
            continue;
        const size = from === "origin" ? kernel.frobenius : kernel.distance;
        if (size === null)
            throw new RangeError("These norms know no distance from the start: measure them with `start`.");
        sum += (size / kernel.spectral) ** 2;
    }
    return norms.logSpectralProduct + Math.log(sum) / 2 - Math.log(margin) - Math.log(examples) / 2;
}
/**
 * Path norm: √ of the sum of the outputs that the network with squared weights gives to an input of ones, which is the sum over all paths of the product of their squared weights, biases being paths, too
 * (Neyshabur, Tomioka and Srebro, 2015; as in Jiang et al., 2020). It does not change under rescaling T_α. One forward pass. For networks of dense, convolution, ReLU, max-pooling and flatten layers; batch norm
 * subtracts a mean, so that outputs are no sums of paths any more.
 * @param outputs the network's logits for an input of ones at given weights
 * @throws RangeError when the sum is no finite number or below 0
 */
async function pathNorm(outputs, w) {
    const answer = await outputs(Float64Array.from(w, (value) => value * value));
    let sum = 0;
    for (let i = 0; i < answer.length; i++)
        sum += answer[i];
    if (!(sum >= 0 && Number.isFinite(sum)))
        throw new RangeError(`The outputs for squared weights add up to ${sum}, expected a number of 0 or more.`);
    return Math.sqrt(sum);
}
//# sourceMappingURL=bounds.js.map