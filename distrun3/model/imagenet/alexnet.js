"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.alexNet = alexNet;
const parts_1 = require("./parts");
const response_norm_1 = require("./response-norm");
/** Overlapping pooling: 3 × 3 windows, two pixels apart (section 3.4). */
const pool = (x) => (0, parts_1.maxPool)(x, 3, 2, "valid");
/** @returns the network with zero kernels; dispose of it */
function alexNet() {
    const input = (0, parts_1.images)(227);
    const towers = [input, input]
        .map((x) => pool((0, response_norm_1.responseNorm)((0, parts_1.convolution)(x, 48, 11, { stride: 4, padding: "valid" }))))
        .map((x) => pool((0, response_norm_1.responseNorm)((0, parts_1.convolution)(x, 128, 5))));
    const both = (0, parts_1.concatenate)(towers);
    const tops = [both, both]
        .map((x) => (0, parts_1.convolution)(x, 192, 3))
        .map((x) => (0, parts_1.convolution)(x, 192, 3))
        .map((x) => pool((0, parts_1.convolution)(x, 128, 3)));
    let x = (0, parts_1.flatten)((0, parts_1.concatenate)(tops));
    for (const units of [4096, 4096])
        x = (0, parts_1.dropout)((0, parts_1.dense)(x, units, "relu"), 0.5);
    return (0, parts_1.model)(input, (0, parts_1.dense)(x, 1000, "softmax"), "AlexNet");
}
//# sourceMappingURL=alexnet.js.map