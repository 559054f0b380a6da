"use strict";
/** One safeguarded step of Moré and Thuente's line search (§4 of their paper): cubic and secant steps from what is known at three points. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.nextStep = nextStep;
/** While a minimum is bracketed, a step past the trial goes no further than this share of the way to the other end. */
const FARTHEST = 0.66;
/**
 * @param low the end of the interval with the lowest value so far, its slope pointing to `high`
 * @param trial the latest point
 * @returns the new interval and the step to try next
 */
function nextStep(low, high, trial, limits) {
    const turned = trial.slope * Math.sign(low.slope) < 0;
    if (trial.value > low.value)
        return { low, high: trial, bracketed: true, step: afterHigher(low, trial) };
    if (turned)
        return { low: trial, high: low, bracketed: true, step: afterTurn(low, trial) };
    const isFlatter = Math.abs(trial.slope) < Math.abs(low.slope);
    const step = isFlatter ? afterFlatter(low, high, trial, limits) : afterSteeper(low, high, trial, limits);
    return { low: trial, high, bracketed: limits.bracketed, step };
}
/** Case 1, a higher value: the cubic step if it is closer to the lower end than the quadratic one, else their mean. */
function afterHigher(low, trial) {
    const width = trial.step - low.step;
    const cubic = cubicStep(low, trial).step;
    const quadratic = low.step + (low.slope / ((low.value - trial.value) / width + low.slope) / 2) * width;
    return Math.abs(cubic - low.step) < Math.abs(quadratic - low.step) ? cubic : cubic + (quadratic - cubic) / 2;
}
/** Case 2, a lower value and a slope of the other sign: of the cubic and the secant step the one farther from the trial. */
function afterTurn(low, trial) {
    return farther(trial.step, cubicStep(trial, low).step, secantStep(trial, low));
}
/** Case 3, a lower value and a flatter slope of the same sign: the cubic step only if that tends to a minimum beyond the trial. */
function afterFlatter(low, high, trial, { bracketed, least, most }) {
    const forward = trial.step > low.step;
    const { ratio, root, step } = cubicStep(trial, low);
    const cubic = ratio < 0 && root !== 0 ? step : forward ? most : least;
    const secant = secantStep(trial, low);
    if (!bracketed)
        return Math.max(least, Math.min(farther(trial.step, cubic, secant), most));
    const closer = Math.abs(cubic - trial.step) < Math.abs(secant - trial.step) ? cubic : secant;
    const limit = trial.step + FARTHEST * (high.step - trial.step);
    return forward ? Math.min(limit, closer) : Math.max(limit, closer);
}
/** Case 4, a lower value and a slope of the same sign that is no flatter. */
function afterSteeper(low, high, trial, { bracketed, least, most }) {
    if (bracketed)
        return cubicStep(trial, high).step;
    return trial.step > low.step ? most : least;
}
/** The minimum of the cubic through the values and slopes of `a` and `b`; `ratio` is how far from `a` to `b` it lies. */
function cubicStep(a, b) {
    const width = b.step - a.step;
    const theta = (3 * (a.value - b.value)) / width + a.slope + b.slope;
    const size = Math.max(Math.abs(theta), Math.abs(a.slope), Math.abs(b.slope));
    const root = Math.sign(width) * size * Math.sqrt(Math.max(0, (theta / size) ** 2 - (a.slope / size) * (b.slope / size)));
    const ratio = (root - a.slope + theta) / (root - a.slope + root + b.slope);
    return { step: a.step + ratio * width, ratio, root };
}
/** Where the line through both slopes is zero. */
const secantStep = (a, b) => a.step + (a.slope / (a.slope - b.slope)) * (b.step - a.step);
const farther = (from, a, b) => (Math.abs(a - from) > Math.abs(b - from) ? a : b);
//# sourceMappingURL=trial-step.js.map