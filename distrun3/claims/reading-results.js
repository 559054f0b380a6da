"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.budgetClaims = exports.QUADRATIC = exports.readBothWays = exports.coverageClaim = void 0;
exports.drawExperiments = drawExperiments;
exports.coverage = coverage;
exports.runQuadratic = runQuadratic;
exports.threeBudgets = threeBudgets;
/** How to read a result, on numbers whose truth is known: how far single seeds mislead, what a 95 % interval promises, and why a budget must be named. */
const random_1 = require("../random");
const summary_1 = require("../stats/summary");
const stopping_1 = require("../train/stopping");
const claim_1 = require("./claim");
/** Experiments with nearly normal values around a known truth. The same seed gives the same numbers. */
function drawExperiments({ seed, experiments, seeds, truth, sd }) {
    return Array.from({ length: experiments }, (_, index) => {
        const rng = (0, random_1.random)(seed).split("experiment", index);
        const values = Array.from({ length: seeds }, () => truth + sd * rng.normal());
        const summary = (0, summary_1.summarize)(values);
        return { summary, values, holds: summary.low <= truth && truth <= summary.high };
    });
}
/** How many of the experiments hold the truth, with Wilson's 95 % interval of that share. */
function coverage(experiments) {
    const n = experiments.length;
    if (n === 0)
        throw new RangeError("Coverage needs at least one experiment, got none.");
    const share = experiments.filter(({ holds }) => holds).length / n;
    const z = 1.959964;
    const middle = (share + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
    const half = (z / (1 + z ** 2 / n)) * Math.sqrt((share * (1 - share)) / n + z ** 2 / (4 * n ** 2));
    return { share, low: middle - half, high: middle + half, n };
}
/** The promise of the intervals, as a claim like any other. */
const coverageClaim = (experiments) => {
    const { share, low, high, n } = coverage(experiments);
    return (0, claim_1.judge)({
        id: "interval-coverage",
        statement: "A 95 % interval holds the truth 95 times in 100",
        source: "Student 1908; here on drawn numbers",
        published: { value: 0.95, mark: "verified" },
        test: {
            kind: "difference",
            effect: "share of drawn experiments whose interval holds the truth",
            direction: "above",
            from: 0.5,
            seeds: 40,
        },
    }, { estimate: share, interval: [low, high], n });
};
exports.coverageClaim = coverageClaim;
/** The same values read for the claim "larger than 0" and, with their signs turned, for the same claim again. */
const readBothWays = (values) => {
    const read = (id, statement, numbers) => (0, claim_1.judge)({
        id,
        statement,
        source: "this notebook, on drawn numbers",
        test: { kind: "direction", effect: "mean difference in points", direction: "above", seeds: 5 },
    }, (0, claim_1.evidenceOf)((0, summary_1.summarize)(numbers)));
    return {
        straight: read("straight", "The small batch is better", values),
        turned: read("turned", "The same, with small and large batch exchanged", values.map((value) => -value)),
    };
};
exports.readBothWays = readBothWays;
exports.QUADRATIC = { dimension: 20, noise: 1, rate: 0.5, examples: 2000 };
/** The rule of the trainings (src/config.ts). */
const RULE = { patience: 10, minDelta: 0.001 };
/** One run to its stall, or to `limit` epochs. Runs of one seed start at the same point. */
function runQuadratic(batch, seed, { dimension, noise, rate, examples } = exports.QUADRATIC, limit = 400) {
    const curvatures = Array.from({ length: dimension }, (_, i) => 1 / (i + 1));
    const start = (0, random_1.random)(seed).split("start");
    const rng = (0, random_1.random)(seed).split("noise", batch);
    const w = curvatures.map(() => 1 + 0.2 * start.normal());
    const loss = () => curvatures.reduce((sum, h, i) => sum + 0.5 * h * w[i] ** 2, 0);
    const stepsPerEpoch = Math.floor(examples / batch);
    const losses = [loss()];
    let stall = stopping_1.stallStart;
    let epoch = 0;
    while (!stall.stalled && epoch < limit) {
        let total = 0;
        for (let step = 0; step < stepsPerEpoch; step++) {
            curvatures.forEach((h, i) => {
                w[i] = w[i] - rate * (h * w[i] + noise * Math.sqrt(h / batch) * rng.normal());
            });
            losses.push(loss());
            total += losses.at(-1);
        }
        stall = (0, stopping_1.stallAfter)(stall, total / stepsPerEpoch, RULE);
        epoch++;
    }
    return { batch, seed, stepsPerEpoch, losses, stalled: epoch };
}
/** Steps that a loss is averaged over: a single step is a matter of luck. */
const WINDOW = 4;
/** Mean loss of the last few steps up to `step`. */
function lossAt({ losses }, step) {
    const last = Math.min(step, losses.length - 1);
    const recent = losses.slice(Math.max(0, last - WINDOW + 1), last + 1);
    return recent.reduce((a, b) => a + b, 0) / recent.length;
}
/**
 * The three budgets on pairs of runs: as many epochs, as many steps, until the loss ceases to improve.
 * @param epochs of the first budget; the second gives both as many steps as the large batch made in them
 */
function threeBudgets(pairs, epochs) {
    const row = (budget, at) => {
        const small = pairs.map((pair) => lossAt(pair.small, at(pair.small, pair.large)));
        const large = pairs.map((pair) => lossAt(pair.large, at(pair.large, pair.large)));
        return {
            budget,
            small: (0, summary_1.summarize)(small),
            large: (0, summary_1.summarize)(large),
            difference: (0, summary_1.summarize)(large.map((value, i) => value - small[i])),
        };
    };
    return [
        row(`equal epochs (${epochs})`, (run) => epochs * run.stepsPerEpoch),
        row(`equal steps (${epochs * (pairs[0]?.large.stepsPerEpoch ?? 0)})`, (_, large) => epochs * large.stepsPerEpoch),
        row("until the loss ceases to improve", (run) => run.losses.length - 1),
    ];
}
/** What the three budgets say of "the large batch ends with the higher training loss". */
const budgetClaims = (rows) => rows.map(({ budget, difference }) => (0, claim_1.judge)({
    id: `budget-${budget.split(" ").slice(0, 2).join("-")}`,
    statement: `The large batch ends with the higher training loss: ${budget}`,
    source: "this notebook, on the quadratic model",
    test: { kind: "direction", effect: "loss of the large batch less that of the small one", direction: "above", seeds: 5 },
}, (0, claim_1.evidenceOf)(difference)));
exports.budgetClaims = budgetClaims;
//# sourceMappingURL=reading-results.js.map