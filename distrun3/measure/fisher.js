"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.gradientSpread = gradientSpread;
exports.sampledGradientSpread = sampledGradientSpread;
const signal_1 = require("../signal");
const summary_1 = require("../stats/summary");
/**
 * From all examples.
 * @param meanSquared mean ‖gᵢ‖² over the examples: `gradientNormAt` of a network's loss in chunks of one example
 * @param gradientSquared ‖ḡ‖² at the same point
 * @throws RangeError for numbers below 0 or not finite, and where ‖ḡ‖² is above mean ‖gᵢ‖², which no data can do
 */
function gradientSpread(meanSquared, gradientSquared) {
    for (const [name, value] of Object.entries({ "mean ‖gᵢ‖²": meanSquared, "‖ḡ‖²": gradientSquared })) {
        if (!(value >= 0 && Number.isFinite(value)))
            throw new RangeError(`${name} must be a number of 0 or more, got ${value}.`);
    }
    // The two come from sums of their own: at equal gradients they differ by float32 rounding.
    if (gradientSquared > meanSquared * (1 + 1e-4))
        throw new RangeError(`‖ḡ‖² = ${gradientSquared} is above mean ‖gᵢ‖² = ${meanSquared}: the two are not of the same point and data.`);
    return spread(Math.max(meanSquared, gradientSquared), gradientSquared);
}
function spread(meanSquared, gradientSquared) {
    const covarianceTrace = meanSquared - gradientSquared;
    return {
        fisherTrace: meanSquared,
        covarianceTrace,
        gradientSquared,
        noiseScale: gradientSquared > 0 ? covarianceTrace / gradientSquared : null,
    };
}
/**
 * From a random sample of the examples and the gradient of all.
 * @param squaredAt ‖gᵢ‖² of example i
 * @throws RangeError for a sample of fewer than 2 examples or of more than there are, and for a length that is no number
 */
async function sampledGradientSpread(squaredAt, { examples, sample, gradientSquared, random, onExample, signal = (0, signal_1.defaultSignal)() }) {
    if (!Number.isInteger(sample) || sample < 2 || sample > examples)
        throw new RangeError(`The sample must have from 2 to all ${examples} examples, got ${sample}.`);
    if (!(gradientSquared >= 0 && Number.isFinite(gradientSquared)))
        throw new RangeError(`‖ḡ‖² must be a number of 0 or more, got ${gradientSquared}.`);
    const values = [];
    for (const example of random.permutation(examples).subarray(0, sample)) {
        await new Promise(setImmediate);
        signal?.throwIfAborted();
        const squared = await squaredAt(example);
        if (!(squared >= 0 && Number.isFinite(squared)))
            throw new RangeError(`The squared gradient of example ${example} is ${squared}; it must be a number of 0 or more.`);
        values.push(squared);
        onExample?.(values.length, sample);
    }
    const { mean, sd } = (0, summary_1.summarize)(values);
    const standardError = (sd / Math.sqrt(sample)) * Math.sqrt(1 - sample / examples);
    return { ...spread(mean, gradientSquared), standardError, sample, examples };
}
//# sourceMappingURL=fisher.js.map