"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.lineSearch = lineSearch;
/** The line search of Moré and Thuente (ACM TOMS 20, 1994): a step with sufficient decrease and a slope small enough, by safeguarded interpolation. */
const trial_step_1 = require("./trial-step");
/** How far a step may be extended while the function still falls. */
const [LEAST_GROWTH, MOST_GROWTH] = [1.1, 4];
/** An interval that two steps have not shortened to this share is halved. */
const SHRINKAGE = 0.66;
/**
 * @param at the function along the direction; where its value or slope is no finite number, that step and all beyond are given up
 * @param start the function at 0, its slope negative
 * @throws RangeError when the slope at 0 is not negative
 */
async function lineSearch(at, start, options) {
    if (!(start.slope < 0))
        throw new RangeError(`A line search needs a direction that goes down, got the slope ${start.slope}.`);
    const origin = { step: 0, ...start };
    let lowest = origin;
    let interval = new Interval(origin, options.first, options.longest);
    for (let evaluations = 0;;) {
        const best = (end) => ({ step: lowest.step, end: lowest === origin ? "none" : end, evaluations });
        if (evaluations >= options.maxEvaluations || options.signal?.aborted)
            return best("evaluations");
        const here = { step: interval.step, ...(await at(interval.step)) };
        evaluations++;
        if (!Number.isFinite(here.value) || !Number.isFinite(here.slope)) {
            const nearer = lowest.step < here.step ? lowest.step + (here.step - lowest.step) / 2 : here.step / 2;
            interval = new Interval(origin, nearer, nearer);
            continue;
        }
        if (here.value < lowest.value)
            lowest = here;
        const end = accepted(here, origin, interval.longest, options);
        if (end)
            return { step: here.step, end, evaluations };
        interval.narrow(here, origin, options.decrease);
        if (interval.isPoint(options.width))
            return best("narrow");
    }
}
function accepted(here, start, longest, { decrease, curvature }) {
    if (here.value > start.value + here.step * decrease * start.slope)
        return undefined;
    if (Math.abs(here.slope) <= -curvature * start.slope)
        return "found";
    return here.step === longest && here.slope <= decrease * start.slope ? "longest" : undefined;
}
/** The interval of uncertainty, and the step to try next. */
class Interval {
    longest;
    step;
    /** The end with the lower value, and the other; both 0 at first. */
    low;
    high;
    /** Whether a minimum is known to lie between them. */
    bracketed = false;
    /** Until a step has sufficient decrease and a slope that is not negative, the function less its line of sufficient decrease is interpolated. */
    isFirstStage = true;
    least = 0;
    most;
    widths;
    constructor(origin, first, longest) {
        this.longest = longest;
        this.low = this.high = origin;
        this.step = Math.min(first, longest);
        this.most = this.step + MOST_GROWTH * this.step;
        this.widths = [longest, 2 * longest];
    }
    /** Takes in the function at the step that was tried, and chooses the next. */
    narrow(here, start, decrease) {
        const test = decrease * start.slope;
        const isLow = here.value <= start.value + here.step * test;
        if (isLow && here.slope >= 0)
            this.isFirstStage = false;
        const tilt = this.isFirstStage && here.value <= this.low.value && !isLow ? test : 0;
        const next = (0, trial_step_1.nextStep)(tilted(this.low, -tilt), tilted(this.high, -tilt), tilted(here, -tilt), this.limits);
        this.low = tilted(next.low, tilt);
        this.high = tilted(next.high, tilt);
        this.bracketed = next.bracketed;
        this.step = next.step;
        if (this.bracketed)
            this.bisectIfSlow();
        else {
            this.least = this.step + LEAST_GROWTH * (this.step - this.low.step);
            this.most = this.step + MOST_GROWTH * (this.step - this.low.step);
        }
        this.step = Math.max(0, Math.min(this.step, this.longest));
    }
    /** Whether no step inside is left to try. */
    isPoint(width) {
        return this.bracketed && !(this.step > this.least && this.step < this.most && this.most - this.least > width * this.most);
    }
    get limits() {
        return { bracketed: this.bracketed, least: this.least, most: this.most };
    }
    bisectIfSlow() {
        const { low, high } = this;
        const width = Math.abs(high.step - low.step);
        if (width >= SHRINKAGE * this.widths[1])
            this.step = low.step + (high.step - low.step) / 2;
        this.widths = [width, this.widths[0]];
        this.least = Math.min(low.step, high.step);
        this.most = Math.max(low.step, high.step);
    }
}
/** The point on the function plus a line through 0. */
const tilted = ({ step, value, slope }, by) => ({ step, value: value + step * by, slope: slope + by });
//# sourceMappingURL=line-search.js.map