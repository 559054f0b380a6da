"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.partsOf = partsOf;
exports.filterNorms = filterNorms;
/** Where the kernels, biases and other weights of a network lie in its flat vector w. */
const network_1 = require("../model/network");
const checks_1 = require("./checks");
/** The parts of w in order. @throws RangeError when w has another length */
function partsOf(w, weights) {
    let offset = 0;
    const parts = weights.map(({ name, shape }) => {
        const size = (0, network_1.sizeOf)(shape);
        offset += size;
        return { name, shape, layer: name.split("/")[0], offset: offset - size, size, isKernel: shape.length >= 2 };
    });
    (0, checks_1.expectLength)("The weights", w, offset);
    return parts;
}
/** Length of each unit's or filter's vector of a kernel: the last axis counts them. */
function filterNorms(w, { shape, offset, size }) {
    const filters = shape.at(-1);
    const squares = new Float64Array(filters);
    for (let i = 0; i < size; i++)
        squares[i % filters] = squares[i % filters] + w[offset + i] ** 2;
    return squares.map(Math.sqrt);
}
//# sourceMappingURL=parts.js.map