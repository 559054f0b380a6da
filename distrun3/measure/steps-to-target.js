"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.firstReached = firstReached;
exports.fitStepsToTarget = fitStepsToTarget;
/** The trade between steps and examples on the way to a target: (S/S_min − 1)(E/E_min − 1) = 1 fitted to runs at several batch sizes (McCandlish et al., 2018, equations 2.11 and 2.12). */
const errors_1 = require("../errors");
/**
 * Where a history first reaches a target. Test accuracy is known where it was evaluated, the training loss of each epoch is the mean over its batches.
 * @returns the step, or the best value where it never did
 */
function firstReached(history, target) {
    const points = history.flatMap(({ step, trainLoss, test }) => {
        const value = "loss" in target ? trainLoss : test?.accuracy;
        return value === undefined ? [] : [{ step, value }];
    });
    const at = points.findIndex(({ value }) => ("loss" in target ? value <= target.loss : value >= target.accuracy));
    const values = points.map(({ value }) => value).filter(Number.isFinite);
    if (at < 0)
        return { best: "loss" in target ? Math.min(...values) : Math.max(...values) };
    return { step: points[at]?.step, after: points[at - 1]?.step ?? 0 };
}
/** How far beyond the batch sizes measured a critical batch can be told: at 100 times the largest, its steps are 1 % above those of perfect scaling. */
const REACH = 100;
/**
 * With E = B S the hyperbola is S(B) = S_min (1 + B_crit / B): least squares of log S in log S_min and log B_crit. Intervals are percentiles of a bootstrap that draws whole seeds, each
 * with all its batch sizes; of few seeds it makes them somewhat too narrow, of one none.
 * @throws RangeError for fewer than 3 batch sizes, steps or batches that are no numbers above 0, and a seed that lacks a batch size or has it twice
 * @throws UserError where the runs show no curvature: all in perfect scaling, or none
 */
function fitStepsToTarget(runs, options) {
    const { random, resamples = 1000, level = 0.95 } = options;
    const { batches, seeds, logs } = tableOf(runs);
    if (!Number.isInteger(resamples) || resamples < 1)
        throw new RangeError(`The number of resamples must be an integer of 1 or more, got ${resamples}.`);
    if (!(level > 0 && level < 1))
        throw new RangeError(`The level must be between 0 and 1, got ${level}.`);
    const whole = leastSquares(batches, columnMeans(logs));
    refuseLine(whole, batches);
    const drawn = seeds.length < 2
        ? []
        : Array.from({ length: resamples }, () => leastSquares(batches, columnMeans(logs.map(() => logs[random.below(logs.length)]))));
    const interval = (of) => ({ value: of(whole), ...percentiles(drawn, of, level) });
    const squares = logs.flatMap((row) => row.map((log, i) => (log - logStepsAt(whole, batches[i])) ** 2));
    return {
        steps: interval(({ logSteps }) => Math.exp(logSteps)),
        examples: interval(({ logSteps, logBatch }) => Math.exp(logSteps + logBatch)),
        criticalBatch: interval(({ logBatch }) => Math.exp(logBatch)),
        residual: Math.sqrt(squares.reduce((a, b) => a + b, 0) / squares.length),
        level,
        batches,
        seeds,
        resamples: drawn.length,
    };
}
const logStepsAt = ({ logSteps, logBatch }, batch) => logSteps + Math.log1p(Math.exp(logBatch) / batch);
/** Log steps, a row a seed and a column a batch size, both in ascending order. */
function tableOf(runs) {
    const wrong = runs.find(({ batch, steps }) => !(batch > 0 && steps > 0 && Number.isFinite(batch) && Number.isFinite(steps)));
    if (wrong)
        throw new RangeError(`Batch and steps must be numbers above 0, got ${wrong.batch} and ${wrong.steps}. Leave out seeds that missed the target.`);
    const ascending = (values) => [...new Set(values)].sort((a, b) => a - b);
    const batches = ascending(runs.map(({ batch }) => batch));
    const seeds = ascending(runs.map(({ seed }) => seed));
    if (batches.length < 3)
        throw new RangeError(`The fit needs runs at 3 batch sizes or more, got ${batches.length}.`);
    const logs = seeds.map((seed) => batches.map((batch) => {
        const found = runs.filter((run) => run.seed === seed && run.batch === batch);
        if (found.length !== 1)
            throw new RangeError(`Each seed needs one run at each batch size; seed ${seed} has ${found.length} at ${batch}.`);
        return Math.log(found[0].steps);
    }));
    return { batches, seeds, logs };
}
const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
const columnMeans = (rows) => (rows[0] ?? []).map((_, i) => mean(rows.map((row) => row[i])));
/** Least squares: for each log B_crit the best log S_min is a mean; the sum of squares that is left is searched in one variable. */
function leastSquares(batches, logs) {
    const at = (logBatch) => {
        const lifted = logs.map((log, i) => log - Math.log1p(Math.exp(logBatch) / batches[i]));
        const logSteps = mean(lifted);
        return { logSteps, sum: lifted.reduce((sum, value) => sum + (value - logSteps) ** 2, 0) };
    };
    const [low, high] = [Math.log(batches[0] / REACH), Math.log(batches.at(-1) * REACH)];
    const logBatch = leastOn((value) => at(value).sum, low, high);
    const width = 1e-3 * (high - low);
    const edge = logBatch < low + width ? "low" : logBatch > high - width ? "high" : undefined;
    return { logSteps: at(logBatch).logSteps, logBatch, ...(edge ? { edge } : {}) };
}
/** Where a function is least on an interval: the best of a grid, then golden sections around it. */
function leastOn(f, low, high) {
    const step = (high - low) / 60;
    const grid = Array.from({ length: 61 }, (_, i) => low + i * step);
    const best = grid.reduce((a, b) => (f(b) < f(a) ? b : a));
    let [a, b] = [Math.max(low, best - step), Math.min(high, best + step)];
    const golden = (Math.sqrt(5) - 1) / 2;
    while (b - a > 1e-9) {
        const [left, right] = [b - golden * (b - a), a + golden * (b - a)];
        if (f(left) < f(right))
            b = right;
        else
            a = left;
    }
    return (a + b) / 2;
}
function refuseLine({ edge }, batches) {
    const [least, most] = [batches[0], batches.at(-1)];
    if (edge === "high")
        throw new errors_1.UserError(`The steps fall as 1/batch from ${least} to ${most}: perfect scaling throughout, so the critical batch lies above and cannot be told. Add runs at larger batches.`);
    if (edge === "low")
        throw new errors_1.UserError(`The steps do not fall from batch ${least} to ${most}: the critical batch lies below and cannot be told. Add runs at smaller batches.`);
}
/** A bound is null where it falls on resamples that show no curvature. */
function percentiles(drawn, of, level) {
    const sorted = [...drawn].sort((a, b) => of(a) - of(b));
    const at = (share) => {
        const fit = sorted[Math.round(share * (sorted.length - 1))];
        return fit && !fit.edge ? of(fit) : null;
    };
    return { low: at((1 - level) / 2), high: at((1 + level) / 2) };
}
//# sourceMappingURL=steps-to-target.js.map