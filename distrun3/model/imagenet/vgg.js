"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.vgg16 = vgg16;
const parts_1 = require("./parts");
/** Filters of each convolution, a list a block; a block ends with pooling. */
const BLOCKS = [[64, 64], [128, 128], [256, 256, 256], [512, 512, 512], [512, 512, 512]]; // biome-ignore format: a table
/** @returns the network with zero kernels; dispose of it */
function vgg16() {
    const input = (0, parts_1.images)(224);
    let x = input;
    for (const block of BLOCKS) {
        for (const filters of block)
            x = (0, parts_1.convolution)(x, filters, 3);
        x = (0, parts_1.maxPool)(x, 2, 2);
    }
    x = (0, parts_1.flatten)(x);
    for (const units of [4096, 4096])
        x = (0, parts_1.dropout)((0, parts_1.dense)(x, units, "relu"), 0.5);
    return (0, parts_1.model)(input, (0, parts_1.dense)(x, 1000, "softmax"), "VGG-16");
}
//# sourceMappingURL=vgg.js.map