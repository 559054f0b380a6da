"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.BoxSearch = exports.evaluationsFor = void 0;
exports.randomStart = randomStart;
/** The ways up that look for the largest loss in a box, each from the same start: L-BFGS-B as published, L-BFGS-B to convergence, projected sign-gradient ascent. */
const lbfgsb_1 = require("../optimize/lbfgsb");
/** Evaluations that L-BFGS-B may use for so many iterations; nearly always one or two each are enough. */
const evaluationsFor = (iterations) => (iterations === 0 ? 0 : 3 * iterations + 20);
exports.evaluationsFor = evaluationsFor;
/** An iteration that raises the loss by less than this share of max(loss, 1), about 1e-4 of φ's percent, is the last one of a search to convergence. */
const LEAST_RISE = 1e-6;
/** As is a point where no slope is larger than this share of the mean slope at the start. */
const LEAST_SLOPE = 1e-4;
class BoxSearch {
    f;
    box;
    /** The highest point of all searches so far; at first x itself. */
    best;
    constructor(f, box, loss) {
        this.f = f;
        this.box = box;
        this.best = { loss, z: new Float64Array(box.size) };
    }
    /** @throws RangeError where the loss or its gradient is no finite number */
    async startAt(z) {
        const place = await this.at(z);
        if (Number.isFinite(place.loss) && place.gradient.every(Number.isFinite))
            return place;
        throw new RangeError(`The loss at a random point of the box is ${place.loss}, or its gradient is no finite number. Take a smaller epsilon.`);
    }
    /** L-BFGS-B on z, with the options of SciPy but without its tolerances: near a flat minimum no slope is above 1e-5, and it would end where it starts. */
    published(start, maxIterations) {
        const upper = this.box.half;
        const bounds = { lower: upper.map((width) => -width), upper };
        return this.climb(start, new Float64Array(this.box.size).fill(1), {
            ...bounds,
            maxIterations,
            gradientTolerance: 0,
            valueTolerance: 0,
        });
    }
    /** L-BFGS-B on u = z / half, its first step as long as the box: where the loss is convex no curvature is ever learnt, and a step must not depend on the size of the slope. */
    toConvergence(start, maxIterations) {
        const { half } = this.box;
        let slope = 0;
        for (let i = 0; i < half.length; i++)
            slope += Math.abs(start.gradient[i] * half[i]) / half.length;
        return this.climb(start, half, {
            lower: -1,
            upper: 1,
            maxIterations,
            gradientTolerance: LEAST_SLOPE * slope,
            valueTolerance: LEAST_RISE,
            initialCurvature: slope > 0 ? slope / 2 : 1,
        });
    }
    /** z ← P(z + step · half · sign(gradient)), the step halved whenever the loss does not rise; at first any corner is one step away. */
    async signAscent(start, steps) {
        let here = start;
        let step = 2;
        for (let i = 0; i < steps; i++) {
            const next = here.z.map((value, j) => {
                const width = this.box.half[j];
                return Math.max(-width, Math.min(width, value + step * width * Math.sign(here.gradient[j])));
            });
            const there = await this.at(next);
            if (there.loss > here.loss && Number.isFinite(there.loss))
                here = there;
            else
                step /= 2;
        }
        return here.loss;
    }
    /** @param widths what one unit of each variable is in z */
    async climb(start, widths, options) {
        let known = start;
        const objective = async (u) => {
            const { loss, gradient } = known ?? (await this.at(u.map((value, i) => value * widths[i])));
            known = undefined;
            return { value: -loss, gradient: gradient.map((value, i) => -value * widths[i]) };
        };
        const from = start.z.map((value, i) => value / widths[i]);
        const { value, end } = await (0, lbfgsb_1.minimize)(objective, from, { maxEvaluations: (0, exports.evaluationsFor)(options.maxIterations ?? 0), ...options });
        return { loss: -value, end };
    }
    async at(z) {
        const { loss, gradient } = await this.f.lossAndGradientAt(this.box.pointAt(z));
        if (loss > this.best.loss && Number.isFinite(loss))
            this.best = { loss, z: Float64Array.from(z) };
        return { z, loss, gradient: this.box.pullBack(gradient) };
    }
}
exports.BoxSearch = BoxSearch;
/** A start of each kind in turn: a uniformly random point of the box, a uniformly random corner. */
function randomStart({ half }, index, random) {
    if (index % 2 === 0)
        return half.map((width) => width * (2 * random.uniform() - 1));
    return half.map((width) => (random.bits() & 1 ? width : -width));
}
//# sourceMappingURL=box-search.js.map