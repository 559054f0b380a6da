"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.googLeNet = googLeNet;
const parts_1 = require("./parts");
const response_norm_1 = require("./response-norm");
/** Table 1, rows 3a … 5b; pooling stands between the groups. */
const GROUPS = [
    [
        { one: 64, three: [96, 128], five: [16, 32], pool: 32 },
        { one: 128, three: [128, 192], five: [32, 96], pool: 64 },
    ],
    [
        { one: 192, three: [96, 208], five: [16, 48], pool: 64 },
        { one: 160, three: [112, 224], five: [24, 64], pool: 64 },
        { one: 128, three: [128, 256], five: [24, 64], pool: 64 },
        { one: 112, three: [144, 288], five: [32, 64], pool: 64 },
        { one: 256, three: [160, 320], five: [32, 128], pool: 128 },
    ],
    [
        { one: 256, three: [160, 320], five: [32, 128], pool: 128 },
        { one: 384, three: [192, 384], five: [48, 128], pool: 128 },
    ],
];
/** Four branches on the same input, side by side. */
const inception = (x, { one, three, five, pool }) => (0, parts_1.concatenate)([
    (0, parts_1.convolution)(x, one, 1),
    (0, parts_1.convolution)((0, parts_1.convolution)(x, three[0], 1), three[1], 3),
    (0, parts_1.convolution)((0, parts_1.convolution)(x, five[0], 1), five[1], 5),
    (0, parts_1.convolution)((0, parts_1.maxPool)(x, 3, 1), pool, 1),
]);
/** @returns the network with zero kernels; dispose of it */
function googLeNet() {
    const input = (0, parts_1.images)(224);
    let x = (0, response_norm_1.responseNorm)((0, parts_1.maxPool)((0, parts_1.convolution)(input, 64, 7, { stride: 2 }), 3, 2));
    x = (0, response_norm_1.responseNorm)((0, parts_1.convolution)((0, parts_1.convolution)(x, 64, 1), 192, 3));
    for (const group of GROUPS)
        x = group.reduce(inception, (0, parts_1.maxPool)(x, 3, 2));
    return (0, parts_1.model)(input, (0, parts_1.dense)((0, parts_1.dropout)((0, parts_1.averagePool)(x), 0.4), 1000, "softmax"), "GoogLeNet");
}
//# sourceMappingURL=googlenet.js.map