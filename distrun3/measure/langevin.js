"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.PriorChain = exports.acceptanceOf = void 0;
const checks_1 = require("./checks");
const acceptanceOf = ({ accepted, steps }) => (steps > 0 ? accepted / steps : 1);
exports.acceptanceOf = acceptanceOf;
/** The share of accepted steps that the step size is set for: best for Langevin steps in many dimensions (Roberts and Rosenthal, 1998). */
const WANTED = 0.574;
/** The measure ∝ exp(−b L(w + u) − precision/2 ‖u‖²); b can change between two runs. */
class PriorChain {
    f;
    w;
    precision;
    random;
    state;
    /** Step size δ, at most 2: there each proposal is a fresh draw, moved by the gradient. */
    delta = 1;
    constructor(f, w, precision, random, state) {
        this.f = f;
        this.w = w;
        this.precision = precision;
        this.random = random;
        this.state = state;
    }
    /** A chain at an exact draw of the measure with b = 0. @throws RangeError when the loss there is no finite number */
    static async begin(f, w, precision, random) {
        const u = w.map(() => random.normal() / Math.sqrt(precision));
        const answer = await f.lossAndGradientAt(w.map((value, i) => value + u[i]));
        (0, checks_1.expectFinite)(answer.loss, "in this neighbourhood (a larger gamma or beta makes it smaller)");
        return new PriorChain(f, w, precision, random, { u, ...answer });
    }
    /** Moves on; the step size is set in the first `burnIn` steps and fixed after them. One evaluation a step. @returns what was accepted after them */
    async run(b, burnIn, samples, onSample) {
        let accepted = 0;
        for (let i = 0; i < burnIn + samples; i++) {
            const probability = await this.step(b);
            if (i < burnIn)
                this.delta = Math.min(2, this.delta * Math.exp(1.5 * (i + 1) ** -0.6 * (probability.chance - WANTED)));
            else {
                accepted += probability.moved ? 1 : 0;
                onSample(this.state);
            }
        }
        return { accepted, steps: samples };
    }
    /** Proposes v ~ N(mean(u), s² I), the step of size δ of the Langevin equation, its linear part solved exactly so that with b = 0 all are accepted. */
    async step(b) {
        const { delta, precision, random, w } = this;
        const mean = ({ u, gradient }) => u.map((value, i) => ((2 - delta) * value - ((2 * delta * b) / precision) * gradient[i]) / (2 + delta));
        const variance = (8 * delta) / ((2 + delta) ** 2 * precision);
        const from = this.state;
        const forward = mean(from);
        const v = forward.map((value) => value + Math.sqrt(variance) * random.normal());
        const to = { u: v, ...(await this.f.lossAndGradientAt(w.map((value, i) => value + v[i]))) };
        const uniform = random.uniform();
        if (!Number.isFinite(to.loss))
            return { chance: 0, moved: false };
        const energy = b * (from.loss - to.loss) + (precision / 2) * (squared(from.u) - squared(to.u));
        const chance = Math.min(1, Math.exp(energy + (squared(to.u, forward) - squared(from.u, mean(to))) / (2 * variance)));
        const moved = uniform < chance;
        if (moved)
            this.state = to;
        return { chance: Number.isNaN(chance) ? 0 : chance, moved };
    }
}
exports.PriorChain = PriorChain;
/** ‖a − b‖² */
function squared(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++)
        sum += (a[i] - (b ? b[i] : 0)) ** 2;
    return sum;
}
//# sourceMappingURL=langevin.js.map