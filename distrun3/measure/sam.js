"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.samEvaluations = exports.BALL_NORMS = void 0;
exports.samSharpness = samSharpness;
const signal_1 = require("../signal");
const checks_1 = require("./checks");
const loss_function_1 = require("./loss-function");
const operator_1 = require("./operator");
const scale_1 = require("./scale");
/** The ball's norm: `l2`, as in training with SAM; `linf`, every weight on its own. */
exports.BALL_NORMS = ["l2", "linf"];
/** Evaluations of loss and gradient that `samSharpness` makes at most. */
const samEvaluations = ({ steps = 20, starts = 3 } = {}) => 2 + starts * (1 + steps);
exports.samEvaluations = samEvaluations;
/**
 * S = max L(w + e) − L(w) over ‖T_w⁻¹ e‖ ≤ ρ, in nats: Foret et al., equation 1 (T = I); Kwon et al., Definition 2 (adaptive sharpness). `scale: "none"` is SAM, `weight` and `filter` are ASAM.
 *
 * One step: e = T z, z the maximiser of the linear function with gradient T g: ρ T g / ‖T g‖ (l2; Foret et al., equation 2; Kwon et al., §3) or ρ sign(T g) (l∞). Ascent: z ← P(z + s ρ d) with d the
 * direction of one step at z and P the projection on the ball, s from 2, halved whenever the loss does not rise, so a start's last point is its best.
 *
 * Our choices: f is the mean over all its data (Foret et al. also average over small batches, "m-sharpness"; Andriushchenko et al., ICML 2023, do so with 128 examples); all weights are perturbed, biases and
 * batch norm's included, and biases are adaptive as well, without which rescaling a layer would change the result; random starts lie on the sphere (l2) or uniform in the box (l∞).
 * @throws RangeError for ρ ≤ 0, wrong counts, weights of another function, or a loss that is no finite number
 */
async function samSharpness(f, w, options) {
    const { rho, norm = "l2", scale = "none", eta = 0, steps = 20, starts = 3, random, signal = (0, signal_1.defaultSignal)() } = options;
    (0, checks_1.expectPositive)("rho", rho);
    (0, checks_1.expectCount)("The number of steps", steps, 0);
    (0, checks_1.expectCount)("The number of starts", starts);
    (0, checks_1.expectLength)("The weights", w, f.dimension);
    if (!exports.BALL_NORMS.includes(norm))
        throw new RangeError(`Unknown norm "${norm}". Expected one of ${exports.BALL_NORMS.join(", ")}.`);
    const stretch = (0, scale_1.scaleOf)(w, options);
    const ball = BALLS[norm];
    const counted = (0, loss_function_1.watchedLoss)(f, options.onEvaluation, signal);
    /** Loss and gradient as functions of z, e = T z: there the region is a plain ball. */
    const at = async (z) => {
        const { loss, gradient } = await counted.lossAndGradientAt(w.map((value, i) => value + stretch[i] * z[i]));
        (0, checks_1.expectFinite)(loss, `within rho = ${rho} of these weights`);
        return { loss, gradient: gradient.map((value, i) => value * stretch[i]) };
    };
    const centre = await at(new Float64Array(w.length));
    const isFlat = centre.gradient.every((value) => value === 0);
    const first = ball.furthest(centre.gradient, rho);
    const firstAnswer = isFlat ? centre : await at(first);
    const ascent = [];
    for (let i = 0; i < (steps > 0 ? starts : 0); i++) {
        const isFirst = i === 0 && !isFlat;
        const start = isFirst ? first : ball.start(w.length, rho, random.split("start", i));
        const top = await ascend(at, start, isFirst ? firstAnswer : await at(start), ball, rho, steps);
        ascent.push(top - centre.loss);
    }
    const oneStep = firstAnswer.loss - centre.loss;
    return {
        sharpness: Math.max(0, oneStep, ...ascent),
        oneStep,
        ascent,
        loss: centre.loss,
        ...{ rho, norm, scale, eta, steps, starts },
        evaluations: counted.evaluations,
    };
}
/** z made as long as ρ; 0 stays. */
const withLength = (z, rho) => {
    const is = (0, operator_1.norm)(z);
    return is > 0 ? z.map((value) => (rho * value) / is) : z;
};
const BALLS = {
    l2: {
        furthest: withLength,
        project: (z, rho) => ((0, operator_1.norm)(z) > rho ? withLength(z, rho) : z),
        start: (dimension, rho, random) => withLength(Float64Array.from({ length: dimension }, () => random.normal()), rho),
    },
    linf: {
        furthest: (gradient, rho) => gradient.map((value) => rho * Math.sign(value)),
        project: (z, rho) => z.map((value) => Math.max(-rho, Math.min(rho, value))),
        start: (dimension, rho, random) => Float64Array.from({ length: dimension }, () => rho * (2 * random.uniform() - 1)),
    },
};
/** Where the step is this small the ascent has ended. */
const SMALLEST_STEP = 1e-6;
async function ascend(at, start, answer, ball, rho, steps) {
    let [z, here, step] = [start, answer, 2];
    for (let i = 0; i < steps && step > SMALLEST_STEP; i++) {
        const direction = ball.furthest(here.gradient, rho);
        const next = ball.project(z.map((value, j) => value + step * direction[j]), rho);
        const there = await at(next);
        if (there.loss > here.loss)
            [z, here] = [next, there];
        else
            step /= 2;
    }
    return here.loss;
}
//# sourceMappingURL=sam.js.map