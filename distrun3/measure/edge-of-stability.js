"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.edgeOfStability = edgeOfStability;
const signal_1 = require("../signal");
const lanczos_1 = require("./lanczos");
const operator_1 = require("./operator");
/**
 * Trains by full-batch gradient descent and measures λ_max on the way, each time from the last eigenvector.
 * @param hessianAt the Hessian at `w`, a copy of its own
 * @throws RangeError for settings out of range, and a loss or gradient at the start that is no finite number
 */
async function edgeOfStability(f, hessianAt, options) {
    const { rate, momentum = 0, steps, every = 1, signal = (0, signal_1.defaultSignal)() } = expectSettings(f.dimension, options);
    const threshold = (2 + 2 * momentum) / rate;
    const w = Float64Array.from(options.start);
    const velocity = new Float64Array(w.length);
    const sharpest = new Sharpest(hessianAt, options, signal);
    const rows = [];
    for (let step = 0;; step++) {
        await new Promise(setImmediate);
        signal?.throwIfAborted();
        const here = await f.lossAndGradientAt(w);
        if (!isNumber(here)) {
            if (step === 0)
                throw new RangeError(`The loss at the start is ${here.loss}, or its gradient is no finite number.`);
            return { rows, diverged: step, w, rate, momentum, gradients: step + 1, products: sharpest.products };
        }
        if (step % every === 0 || step === steps) {
            const { value, residual } = await sharpest.at(w);
            const row = { step, loss: here.loss, lambdaMax: value, residual, threshold, ratio: value / threshold };
            rows.push(row);
            options.onRow?.(row);
        }
        if (step === steps)
            return { rows, diverged: null, w, rate, momentum, gradients: step + 1, products: sharpest.products };
        for (let i = 0; i < w.length; i++)
            velocity[i] = momentum * velocity[i] - rate * here.gradient[i];
        (0, operator_1.addScaled)(w, 1, velocity);
    }
}
/** The top eigenpair at one point after another. */
class Sharpest {
    hessianAt;
    options;
    signal;
    products = 0;
    last;
    constructor(hessianAt, options, signal) {
        this.hessianAt = hessianAt;
        this.options = options;
        this.signal = signal;
    }
    async at(w) {
        const { random, tolerance = 1e-3, maxProducts = 50 } = this.options;
        const found = await (0, lanczos_1.topEigenpairs)(this.hessianAt(Float64Array.from(w)), 1, {
            random,
            tolerance,
            maxProducts,
            ...(this.last ? { start: this.last } : {}),
            ...(this.signal ? { signal: this.signal } : {}),
        });
        const [top] = found.pairs;
        this.products += found.products;
        this.last = top.vector;
        return top;
    }
}
const isNumber = ({ loss, gradient }) => Number.isFinite(loss) && gradient.every(Number.isFinite);
function expectSettings(dimension, options) {
    const { start, rate, momentum = 0, steps, every = 1 } = options;
    if (start.length !== dimension)
        throw new RangeError(`The start must have ${dimension} weights, got ${start.length}.`);
    if (!(rate > 0 && Number.isFinite(rate)))
        throw new RangeError(`The learning rate must be above 0, got ${rate}.`);
    if (!(momentum >= 0 && momentum < 1))
        throw new RangeError(`The momentum must be from 0 to below 1, got ${momentum}.`);
    if (!Number.isInteger(steps) || steps < 0)
        throw new RangeError(`The number of steps must be an integer of 0 or more, got ${steps}.`);
    if (!Number.isInteger(every) || every < 1)
        throw new RangeError(`The steps between two measurements must be an integer of 1 or more, got ${every}.`);
    return options;
}
//# sourceMappingURL=edge-of-stability.js.map