"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.cauchyPoint = cauchyPoint;
/** The generalized Cauchy point: the first minimum of the quadratic model along the projected gradient (Byrd, Lu, Nocedal and Zhu, 1995, §4, Algorithm CP). */
const bounds_1 = require("./bounds");
const heap_1 = require("./heap");
const vectors_1 = require("./vectors");
/** @param x within the bounds, @param g the gradient there, @param b the model's matrix */
function cauchyPoint(x, g, bounds, b) {
    // With B = θI the variables do not meet: each goes to its own minimum.
    if (b.columns === 0)
        return { x: (0, bounds_1.pointAlong)(x, -1 / b.theta, g, bounds), c: new Float64Array() };
    const { lower, upper } = bounds;
    const times = timesToBounds(x, g, bounds);
    const point = Float64Array.from(x);
    const d = new Float64Array(x.length);
    for (let i = 0; i < d.length; i++)
        if (times[i] > 0)
            d[i] = -g[i];
    const path = new Path(d, b);
    const breakpoints = new heap_1.Heap(times);
    for (let i = breakpoints.pop(); i >= 0; i = breakpoints.pop()) {
        const ahead = times[i] - path.time;
        if (path.toMinimum < ahead)
            break;
        point[i] = (d[i] > 0 ? upper[i] : lower[i]);
        path.advance(ahead);
        path.hold(i, g[i], point[i] - x[i]);
        d[i] = 0;
    }
    path.advance(path.toMinimum);
    for (let i = 0; i < d.length; i++) {
        if (d[i] !== 0)
            point[i] = (0, vectors_1.clamp)(x[i] + path.time * d[i], lower[i], upper[i]);
    }
    return { x: point, c: path.c };
}
/** When each variable reaches its bound on the way along −g; 0 where it is there already, infinite where it never does. */
function timesToBounds(x, g, { lower, upper }) {
    const times = new Float64Array(x.length);
    for (let i = 0; i < x.length; i++) {
        const gi = g[i];
        const bound = (gi < 0 ? upper[i] : lower[i]);
        times[i] = gi === 0 ? Number.POSITIVE_INFINITY : (x[i] - bound) / gi;
    }
    return times;
}
/** The second derivative along the path does not fall below this share of its first value. */
const LEAST_CURVATURE = Number.EPSILON;
/** The model along the path: its slope and curvature, and p = Wᵀd, c = Wᵀ(x(t) − x), kept up to date at each breakpoint in O(m²). */
class Path {
    b;
    time = 0;
    c;
    p;
    slope;
    curvature;
    least;
    moving = 0;
    row;
    product;
    constructor(d, b) {
        this.b = b;
        for (let i = 0; i < d.length; i++)
            if (d[i] !== 0)
                this.moving++;
        this.p = b.transposeTimes(d);
        [this.c, this.row, this.product] = [new Float64Array(b.columns), new Float64Array(b.columns), new Float64Array(b.columns)];
        const square = (0, vectors_1.dot)(d, d);
        this.slope = -square;
        this.least = LEAST_CURVATURE * b.theta * square;
        this.curvature = Math.max(this.least, b.theta * square - (0, vectors_1.dot)(this.p, b.middleTimes(this.p)));
    }
    /** From here to the minimum on this segment; 0 where none is left or it lies behind. */
    get toMinimum() {
        return this.moving === 0 || this.slope >= 0 ? 0 : -this.slope / this.curvature;
    }
    advance(by) {
        (0, vectors_1.addScaled)(this.c, by, this.p);
        this.slope += by * this.curvature;
        this.time += by;
    }
    /** Variable `i` stays at its bound from here on. @param z how far it has come */
    hold(i, g, z) {
        const { b, row, product } = this;
        b.row(i, row);
        b.middleTimes(row, product);
        this.slope += g * g + b.theta * g * z - g * (0, vectors_1.dot)(product, this.c);
        this.curvature -= b.theta * g * g + 2 * g * (0, vectors_1.dot)(product, this.p) + g * g * (0, vectors_1.dot)(product, row);
        this.curvature = Math.max(this.curvature, this.least);
        (0, vectors_1.addScaled)(this.p, g, row);
        this.moving--;
    }
}
//# sourceMappingURL=cauchy.js.map