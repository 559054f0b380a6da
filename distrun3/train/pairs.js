"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.comparisonRows = exports.pairRows = void 0;
exports.trainPairs = trainPairs;
exports.comparePairs = comparePairs;
/** Small against large batch, fairly: for each seed two trainings that share everything but the batch, the start included. */
const config_1 = require("../config");
const summary_1 = require("../stats/summary");
const loop_1 = require("./loop");
/**
 * Trains every seed at both batch sizes.
 * @param settings of the run, without batch and seed
 */
async function trainPairs(settings, data, options) {
    const { seeds, small, large, onProgress, signal } = options;
    const one = (seed, batch, place) => {
        const onEpoch = ({ epoch, trainLoss }) => onProgress?.(`training ${place} of ${2 * seeds.length}: batch ${batch}, seed ${seed}, epoch ${epoch}, loss ${trainLoss.toFixed(4)}`);
        return (0, loop_1.train)((0, config_1.parseRun)({ ...settings, batch, seed }), data, { onEpoch, signal });
    };
    const pairs = [];
    for (const [i, seed] of seeds.entries()) {
        pairs.push({ seed, small: await one(seed, small, 2 * i + 1), large: await one(seed, large, 2 * i + 2) });
    }
    onProgress?.(`${2 * seeds.length} trainings done`);
    return pairs;
}
/** One row a training. Losses in nats, accuracies in percent. */
const pairRows = (pairs) => pairs.flatMap(({ seed, small, large }) => [small, large].map(({ run, ending, epochs, steps, train, test }) => ({
    seed,
    batch: run.batch,
    "ended by": ending,
    epochs,
    steps,
    "train loss": train.loss,
    "train %": 100 * train.accuracy,
    "test loss": test.loss,
    "test %": 100 * test.accuracy,
})));
exports.pairRows = pairRows;
/** Mean ± sd of both batch sizes, and their paired difference. Losses in nats, accuracies in percent, distances in the norm of weight space. */
function comparePairs(pairs) {
    const quantities = {
        "train loss": ({ train }) => train.loss,
        "train %": ({ train }) => 100 * train.accuracy,
        "test loss": ({ test }) => test.loss,
        "test %": ({ test }) => 100 * test.accuracy,
        steps: ({ steps }) => steps,
        "distance from the start": ({ weights, start }) => distance(weights, start),
        "norm of the weights": ({ weights }) => norm(weights),
    };
    return Object.entries(quantities).map(([quantity, value]) => {
        const small = pairs.map((pair) => value(pair.small));
        const large = pairs.map((pair) => value(pair.large));
        return { quantity, small: (0, summary_1.summarize)(small), large: (0, summary_1.summarize)(large), difference: (0, summary_1.summarizePaired)(small, large) };
    });
}
/** A comparison as a row of text: mean ± sd, and the difference with its 95 % interval. */
const comparisonRows = (comparisons) => comparisons.map(({ quantity, small, large, difference }) => ({
    quantity,
    "small batch": withSd(small),
    "large batch": withSd(large),
    "small − large": `${digits(difference.mean)} [${digits(difference.low)}, ${digits(difference.high)}]`,
}));
exports.comparisonRows = comparisonRows;
const withSd = ({ mean, sd }) => `${digits(mean)} ± ${digits(sd)}`;
/** Three significant digits, or all digits before the point where there are more. */
function digits(value) {
    if (!Number.isFinite(value))
        return "–";
    const rounded = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
    return String(rounded).replace("-", "−");
}
const norm = (w) => Math.sqrt(w.reduce((sum, value) => sum + value ** 2, 0));
const distance = (a, b) => norm(a.map((value, i) => value - b[i]));
//# sourceMappingURL=pairs.js.map