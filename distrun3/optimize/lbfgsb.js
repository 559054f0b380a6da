"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.minimize = minimize;
/** L-BFGS-B: minimises a smooth function of many variables within bounds (Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16, 1995, with the subspace step of Morales and Nocedal, 2011). All in float64. */
const bounds_1 = require("./bounds");
const cauchy_1 = require("./cauchy");
const compact_1 = require("./compact");
const line_search_1 = require("./line-search");
const objective_1 = require("./objective");
const subspace_1 = require("./subspace");
const vectors_1 = require("./vectors");
/** Line search as in the published program: sufficient decrease, slope, width; evaluations of one search. */
const SEARCH = { decrease: 1e-3, curvature: 0.9, width: 0.1, maxEvaluations: 20 };
/**
 * @param start is moved into the bounds first; not changed
 * @throws RangeError for a start, value or gradient at the start that is no finite number, for bounds or a gradient of another length, for a lower bound above its upper one, and for
 * options out of range; whatever `objective` throws. A value that is no finite number later on is met by shorter steps.
 */
async function minimize(objective, start, options = {}) {
    const { memory = 10, maxIterations = 15_000, maxEvaluations = 15_000, gradientTolerance = 1e-5, valueTolerance = 2.2e-9 } = options;
    expectOptions({ memory, maxIterations, maxEvaluations, initialCurvature: options.initialCurvature ?? 1 });
    if (!(0, vectors_1.areFinite)(start))
        throw new RangeError("The start has components that are no finite numbers.");
    const bounds = (0, bounds_1.boundsOf)(start.length, options.lower, options.upper);
    const b = new compact_1.CompactMatrix(memory, options.initialCurvature);
    const f = new objective_1.CountedObjective(objective, maxEvaluations);
    const x = (0, bounds_1.pointAlong)(start, 0, start, bounds);
    let here = { x, at: await f.atStart(x) };
    let iteration = 0;
    let largest = (0, bounds_1.projectedGradient)(here.x, here.at.gradient, bounds);
    const state = () => ({ iteration, value: here.at.value, projectedGradient: largest, evaluations: f.evaluations });
    const ended = (end) => ({ ...state(), x: here.x, gradient: here.at.gradient, end });
    for (;;) {
        if (largest <= gradientTolerance)
            return ended("gradient");
        if (options.signal?.aborted)
            return ended("aborted");
        if (iteration >= maxIterations)
            return ended("iterations");
        if (f.left <= 0)
            return ended("evaluations");
        const target = (0, subspace_1.subspaceMinimum)(here.x, here.at.gradient, bounds, (0, cauchy_1.cauchyPoint)(here.x, here.at.gradient, bounds, b), b);
        const found = await lowerPoint(f, here, target, bounds, limitsOf(iteration, bounds, options));
        if (!found) {
            if (b.columns === 0 && f.left > 0 && !options.signal?.aborted)
                return ended("lineSearch");
            // What is remembered misleads: forget it, and go on along the gradient.
            b.clear();
            continue;
        }
        const before = here;
        here = found;
        iteration++;
        b.update((0, vectors_1.difference)(here.x, before.x), (0, vectors_1.difference)(here.at.gradient, before.at.gradient));
        largest = (0, bounds_1.projectedGradient)(here.x, here.at.gradient, bounds);
        options.onIteration?.(state());
        const size = Math.max(Math.abs(before.at.value), Math.abs(here.at.value), 1);
        if (before.at.value - here.at.value <= valueTolerance * size)
            return ended(largest <= gradientTolerance ? "gradient" : "value");
    }
}
const limitsOf = (iteration, bounds, { initialCurvature, signal }) => ({
    isFirst: iteration === 0 && bounds.some,
    isShort: iteration === 0 && !bounds.all && initialCurvature === undefined,
    signal,
});
/** A lower point on the way from `here` to `target` and, as far as the bounds allow, beyond; undefined where none was met. */
async function lowerPoint(f, here, target, bounds, { isFirst, isShort, signal }) {
    const direction = (0, vectors_1.difference)(target, here.x);
    const start = { value: here.at.value, slope: (0, vectors_1.dot)(direction, here.at.gradient) };
    if (!(start.slope < 0))
        return undefined;
    const longest = isFirst ? 1 : (0, bounds_1.longestStep)(here.x, direction, bounds);
    const first = isShort ? 1 / Math.sqrt((0, vectors_1.dot)(direction, direction)) : 1;
    let lowest;
    let latest;
    const along = async (step) => {
        const x = step === 1 ? target : (0, bounds_1.pointAlong)(here.x, step, direction, bounds);
        latest = { step, x, at: await f.at(x) };
        const slope = (0, vectors_1.dot)(direction, latest.at.gradient);
        if (Number.isFinite(slope + latest.at.value) && latest.at.value < (lowest?.at.value ?? start.value))
            lowest = latest;
        return { value: latest.at.value, slope };
    };
    const limits = { longest, first: Math.min(first, longest), maxEvaluations: Math.min(SEARCH.maxEvaluations, f.left) };
    const result = await (0, line_search_1.lineSearch)(along, start, { ...SEARCH, ...limits, ...(signal ? { signal } : {}) });
    if (result.end === "none")
        return undefined;
    return latest?.step === result.step ? latest : lowest;
}
function expectOptions(options) {
    const { initialCurvature, maxIterations, ...counts } = options;
    for (const [name, value] of Object.entries(counts))
        if (!Number.isInteger(value) || value < 1)
            throw new RangeError(`${name} must be an integer of 1 or more, got ${value}.`);
    if (!Number.isInteger(maxIterations) || maxIterations < 0)
        throw new RangeError(`maxIterations must be an integer of 0 or more, got ${maxIterations}.`);
    if (!(initialCurvature > 0 && Number.isFinite(initialCurvature)))
        throw new RangeError(`initialCurvature must be a number above 0, got ${initialCurvature}.`);
}
//# sourceMappingURL=lbfgsb.js.map