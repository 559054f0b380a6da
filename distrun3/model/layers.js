"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.dropout = exports.flatten = exports.relu = exports.maxPool = exports.conv = exports.dense = void 0;
/** The layers of the networks here: dense, convolution, pooling, ReLU, flatten, dropout. Batch norm has a file of its own. */
const tf_1 = require("../backend/tf");
const errors_1 = require("../errors");
const layer_1 = require("./layer");
const same = (input) => input;
/** Fully connected: x·W + b, on flat examples. W is `[inputs, units]`. */
const dense = (units) => ({
    kind: "dense",
    output: (input) => {
        if (input.length !== 1)
            throw new errors_1.UserError(`A dense layer takes flat examples, got the shape [${input}]; put flatten() before it.`);
        return [units];
    },
    weights: ([inputs = 0]) => [
        { name: "kernel", shape: [inputs, units], start: { kind: "glorot", fanIn: inputs, fanOut: units } },
        { name: "bias", shape: [units], start: { kind: "constant", value: 0 } },
    ],
    statistics: () => [],
    apply: (x, [kernel, bias]) => ({ y: tf_1.tf.add(tf_1.tf.matMul(x, kernel), bias), seen: [] }),
});
exports.dense = dense;
/** Convolution, stride 1, zero padding that keeps height and width. The kernel is `[size, size, channels, filters]`. */
const conv = (size, filters) => ({
    kind: "conv",
    output: (input) => {
        const [height, width] = image(input, "A convolution");
        return [height, width, filters];
    },
    weights: ([, , channels = 0]) => [
        {
            name: "kernel",
            shape: [size, size, channels, filters],
            start: { kind: "glorot", fanIn: size * size * channels, fanOut: size * size * filters },
        },
        { name: "bias", shape: [filters], start: { kind: "constant", value: 0 } },
    ],
    statistics: () => [],
    apply: (x, [kernel, bias]) => ({
        y: tf_1.tf.add(tf_1.tf.conv2d(x, kernel, 1, "same"), bias),
        seen: [],
    }),
});
exports.conv = conv;
/** Max pooling over size × size, zero padding ("same"): the output is ⌈input / stride⌉. */
const maxPool = (size, stride) => (0, layer_1.plain)("maxPool", (input) => {
    const [height, width, channels] = image(input, "Max pooling");
    return [Math.ceil(height / stride), Math.ceil(width / stride), channels];
}, (x) => tf_1.tf.maxPool(x, size, stride, "same"));
exports.maxPool = maxPool;
const relu = () => (0, layer_1.plain)("relu", same, (x) => tf_1.tf.relu(x));
exports.relu = relu;
const flatten = () => (0, layer_1.plain)("flatten", (input) => [input.reduce((a, b) => a * b, 1)], (x) => (x.rank === 2 ? x : tf_1.tf.reshape(x, [x.shape[0], -1])));
exports.flatten = flatten;
/** Inverted dropout (Srivastava et al., 2014): each value is zeroed with probability `rate`, the others divided by 1 − rate. */
const dropout = (rate) => (0, layer_1.plain)("dropout", same, (x, mode, layerIndex) => {
    if (!mode.dropout)
        return x;
    const kept = tf_1.tf.greaterEqual(mode.dropout(x.shape, layerIndex), rate);
    return tf_1.tf.mul(x, tf_1.tf.mul(tf_1.tf.cast(kept, "float32"), 1 / (1 - rate)));
});
exports.dropout = dropout;
function image(input, who) {
    if (input.length === 3)
        return input;
    throw new errors_1.UserError(`${who} takes images [height, width, channels], got examples of shape [${input}].`);
}
//# sourceMappingURL=layers.js.map