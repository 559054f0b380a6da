"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.averageEvaluations = exports.PERTURBATION_LAWS = void 0;
exports.averageSharpness = averageSharpness;
const signal_1 = require("../signal");
const checks_1 = require("./checks");
const loss_function_1 = require("./loss-function");
const rise_1 = require("./rise");
const scale_1 = require("./scale");
/** How eᵢ / (T_w)ᵢ is drawn, all independent: `normal`, with standard deviation ρ; `uniform` in [−ρ, ρ]. */
exports.PERTURBATION_LAWS = ["normal", "uniform"];
/** Evaluations of the loss that `averageSharpness` makes. */
const averageEvaluations = ({ draws = 20 } = {}) => 1 + 2 * draws;
exports.averageEvaluations = averageEvaluations;
/**
 * E L(w + e) − L(w), nats, e ~ N(0, ρ² T_w²) (Andriushchenko et al.; there c = T_w) or uniform in the box of half-width ρ T_w. For small ρ: ρ²/2 · tr(T H T), and a third of it.
 * Our choices: f is the mean over all its data, and each draw is taken with both signs.
 * @throws RangeError for ρ ≤ 0, fewer than 2 draws, weights of another function, or a loss that is no finite number
 */
async function averageSharpness(f, w, options) {
    const { rho, law = "normal", scale = "none", eta = 0, draws = 20, random, signal = (0, signal_1.defaultSignal)() } = options;
    (0, checks_1.expectPositive)("rho", rho);
    (0, checks_1.expectCount)("The number of draws", draws, 2);
    (0, checks_1.expectLength)("The weights", w, f.dimension);
    if (!exports.PERTURBATION_LAWS.includes(law))
        throw new RangeError(`Unknown law "${law}". Expected one of ${exports.PERTURBATION_LAWS.join(", ")}.`);
    const stretch = (0, scale_1.scaleOf)(w, options);
    const counted = (0, loss_function_1.watchedLoss)(f, options.onEvaluation, signal);
    const loss = (0, checks_1.expectFinite)(await counted.lossAt(w), "at these weights");
    const rises = [];
    for (let i = 0; i < draws; i++) {
        const own = random.split("draw", i);
        const e = stretch.map((by) => rho * by * (law === "normal" ? own.normal() : 2 * own.uniform() - 1));
        rises.push(await (0, rise_1.riseAlong)(counted, w, loss, e));
    }
    return { ...(0, rise_1.meanOf)(rises), loss, rho, law, scale, eta, draws, evaluations: counted.evaluations };
}
//# sourceMappingURL=average-sharpness.js.map