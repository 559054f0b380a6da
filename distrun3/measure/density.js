"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.spectralDensity = spectralDensity;
exports.spectralMean = spectralMean;
exports.negativeShare = negativeShare;
exports.densityOn = densityOn;
const summary_1 = require("../stats/summary");
const krylov_1 = require("./krylov");
const operator_1 = require("./operator");
const trace_1 = require("./trace");
/** @throws RangeError for fewer than 1 vector or step */
async function spectralDensity(operator, options) {
    const { vectors = 10, random } = options;
    const steps = Math.min(options.steps ?? 80, operator.dimension);
    for (const [name, value] of Object.entries({ vectors, steps })) {
        if (!Number.isInteger(value) || value < 1)
            throw new RangeError(`The number of ${name} must be an integer of 1 or more, got ${value}.`);
    }
    const counted = (0, operator_1.watched)(operator, vectors * steps, options);
    const quadratures = [];
    for (let i = 0; i < vectors; i++) {
        const own = random.split("density", i);
        const start = (0, trace_1.randomSigns)(operator.dimension, own);
        const space = new krylov_1.KrylovSpace(counted, { random: own, start });
        do {
            await space.grow();
            // Beyond an invariant space there is nothing that this vector sees.
        } while (space.basis.length < steps && !space.isInvariant);
        quadratures.push(quadrature(space));
    }
    return { dimension: operator.dimension, quadratures, products: counted.products };
}
const quadrature = (space) => {
    const ritz = space.ritz();
    return { values: ritz.map(({ value }) => value), shares: ritz.map(({ weights }) => weights[0] ** 2) };
};
/** Mean over the vectors of Σ share · f(value): tr f(H) / dimension. */
function spectralMean(density, f) {
    const { n, mean, sd } = (0, summary_1.summarize)(meansOf(density, f));
    return { value: mean, standardError: sd / Math.sqrt(n) };
}
/**
 * Share of the eigenvalues below −`threshold`.
 * @param threshold default: 1e-6 of the largest eigenvalue in size, below which a float32 gradient cannot tell a sign
 */
function negativeShare(density, threshold = 1e-6 * largestSize(density)) {
    return spectralMean(density, (value) => (value < -threshold ? 1 : 0));
}
/**
 * The density on a grid: each node a Gaussian. Its integral is 1.
 * @param sigma width of the Gaussians; default: 1 % of the span of the values, or of the one value there is
 */
function densityOn(density, grid, sigma = 0.01 * span(density)) {
    if (!(sigma > 0))
        throw new RangeError(`The width of the density's Gaussians must be above 0, got ${sigma}.`);
    const factor = 1 / (sigma * Math.sqrt(2 * Math.PI));
    return grid.map((t) => average(meansOf(density, (value) => factor * Math.exp(-((t - value) ** 2) / (2 * sigma ** 2)))));
}
/** Σ share · f(value) of each vector. */
const meansOf = ({ quadratures }, f) => quadratures.map(({ values, shares }) => values.reduce((sum, value, i) => sum + shares[i] * f(value), 0));
const average = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const allValues = ({ quadratures }) => quadratures.flatMap(({ values }) => values);
const largestSize = (density) => Math.max(...allValues(density).map(Math.abs));
const span = (density) => {
    const values = allValues(density);
    const largest = values.reduce((a, b) => Math.max(a, b));
    const width = largest - values.reduce((a, b) => Math.min(a, b));
    return width > 1e-9 * Math.abs(largest) ? width : Math.abs(largest) || 1;
};
//# sourceMappingURL=density.js.map