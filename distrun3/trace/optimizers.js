"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.rateOf = void 0;
exports.optimizersIn = optimizersIn;
exports.setRate = setRate;
exports.withRatesFixed = withRatesFixed;
exports.countTurns = countTurns;
exports.settingsOf = settingsOf;
exports.keepNumbers = keepNumbers;
/** The tf.train optimizers that a step uses, and what they keep in JavaScript numbers, where a recording does not see it: the learning rate, other settings, the count of steps. */
const tf_1 = require("../backend/tf");
const refusals_1 = require("./refusals");
const held = (optimizer) => optimizer;
/**
 * Runs `work` and finds the optimizers that compute or apply gradients in it. Their counts of steps are put back.
 * @throws RecordError where `work` sets a rate; a field `learningRate` that it assigns before the optimizer is used is seen only by `withRatesFixed`
 */
function optimizersIn(work) {
    const before = new Map();
    const release = [];
    const prototype = tf_1.tf.Optimizer.prototype;
    const methods = ["computeGradients", "incrementIterations"];
    const real = methods.map((method) => prototype[method]);
    methods.forEach((method, i) => {
        prototype[method] = function (...args) {
            if (!before.has(this)) {
                before.set(this, this.iterations);
                release.push(fixRate(this));
            }
            return real[i]?.apply(this, args);
        };
    });
    // An optimizer that has not been used yet is known by this call alone. Those that `work` makes set their first rate with it.
    const { setLearningRate } = tf_1.tf.SGDOptimizer.prototype;
    tf_1.tf.SGDOptimizer.prototype.setLearningRate = function (rate) {
        if (held(this).c && !Object.is(rate, (0, exports.rateOf)(this)))
            throw setsRate(this, rate);
        setLearningRate.call(this, rate);
    };
    const used = [];
    try {
        work();
    }
    finally {
        methods.forEach((method, i) => {
            prototype[method] = real[i];
        });
        tf_1.tf.SGDOptimizer.prototype.setLearningRate = setLearningRate;
        for (const each of release)
            each();
        for (const [optimizer, count] of before) {
            used.push({ optimizer, steps: optimizer.iterations - count });
            held(optimizer).iterations_ = count;
        }
    }
    return used;
}
/** The learning rate, if the optimizer has one as a number. */
const rateOf = (optimizer) => {
    const { learningRate } = held(optimizer);
    return typeof learningRate === "number" ? learningRate : undefined;
};
exports.rateOf = rateOf;
/** Sets the learning rate. */
function setRate(optimizer, rate) {
    const { setLearningRate } = held(optimizer);
    if (setLearningRate)
        setLearningRate.call(optimizer, rate);
    else
        held(optimizer).learningRate = rate;
}
/** Runs `work` and refuses that it sets a rate. @throws RecordError */
function withRatesFixed(optimizers, work) {
    const release = optimizers.map(({ optimizer }) => fixRate(optimizer));
    try {
        return work();
    }
    finally {
        for (const each of release)
            each();
    }
}
/** Lets no other rate be assigned to an optimizer, in whatever way. @returns lets it again */
function fixRate(optimizer) {
    const rate = (0, exports.rateOf)(optimizer);
    if (rate === undefined)
        return () => { };
    const set = (other) => {
        if (!Object.is(other, rate))
            throw setsRate(optimizer, other);
    };
    Object.defineProperty(optimizer, "learningRate", { get: () => rate, set, enumerable: true, configurable: true });
    return () => void Object.defineProperty(optimizer, "learningRate", { value: rate, writable: true, enumerable: true, configurable: true });
}
const setsRate = (optimizer, rate) => new refusals_1.RecordError(`The step sets the learning rate of the optimizer ${held(optimizer).getClassName()} to ${rate} by itself, which would be frozen. Give the rates of the turns as \`rates\` of \`run\`, or set the rate between two runs.`);
/** Counts turns of the training as the optimizer would have; the count is saved with its weights. */
function countTurns({ optimizer, steps }, turns) {
    held(optimizer).iterations_ = optimizer.iterations + turns * steps;
}
/** The name of the optimizer and its settings other than the learning rate. */
function settingsOf(optimizer) {
    const { learningRate: _, ...settings } = held(optimizer).getConfig();
    return { name: held(optimizer).getClassName(), settings };
}
/** Remembers learning rates and counts. @returns puts them back */
function keepNumbers(optimizers) {
    const kept = optimizers.map(({ optimizer }) => ({ optimizer, rate: (0, exports.rateOf)(optimizer), steps: optimizer.iterations }));
    return () => {
        for (const { optimizer, rate, steps } of kept) {
            if (rate !== undefined && rate !== (0, exports.rateOf)(optimizer))
                setRate(optimizer, rate);
            held(optimizer).iterations_ = steps;
        }
    };
}
//# sourceMappingURL=optimizers.js.map