"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.curvatureMeasures = void 0;
/** The panel's measures of curvature: eigenvalues, trace and density of the Hessian, the trace of the Fisher information. */
const density_1 = require("../density");
const lanczos_1 = require("../lanczos");
const trace_1 = require("../trace");
/** Products, counted as passes. */
const hessian = ({ loss, w, onPass, signal }, which = "hessianAt") => {
    return { operator: loss[which](w), watch: { onProduct: (done) => onPass(done), ...(signal ? { signal } : {}) } };
};
exports.curvatureMeasures = {
    hessian: {
        about: "largest and smallest eigenvalue of the Hessian (Lanczos, residuals reported)",
        settings: { k: 5, products: 100, tolerance: 1e-3 },
        headline: "lambdaMax",
        kinds: ["hessian"],
        cost: ({ products = 0 }) => ({ products: 2 * products }),
        async run(subject, { k = 1, products = 1, tolerance = 0 }) {
            const { operator, watch } = hessian(subject);
            const options = { ...watch, tolerance, maxProducts: products };
            const largest = await (0, lanczos_1.topEigenpairs)(operator, Math.min(k, operator.dimension), {
                ...options,
                random: subject.random.split("largest"),
            });
            const onProduct = (done) => subject.onPass(largest.products + done);
            const smallest = await (0, lanczos_1.topEigenpairs)(operator, 1, {
                ...options,
                onProduct,
                end: "smallest",
                random: subject.random.split("smallest"),
            });
            const pairs = (found) => found.pairs.map(({ value, residual }) => ({ value, residual }));
            return {
                lambdaMax: largest.pairs[0]?.value,
                lambdaMin: smallest.pairs[0]?.value,
                largest: pairs(largest),
                smallest: pairs(smallest),
                converged: largest.converged && smallest.converged,
                products: largest.products + smallest.products,
            };
        },
    },
    trace: {
        about: "trace of the Hessian (Hutch++, with its standard error)",
        settings: { products: 99 },
        headline: "trace",
        kinds: ["hessian"],
        cost: ({ products = 0 }) => ({ products }),
        run: async (subject, { products = 0 }) => {
            const { operator, watch } = hessian(subject);
            return (0, trace_1.hutchPlusPlus)(operator, { ...watch, products, random: subject.random });
        },
    },
    density: {
        about: "spectral density of the Hessian (stochastic Lanczos quadrature) and the share of negative curvature",
        settings: { vectors: 4, steps: 60 },
        headline: "negativeShare.value",
        kinds: ["hessian"],
        cost: ({ vectors = 0, steps = 0 }) => ({ products: vectors * steps }),
        async run(subject, { vectors = 0, steps = 0 }) {
            const { operator, watch } = hessian(subject);
            const density = await (0, density_1.spectralDensity)(operator, { ...watch, vectors, steps, random: subject.random });
            const mean = (0, density_1.spectralMean)(density, (value) => value);
            return {
                negativeShare: (0, density_1.negativeShare)(density),
                trace: { value: mean.value * density.dimension, standardError: mean.standardError * density.dimension },
                ...density,
            };
        },
    },
    fisher: {
        about: "trace of the Fisher information, which for cross-entropy is the Gauss–Newton matrix (Hutchinson)",
        settings: { products: 40 },
        headline: "trace",
        kinds: ["gaussNewton"],
        cost: ({ products = 0 }) => ({ products }),
        run: async (subject, { products = 0 }) => {
            const { operator, watch } = hessian(subject, "gaussNewtonAt");
            return (0, trace_1.hutchinson)(operator, { ...watch, products, random: subject.random });
        },
    },
};
//# sourceMappingURL=curvature.js.map