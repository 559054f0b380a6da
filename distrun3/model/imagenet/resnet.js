"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.resNet = resNet;
/**
 * ResNet-50 and ResNet-152 (He, Zhang, Ren and Sun, 2015, Table 1): bottleneck blocks of three convolutions around which a shortcut leads.
 *
 * As in the paper the first 1 × 1 convolution of a block halves the image; many libraries let the 3 × 3 one do it, which costs more operations and has the same weights.
 * Convolutions have no biases, since batch norm follows each.
 */
const tf_1 = require("../../backend/tf");
const parts_1 = require("./parts");
/** Blocks of conv2_x … conv5_x; the n-th stage has 64 · 2ⁿ filters inside a block and four times as many at its end. */
const STAGES = { 50: [3, 4, 6, 3], 152: [3, 8, 36, 3] };
const relu = (x) => tf_1.tf.layers.reLU().apply(x);
/** Convolution and batch norm. */
function normalised(x, filters, size, stride = 1) {
    const y = (0, parts_1.convolution)(x, filters, size, { stride, bias: false, relu: false });
    return tf_1.tf.layers.batchNormalization({ epsilon: 1e-5, momentum: 0.9 }).apply(y);
}
/** Figure 5, right. Where the shape changes, the shortcut is a 1 × 1 convolution (option B of section 3.3). */
function bottleneck(x, filters, stride, project) {
    let y = relu(normalised(x, filters, 1, stride));
    y = normalised(relu(normalised(y, filters, 3)), 4 * filters, 1);
    const shortcut = project ? normalised(x, 4 * filters, 1, stride) : x;
    return relu(tf_1.tf.layers.add().apply([y, shortcut]));
}
/** @returns the network with zero kernels; dispose of it */
function resNet(depth) {
    const input = (0, parts_1.images)(224);
    let x = (0, parts_1.maxPool)(relu(normalised(input, 64, 7, 2)), 3, 2);
    STAGES[depth].forEach((blocks, stage) => {
        for (let block = 0; block < blocks; block++) {
            x = bottleneck(x, 64 * 2 ** stage, stage > 0 && block === 0 ? 2 : 1, block === 0);
        }
    });
    return (0, parts_1.model)(input, (0, parts_1.dense)((0, parts_1.averagePool)(x), 1000, "softmax"), `ResNet-${depth}`);
}
//# sourceMappingURL=resnet.js.map