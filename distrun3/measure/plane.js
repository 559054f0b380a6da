"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.planeThrough = planeThrough;
exports.projectOnto = projectOnto;
exports.gridAround = gridAround;
/** Planes in weight space: through three minima (Garipov et al., NeurIPS 2018, §A.1), and where other points lie with respect to a plane. */
const operator_1 = require("./operator");
const surface_1 = require("./surface");
/** Below this share of the side of the triangle, three points lie in a line; float32 weights carry no more. */
const FLAT = 1e-6;
/**
 * The plane through three points by Gram–Schmidt: u from the first to the second, v the part of the third at a right angle to it. The first lies at (0, 0), the second at (‖w₂ − w₁‖, 0).
 * @throws RangeError for points of different networks, or such as lie in a line
 */
function planeThrough(first, second, third) {
    if (second.length !== first.length || third.length !== first.length)
        throw new RangeError(`The three points are of different networks: they have ${first.length}, ${second.length} and ${third.length} weights.`);
    const origin = Float64Array.from(first);
    const along = minus(second, origin);
    const across = minus(third, origin);
    const [base, side] = [(0, operator_1.norm)(along), (0, operator_1.norm)(across)];
    if (!(base > 0 && side > 0))
        throw new RangeError("Two of the three points are the same: a plane needs three different ones.");
    const u = (0, operator_1.scaled)(along, 1 / base);
    // Twice, so that rounding leaves no part behind.
    for (let pass = 0; pass < 2; pass++)
        (0, operator_1.addScaled)(across, -(0, operator_1.dot)(across, u), u);
    const height = (0, operator_1.norm)(across);
    if (!(height > FLAT * side))
        throw new RangeError("The three points lie in a line: they span no plane.");
    const plane = { origin, directions: [u, (0, operator_1.scaled)(across, 1 / height)] };
    const [a, b, c] = [first, second, third].map((point) => projectOnto(plane, point));
    return { ...plane, points: [a, b, c] };
}
/** The nearest point of the plane, and how far from it `w` lies. @throws RangeError for a point of another network */
function projectOnto({ origin, directions: [u, v] }, w) {
    if (w.length !== origin.length)
        throw new RangeError(`The point has ${w.length} weights, the plane's network ${origin.length}.`);
    const rest = minus(w, origin);
    const distance = (0, operator_1.norm)(rest);
    const alpha = (0, operator_1.dot)(rest, u);
    const beta = (0, operator_1.dot)(rest, v);
    (0, operator_1.addScaled)(rest, -alpha, u);
    (0, operator_1.addScaled)(rest, -beta, v);
    return { alpha, beta, residual: (0, operator_1.norm)(rest), distance };
}
/**
 * A grid over the points with a margin. Where they span nothing in one direction, it takes the other's span.
 * @throws RangeError for a margin below 0, or where all points are the same
 */
function gridAround(projections, options = {}) {
    const { points = 51, margin = 0.2 } = options;
    if (!(margin >= 0))
        throw new RangeError(`The margin must be 0 or more, got ${margin}.`);
    const bounds = (values) => [Math.min(...values), Math.max(...values)];
    const across = bounds(projections.map(({ alpha }) => alpha));
    const up = bounds(projections.map(({ beta }) => beta));
    const widest = Math.max(across[1] - across[0], up[1] - up[0]);
    if (!(widest > 0))
        throw new RangeError("All points are the same: there is nothing to draw a grid around.");
    const side = ([low, high]) => {
        const span = high - low;
        const more = span > 0 ? margin * span : widest / 2;
        return (0, surface_1.evenly)(low - more, high + more, points);
    };
    return { alphas: side(across), betas: side(up) };
}
function minus(a, b) {
    const difference = new Float64Array(a.length);
    for (let i = 0; i < a.length; i++)
        difference[i] = a[i] - b[i];
    return difference;
}
//# sourceMappingURL=plane.js.map