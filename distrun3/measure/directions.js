"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.normIn = exports.NORMALISATIONS = void 0;
exports.randomDirection = randomDirection;
exports.filtersOf = filtersOf;
const checks_1 = require("./checks");
const parts_1 = require("./parts");
/**
 * What a direction is scaled to. `filter`: in each filter to the norm of that filter of w, so that a network whose weights are merely larger does not look flatter. `layer`: the same, a
 * kernel at a time. `weight`: each entry is multiplied by that weight. `none`: standard normal numbers.
 */
exports.NORMALISATIONS = ["filter", "layer", "weight", "none"];
/**
 * A random direction at `w`. Biases and batch norm's γ and β are 0 in it, as in the authors' code: they have no filter to be scaled to.
 * @param w flat weights of the network
 * @param weights names and shapes of the weights, as in `Network.weights`
 * @throws RangeError for an unknown normalisation, or for weights or a direction to be orthogonal to that are of another network
 */
function randomDirection(w, weights, options) {
    const { random, normalisation = "filter", orthogonalTo } = options;
    if (!exports.NORMALISATIONS.includes(normalisation))
        throw new RangeError(`Unknown normalisation "${normalisation}". Expected one of ${exports.NORMALISATIONS.join(", ")}.`);
    const kernels = (0, parts_1.partsOf)(w, weights).filter(({ isKernel }) => isKernel);
    if (orthogonalTo)
        (0, checks_1.expectLength)("The direction to be orthogonal to", orthogonalTo, w.length);
    const direction = new Float64Array(w.length);
    for (const { name, offset, size } of kernels) {
        const own = random.split(name);
        for (let i = offset; i < offset + size; i++)
            direction[i] = own.normal() * (normalisation === "weight" ? w[i] : 1);
    }
    for (const filter of normalisation === "filter" ? kernels.flatMap(filtersOf) : kernels.map(wholeKernel)) {
        if (orthogonalTo)
            removePart(direction, orthogonalTo, filter);
        if (normalisation === "filter" || normalisation === "layer")
            rescale(direction, filter, (0, exports.normIn)(w, filter));
    }
    return direction;
}
/** The filters of a kernel: the last axis counts them, both in a dense kernel `[inputs, units]` and in a convolution's `[height, width, channels, filters]`. */
function filtersOf({ shape, offset, size }) {
    const stride = shape.at(-1);
    return Array.from({ length: stride }, (_, filter) => ({ start: offset + filter, stride, count: size / stride }));
}
const wholeKernel = ({ offset, size }) => ({ start: offset, stride: 1, count: size });
/** Euclidean norm of a filter. */
const normIn = (v, filter) => Math.sqrt(dotIn(v, v, filter));
exports.normIn = normIn;
function dotIn(a, b, { start, stride, count }) {
    let sum = 0;
    for (let i = start, left = count; left > 0; i += stride, left--)
        sum += a[i] * b[i];
    return sum;
}
/** Gives a filter of `v` the norm `to`; one that is 0 stays so. */
function rescale(v, filter, to) {
    const from = (0, exports.normIn)(v, filter);
    const factor = from > 0 ? to / from : 0;
    const { start, stride, count } = filter;
    for (let i = start, left = count; left > 0; i += stride, left--)
        v[i] = factor * v[i];
}
/** Below this share of a filter, what is left of it is rounding. */
const NOTHING_LEFT = 1e-12;
/** Takes from a filter of `v` its part along `away`. */
function removePart(v, away, filter) {
    const { start, stride, count } = filter;
    const square = dotIn(away, away, filter);
    if (square === 0)
        return;
    const before = (0, exports.normIn)(v, filter);
    // Twice, so that rounding leaves no part behind.
    for (let pass = 0; pass < 2; pass++) {
        const share = dotIn(v, away, filter) / square;
        for (let i = start, left = count; left > 0; i += stride, left--)
            v[i] = v[i] - share * away[i];
    }
    if ((0, exports.normIn)(v, filter) <= NOTHING_LEFT * before)
        rescale(v, filter, 0);
}
//# sourceMappingURL=directions.js.map