"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.batchNorm = exports.BATCH_NORM_EPSILON = void 0;
/** Batch normalization (Ioffe and Szegedy, 2015), its gradient written out once, so that a step has few operations. */
const tf_1 = require("../backend/tf");
/** Added to the variance; Keras's default. */
exports.BATCH_NORM_EPSILON = 1e-3;
/**
 * Normalises each channel (the last axis) over all others, then scales and shifts: γ · (x − μ) / √(σ² + ε) + β.
 * Weights: gamma, beta. Statistics: running mean and (biased) variance, moved by the training step, never here.
 */
const batchNorm = () => ({
    kind: "batchNorm",
    output: (input) => input,
    weights: (input) => [channelWeight("gamma", input, 1), channelWeight("beta", input, 0)],
    statistics: (input) => [channelWeight("mean", input, 0), channelWeight("variance", input, 1)],
    apply: (x, [gamma, beta], [mean, variance], mode) => {
        if (mode.normalise === "running") {
            const scale = tf_1.tf.mul(gamma, tf_1.tf.rsqrt(tf_1.tf.add(variance, exports.BATCH_NORM_EPSILON)));
            // One pass over x less than (x − mean) · scale + beta, and a product before it can take both in.
            const shift = tf_1.tf.sub(beta, tf_1.tf.mul(mean, scale));
            return { y: tf_1.tf.add(tf_1.tf.mul(x, scale), shift), seen: [] };
        }
        const moments = tf_1.tf.moments(x, axesOf(x));
        return { y: normalise(x, gamma, beta, moments.mean, moments.variance), seen: [moments.mean, moments.variance] };
    },
});
exports.batchNorm = batchNorm;
const axesOf = (x) => Array.from({ length: x.rank - 1 }, (_, axis) => axis);
const channelWeight = (name, input, value) => ({
    name,
    shape: [input[input.length - 1]],
    start: { kind: "constant", value },
});
/**
 * Mean and variance are x's own, so their part is inside the gradient with respect to x:
 * dx = γ/√(σ²+ε) · (dy − mean(dy) − x̂ · mean(dy · x̂)).
 */
function normalise(x, gamma, beta, mean, variance) {
    const apply = tf_1.tf.customGrad((...inputs) => {
        const [x, gamma, beta, save] = inputs;
        const inverse = tf_1.tf.rsqrt(tf_1.tf.add(variance, exports.BATCH_NORM_EPSILON));
        const standard = tf_1.tf.mul(tf_1.tf.sub(x, mean), inverse);
        save([standard, inverse, gamma]);
        const gradFunc = (dy, saved) => {
            const [standard, inverse, gamma] = saved;
            const dBeta = tf_1.tf.sum(dy, axesOf(x));
            const dGamma = tf_1.tf.sum(tf_1.tf.mul(dy, standard), axesOf(x));
            const count = x.size / dBeta.size;
            const centred = tf_1.tf.sub(tf_1.tf.sub(dy, tf_1.tf.div(dBeta, count)), tf_1.tf.mul(standard, tf_1.tf.div(dGamma, count)));
            return [tf_1.tf.mul(centred, tf_1.tf.mul(gamma, inverse)), dGamma, dBeta];
        };
        return { value: tf_1.tf.add(tf_1.tf.mul(standard, gamma), beta), gradFunc };
    });
    return apply(x, gamma, beta);
}
//# sourceMappingURL=batch-norm.js.map