"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.weightNorms = weightNorms;
const signal_1 = require("../signal");
const checks_1 = require("./checks");
const lanczos_1 = require("./lanczos");
const operator_1 = require("./operator");
const parts_1 = require("./parts");
/**
 * Norms of a network's weights. Spectral norms are those of matrices: a dense kernel `[inputs, units]` as it is, a convolution's `[size, size, channels, filters]` as (size² · channels) × filters (Yoshida and
 * Miyato, 2017, §3.2), which is not the norm of the convolution as an operator: that lies between this and size times this. They come from Lanczos on AᵀA to a relative residual of 1e-8.
 * The loss is never evaluated. Cost: at most 2 · `maxProducts` products a kernel with a start, half without.
 * @param weights names and shapes, as in `Network.weights`
 * @throws RangeError for weights or a start of another network
 */
async function weightNorms(w, weights, options) {
    const { start, random, maxProducts = 300, onKernel, signal = (0, signal_1.defaultSignal)() } = options;
    const parts = (0, parts_1.partsOf)(w, weights);
    if (start)
        (0, checks_1.expectLength)("The starting weights", start, w.length);
    const away = start && Float64Array.from(w, (value, i) => value - start[i]);
    const sizeOfParts = (v, some) => Math.hypot(...some.map((part) => (0, operator_1.norm)(cutOut(v, part))));
    const state = { products: 0, converged: true };
    const spectral = async (v, part) => {
        const matrix = cutOut(v, part);
        if (matrix.every((value) => value === 0))
            return 0;
        const gram = gramOf(matrix, part.shape.at(-1));
        const found = await (0, lanczos_1.topEigenpairs)(gram, 1, {
            random: random.split(part.name),
            tolerance: 1e-8,
            maxProducts,
            ...(signal ? { signal } : {}),
        });
        state.products += found.products;
        state.converged &&= found.converged;
        return Math.sqrt(Math.max(0, found.pairs[0]?.value ?? Number.NaN));
    };
    const layers = [];
    const kernels = [];
    const inAll = parts.filter(({ isKernel }) => isKernel).length;
    for (const layer of new Set(parts.map((part) => part.layer))) {
        const own = parts.filter((part) => part.layer === layer);
        const part = own.find(({ isKernel }) => isKernel);
        const kernel = part && {
            frobenius: (0, operator_1.norm)(cutOut(w, part)),
            distance: away ? (0, operator_1.norm)(cutOut(away, part)) : null,
            spectral: await spectral(w, part),
            spectralDistance: away ? await spectral(away, part) : null,
        };
        layers.push({ layer, frobenius: sizeOfParts(w, own), distance: away ? sizeOfParts(away, own) : null, kernel: kernel ?? null });
        if (!kernel)
            continue;
        kernels.push(kernel);
        onKernel?.(kernels.length, inAll);
    }
    return {
        frobenius: (0, operator_1.norm)(w),
        distance: away ? (0, operator_1.norm)(away) : null,
        layers,
        logSpectralProduct: logProduct(kernels.map((kernel) => kernel.spectral)),
        spectralSum: kernels.reduce((sum, kernel) => sum + kernel.spectral, 0),
        logFrobeniusProduct: logProduct(kernels.map((kernel) => kernel.frobenius)),
        ...state,
    };
}
const cutOut = (v, { offset, size }) => Float64Array.from({ length: size }, (_, i) => v[offset + i]);
const logProduct = (values) => values.every((value) => value > 0) ? values.reduce((sum, value) => sum + Math.log(value), 0) : null;
/** AᵀA or A Aᵀ, whichever is smaller, for a matrix row by row. */
function gramOf(matrix, columns) {
    const rows = matrix.length / columns;
    const times = (v) => {
        const result = new Float64Array(rows);
        for (let i = 0, at = 0; i < rows; i++) {
            let sum = 0;
            for (let j = 0; j < columns; j++, at++)
                sum += matrix[at] * v[j];
            result[i] = sum;
        }
        return result;
    };
    const transposedTimes = (v) => {
        const result = new Float64Array(columns);
        for (let i = 0, at = 0; i < rows; i++) {
            const by = v[i];
            for (let j = 0; j < columns; j++, at++)
                result[j] = result[j] + by * matrix[at];
        }
        return result;
    };
    return columns <= rows
        ? { dimension: columns, apply: (v) => transposedTimes(times(v)) }
        : { dimension: rows, apply: (v) => times(transposedTimes(v)) };
}
//# sourceMappingURL=norms.js.map