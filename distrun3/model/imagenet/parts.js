"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.model = exports.concatenate = exports.dropout = exports.flatten = exports.averagePool = exports.maxPool = exports.dense = exports.images = void 0;
exports.convolution = convolution;
/** Parts that the ImageNet networks share, from TensorFlow.js's own layers. All kernels start at zero, which is quick: counting needs no values, and `randomize` draws some. */
const tf_1 = require("../../backend/tf");
const zeros = { kernelInitializer: "zeros", biasInitializer: "zeros" };
/** The colour images of `size` × `size` pixels that a network takes. */
const images = (size) => tf_1.tf.input({ shape: [size, size, 3] });
exports.images = images;
/** `filters` filters of `size` × `size`. */
function convolution(x, filters, size, options = {}) {
    const { stride = 1, padding = "same", bias = true, relu = true } = options;
    const layer = tf_1.tf.layers.conv2d({
        filters,
        kernelSize: size,
        strides: stride,
        padding,
        useBias: bias,
        ...(relu ? { activation: "relu" } : {}),
        ...zeros,
    });
    return layer.apply(x);
}
/** A fully connected layer. */
const dense = (x, units, activation) => tf_1.tf.layers.dense({ units, activation, ...zeros }).apply(x);
exports.dense = dense;
/** Max pooling. `same` gives ⌈input / stride⌉ pixels a side. */
const maxPool = (x, size, stride, padding = "same") => tf_1.tf.layers.maxPooling2d({ poolSize: size, strides: stride, padding }).apply(x);
exports.maxPool = maxPool;
/** The mean of each channel over the whole image. */
const averagePool = (x) => tf_1.tf.layers.globalAveragePooling2d({}).apply(x);
exports.averagePool = averagePool;
const flatten = (x) => tf_1.tf.layers.flatten().apply(x);
exports.flatten = flatten;
/** Works in training only. */
const dropout = (x, rate) => tf_1.tf.layers.dropout({ rate }).apply(x);
exports.dropout = dropout;
/** The channels of all parts, one after the other. */
const concatenate = (parts) => tf_1.tf.layers.concatenate().apply(parts);
exports.concatenate = concatenate;
/** The network from its images to its 1,000 class scores. */
const model = (inputs, outputs, name) => tf_1.tf.model({ inputs, outputs, name });
exports.model = model;
//# sourceMappingURL=parts.js.map