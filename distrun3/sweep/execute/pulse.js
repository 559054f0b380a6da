"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.memoryMB = exports.mostSteps = exports.QUIET_LEAST = exports.QUIET_START = void 0;
exports.quietSeconds = quietSeconds;
exports.pulse = pulse;
/** Milliseconds between two tellings. */
const EVERY = 250;
/** Seconds without a sign while data are loaded, a program is compiled and its first step runs. */
exports.QUIET_START = 900;
/** Seconds without a sign that any run may take, however quick its steps: a slow disk, a busy machine. */
exports.QUIET_LEAST = 60;
/** How many times as long as expected the longest silence may be. */
const QUIET_FACTOR = 10;
/**
 * How long a training may work without a sign, in seconds beyond `QUIET_LEAST`. Between two calls to the engine lie 150 ms, or one step where a step is longer, or an evaluation: over the
 * training and the test examples, forwards only, it takes less than an epoch on as many.
 */
function quietSeconds(stepSeconds, stepsAnEpoch, { train, test }) {
    const epochs = (train.count + test.count) / train.count;
    return QUIET_FACTOR * stepSeconds * Math.max(1, stepsAnEpoch * epochs);
}
/** Steps that a run takes at most. */
const mostSteps = ({ steps, epochs }, stepsAnEpoch) => Math.min(steps ?? Number.POSITIVE_INFINITY, epochs * stepsAnEpoch);
exports.mostSteps = mostSteps;
/** Megabytes that this process has in memory. */
const memoryMB = () => Math.round(process.memoryUsage.rss() / 1e6);
exports.memoryMB = memoryMB;
/** Hooks that tell how a training goes. */
function pulse(id, run, data, { onProgress, onSign }) {
    let told = Number.NEGATIVE_INFINITY;
    let last;
    let stepSeconds = 0;
    let accuracy;
    return {
        onStep({ epoch, step, stepsAnEpoch, loss }) {
            const now = performance.now();
            if (last && step > last.step)
                stepSeconds = (now - last.at) / 1000 / (step - last.step);
            last = { step, at: now };
            if (now - told < EVERY)
                return;
            told = now;
            const share = Math.min(1, step / (0, exports.mostSteps)(run, stepsAnEpoch));
            onProgress({ kind: "progress", id, epoch, step, share, loss, ...(accuracy === undefined ? {} : { accuracy }), memoryMB: (0, exports.memoryMB)() });
            if (stepSeconds > 0)
                onSign?.(quietSeconds(stepSeconds, stepsAnEpoch, data));
        },
        onEpoch({ test }) {
            if (test)
                accuracy = test.accuracy;
            // An evaluation is no step's time.
            if (last)
                last.at = performance.now();
        },
    };
}
//# sourceMappingURL=pulse.js.map