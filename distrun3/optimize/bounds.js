"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.boundsOf = boundsOf;
exports.pointAlong = pointAlong;
exports.longestStep = longestStep;
exports.projectedGradient = projectedGradient;
/** Bounds of the variables: where they end, how far a direction stays within them, and how far a point is from a minimum within them. */
const vectors_1 = require("./vectors");
/** @throws RangeError for bounds of another length than `n`, and for a lower bound above its upper one */
function boundsOf(n, lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY) {
    const bounds = { lower: vector(n, lower, "lower"), upper: vector(n, upper, "upper"), some: false, all: true };
    for (let i = 0; i < n; i++) {
        const [low, high] = [bounds.lower[i], bounds.upper[i]];
        if (!(low <= high))
            throw new RangeError(`Variable ${i} has the lower bound ${low} and the upper bound ${high}; the lower one must not be larger.`);
        const [below, above] = [low > Number.NEGATIVE_INFINITY, high < Number.POSITIVE_INFINITY];
        bounds.some ||= below || above;
        bounds.all &&= below && above;
    }
    return bounds;
}
function vector(n, bound, which) {
    if (typeof bound === "number")
        return new Float64Array(n).fill(bound);
    if (bound.length !== n)
        throw new RangeError(`The ${which} bounds must be ${n} numbers, one a variable; got ${bound.length}.`);
    return bound;
}
/** The point x + step · direction, moved into the bounds. */
function pointAlong(x, step, direction, { lower, upper }) {
    const point = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++)
        point[i] = (0, vectors_1.clamp)(x[i] + step * direction[i], lower[i], upper[i]);
    return point;
}
/** Longest step of a search where no bound ends it, as in the published program. */
const FAR = 1e10;
/** How far the direction can be followed until the first bound. */
function longestStep(x, direction, { lower, upper }) {
    let longest = FAR;
    for (let i = 0; i < x.length; i++) {
        const by = direction[i];
        if (by === 0)
            continue;
        const room = (by > 0 ? upper[i] : lower[i]) - x[i];
        longest = Math.min(longest, room / by);
    }
    return longest;
}
/** Largest component of P(x − g) − x, which is zero at a minimum within the bounds. */
function projectedGradient(x, g, { lower, upper }) {
    let largest = 0;
    for (let i = 0; i < x.length; i++) {
        const value = x[i];
        const moved = (0, vectors_1.clamp)(value - g[i], lower[i], upper[i]);
        largest = Math.max(largest, Math.abs(moved - value));
    }
    return largest;
}
//# sourceMappingURL=bounds.js.map