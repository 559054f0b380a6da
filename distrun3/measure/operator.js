"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.scaled = exports.norm = exports.dot = exports.addScaled = void 0;
exports.watched = watched;
exports.matrixOperator = matrixOperator;
/** A symmetric linear operator: what Lanczos, traces and densities act on. It knows no network, so a test gives it a small matrix. */
const vectors_1 = require("../optimize/vectors");
Object.defineProperty(exports, "addScaled", { enumerable: true, get: function () { return vectors_1.addScaled; } });
Object.defineProperty(exports, "dot", { enumerable: true, get: function () { return vectors_1.dot; } });
const signal_1 = require("../signal");
/** The operator, counting its products and letting the event loop turn between them. @throws the signal's reason when it is aborted */
function watched(operator, of, { onProduct, signal = (0, signal_1.defaultSignal)() }) {
    const result = {
        dimension: operator.dimension,
        products: 0,
        apply: async (v) => {
            await new Promise(setImmediate);
            signal?.throwIfAborted();
            const product = await operator.apply(v);
            if (product.length !== v.length)
                throw new RangeError(`The operator answered ${product.length} numbers to ${v.length}.`);
            if (!product.every(Number.isFinite))
                throw new RangeError("A product is no finite number: the weights or the loss at this point are not.");
            result.products++;
            onProduct?.(result.products, of);
            return product;
        },
    };
    return result;
}
/** A symmetric matrix as an operator. @throws RangeError when it is not square */
function matrixOperator(rows) {
    if (rows.some((row) => row.length !== rows.length))
        throw new RangeError(`An operator needs a square matrix, got ${rows.length} rows of other lengths.`);
    const own = rows.map((row) => Float64Array.from(row));
    return {
        dimension: rows.length,
        apply: (v) => Float64Array.from(own, (row) => (0, vectors_1.dot)(row, v)),
    };
}
const norm = (v) => Math.sqrt((0, vectors_1.dot)(v, v));
exports.norm = norm;
const scaled = (v, factor) => v.map((value) => factor * value);
exports.scaled = scaled;
//# sourceMappingURL=operator.js.map