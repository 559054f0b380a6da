"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.localEntropyEvaluations = void 0;
exports.localEntropy = localEntropy;
const signal_1 = require("../signal");
const summary_1 = require("../stats/summary");
const checks_1 = require("./checks");
const langevin_1 = require("./langevin");
const loss_function_1 = require("./loss-function");
const operator_1 = require("./operator");
const quadrature_1 = require("./quadrature");
/** Evaluations of loss and gradient that `localEntropy` makes. */
const localEntropyEvaluations = (options = {}) => {
    const { chains = 3, nodes = 5, burnIn = 20, samples = 40 } = options;
    return 1 + chains * (1 + (nodes + 1) * (burnIn + samples));
};
exports.localEntropyEvaluations = localEntropyEvaluations;
/**
 * Local entropy around `w`. Chaudhari et al. run stochastic gradient Langevin dynamics, whose step size biases it, and estimate the gradient γ (w − ⟨w'⟩) alone; gradients of the whole data allow more, so here each
 * step is accepted or not (`langevin.ts`), which makes the measure exact, and the value follows by thermodynamic integration: smoothedLoss = ∫₀¹ ⟨L⟩_t dt with ⟨·⟩_t under exp(−β (t L + γ/2 ‖w − w'‖²)), by
 * Gauss–Legendre in t^(1/3), as ⟨L⟩_t is steepest at t = 0 (Friel and Pettitt, 2008). Every chain begins at an exact draw at t = 0 and passes through the temperatures in order. The gradient is ⟨∇L⟩, which equals
 * γ (w − ⟨w'⟩) with less noise.
 *
 * How far to trust it: the errors are over chains that each pass from t = 0 to 1; chains that are too short to reach their measure are biased alike (towards high loss), which no error shows. Repeat with twice the steps.
 * @throws RangeError for γ or β ≤ 0, fewer than 3 chains, wrong counts, weights of another function, or a loss that is no finite number
 */
async function localEntropy(f, w, options) {
    const { gamma, beta = 1, chains = 3, nodes = 5, burnIn = 20, samples = 40, random, signal = (0, signal_1.defaultSignal)() } = options;
    (0, checks_1.expectPositive)("gamma", gamma);
    (0, checks_1.expectPositive)("beta", beta);
    (0, checks_1.expectCount)("The number of chains", chains, 3);
    (0, checks_1.expectCount)("The number of nodes", nodes);
    (0, checks_1.expectCount)("The number of steps thrown away", burnIn, 0);
    (0, checks_1.expectCount)("The number of steps that count", samples);
    (0, checks_1.expectLength)("The weights", w, f.dimension);
    const counted = (0, loss_function_1.watchedLoss)(f, options.onEvaluation, signal);
    const loss = (0, checks_1.expectFinite)((await counted.lossAndGradientAt(w)).loss, "at these weights");
    const rule = (0, quadrature_1.gaussLegendre)(nodes);
    const smoothed = [];
    const means = [];
    const gradients = [];
    let acceptance = 1;
    for (let i = 0; i < chains; i++) {
        const chain = await langevin_1.PriorChain.begin(counted, w, beta * gamma, random.split("chain", i));
        const run = async (t, onSample) => {
            const accepted = await chain.run(beta * t, burnIn, samples, onSample);
            acceptance = Math.min(acceptance, (0, langevin_1.acceptanceOf)(accepted));
        };
        let integral = 0;
        for (const { x, weight } of rule) {
            await run(x ** 3, (state) => {
                integral += (weight * 3 * x ** 2 * state.loss) / samples;
            });
        }
        let mean = 0;
        const gradient = new Float64Array(w.length);
        await run(1, (state) => {
            mean += state.loss / samples;
            (0, operator_1.addScaled)(gradient, 1 / samples, state.gradient);
        });
        smoothed.push(integral);
        means.push(mean);
        gradients.push(gradient);
    }
    const value = (0, summary_1.summarize)(smoothed);
    const mean = (0, summary_1.summarize)(means);
    return {
        smoothedLoss: value.mean,
        smoothedLossError: value.sd / Math.sqrt(chains),
        localEntropy: beta * value.mean - (w.length / 2) * Math.log((2 * Math.PI) / (beta * gamma)),
        meanLoss: mean.mean,
        meanLossError: mean.sd / Math.sqrt(chains),
        ...squaredNorm(gradients),
        acceptance,
        loss,
        ...{ gamma, beta, chains, nodes, burnIn, samples },
        evaluations: counted.evaluations,
    };
}
/** Mean of the products of all pairs: unlike the square of the mean, it holds nobody's own noise. */
function squaredNorm(vectors) {
    const products = vectors.map((a) => vectors.map((b) => (a === b ? 0 : (0, operator_1.dot)(a, b))));
    const n = vectors.length;
    const rows = products.map((row) => row.reduce((sum, value) => sum + value, 0));
    const total = rows.reduce((sum, value) => sum + value, 0);
    const without = rows.map((row) => (total - 2 * row) / ((n - 1) * (n - 2)));
    const { sd } = (0, summary_1.summarize)(without);
    return { squaredGradient: total / (n * (n - 1)), squaredGradientError: ((n - 1) / Math.sqrt(n)) * sd };
}
//# sourceMappingURL=local-entropy.js.map