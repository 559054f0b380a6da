"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.randomSigns = void 0;
exports.hutchinson = hutchinson;
exports.hutchPlusPlus = hutchPlusPlus;
const summary_1 = require("../stats/summary");
const krylov_1 = require("./krylov");
const operator_1 = require("./operator");
/**
 * Hutchinson's estimator: the mean of zᵀHz over vectors z of random signs (Hutchinson, 1989). Unbiased; its error falls as 1/√products.
 * @throws RangeError for fewer than 2 products, which tell no error
 */
async function hutchinson(operator, options) {
    const { products = 100, random } = options;
    if (!Number.isInteger(products) || products < 2)
        throw new RangeError(`Hutchinson's estimator needs 2 products or more, got ${products}.`);
    const counted = (0, operator_1.watched)(operator, products, options);
    const values = [];
    for (let i = 0; i < products; i++) {
        const z = (0, exports.randomSigns)(operator.dimension, random);
        values.push((0, operator_1.dot)(z, await counted.apply(z)));
    }
    return { ...meanAndError(values), products: counted.products };
}
/**
 * Hutch++: the trace on the range of H·S, S random, exactly, and Hutchinson's estimator on the rest (Meyer, Musco, Musco and Woodruff, SOSA 2021, Algorithm 1). Its error falls as
 * 1/products where a few eigenvalues dominate. Where the products suffice for one a coordinate, it is the trace itself.
 * @throws RangeError for fewer than 6 products
 */
async function hutchPlusPlus(operator, options) {
    const { products = 100, random } = options;
    if (!Number.isInteger(products) || products < 6)
        throw new RangeError(`Hutch++ needs 6 products or more, got ${products}.`);
    const n = operator.dimension;
    if (n <= products)
        return exactTrace((0, operator_1.watched)(operator, n, options));
    const part = Math.floor(products / 3);
    const counted = (0, operator_1.watched)(operator, 3 * part, options);
    const basis = await rangeBasis(counted, part, random);
    let exact = 0;
    for (const q of basis)
        exact += (0, operator_1.dot)(q, await counted.apply(q));
    const values = [];
    for (let i = 0; i < part; i++) {
        const z = (0, krylov_1.orthogonalise)((0, exports.randomSigns)(n, random), basis);
        values.push((0, operator_1.dot)(z, await counted.apply(z)));
    }
    const rest = meanAndError(values);
    return { trace: exact + rest.trace, standardError: rest.standardError, products: counted.products };
}
const randomSigns = (n, random) => Float64Array.from({ length: n }, () => (random.bits() & 1 ? 1 : -1));
exports.randomSigns = randomSigns;
async function exactTrace(operator) {
    let trace = 0;
    for (let i = 0; i < operator.dimension; i++) {
        const unit = new Float64Array(operator.dimension);
        unit[i] = 1;
        trace += (await operator.apply(unit))[i];
    }
    return { trace, standardError: 0, products: operator.products };
}
/** An orthonormal basis of the products with `count` random vectors; those that add nothing are left out. */
async function rangeBasis(operator, count, random) {
    const basis = [];
    for (let i = 0; i < count; i++) {
        const product = Float64Array.from(await operator.apply((0, exports.randomSigns)(operator.dimension, random)));
        const before = (0, operator_1.norm)(product);
        const left = (0, operator_1.norm)((0, krylov_1.orthogonalise)(product, basis));
        if (left > 1e-10 * before)
            basis.push((0, operator_1.scaled)(product, 1 / left));
    }
    return basis;
}
function meanAndError(values) {
    const { n, mean, sd } = (0, summary_1.summarize)(values);
    return { trace: mean, standardError: sd / Math.sqrt(n) };
}
//# sourceMappingURL=trace.js.map