"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.measureOwnRate = measureOwnRate;
/** What this machine attains: operations a second of a matrix product, and of a convolution forward and back. Timed, seeded, medians. */
const stateless_1 = require("../../backend/stateless");
const tf_1 = require("../../backend/tf");
const random_1 = require("../../random");
const training_days_1 = require("./training-days");
/** Measures on the backend in use. Frees its tensors. */
function measureOwnRate(options = {}) {
    const { seed = 1, rounds = 7, size = 1024, batch = 8, side = 56, channels = 64, now = () => performance.now() } = options;
    const draw = (shape, name) => {
        const rng = (0, random_1.random)(seed).split(name);
        return tf_1.tf.tidy(() => (0, stateless_1.uniform)(shape, tf_1.tf.tensor1d([rng.bits() | 0, 0], "int32")).sub(0.5));
    };
    const timed = (operations, tensors, work) => {
        try {
            return rateOf(operations, rounds, now, () => tf_1.tf.tidy(() => work().forEach(waitFor)));
        }
        finally {
            tf_1.tf.dispose(tensors);
        }
    };
    const [a, b] = [draw([size, size], "a"), draw([size, size], "b")];
    const product = timed(2 * size ** 3, [a, b], () => [tf_1.tf.matMul(a, b)]);
    const image = [batch, side, side, channels];
    const [x, kernel, dy] = [draw(image, "images"), draw([3, 3, channels, channels], "kernel"), draw(image, "gradient")];
    const convolve = tf_1.tf.grads((input, filter) => tf_1.tf.conv2d(input, filter, 1, "same"));
    const multiplyAdds = 9 * channels ** 2 * side ** 2 * batch;
    const convolution = timed(2 * training_days_1.PASSES * multiplyAdds, [x, kernel, dy], () => convolve([x, kernel], dy));
    return { product, convolution };
}
/** Reads one value, so that a device that works while the program goes on has to be waited for. */
const waitFor = (tensor) => {
    tensor.flatten().slice(0, 1).dataSync();
};
function rateOf(operations, rounds, now, work) {
    work();
    const rates = Array.from({ length: rounds }, () => {
        const start = now();
        work();
        return operations / ((now() - start) / 1000);
    }).sort((left, right) => left - right);
    const middle = Math.floor(rounds / 2);
    const median = rounds % 2 === 1 ? rates[middle] : (rates[middle - 1] + rates[middle]) / 2;
    return { median: median, slowest: rates[0], quickest: rates[rounds - 1], rounds };
}
//# sourceMappingURL=own-rate.js.map