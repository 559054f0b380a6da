"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.flatnessEvaluations = flatnessEvaluations;
exports.flatness = flatness;
exports.isotropicKl = isotropicKl;
exports.magnitudeKl = magnitudeKl;
exports.pacBayesMeasure = pacBayesMeasure;
exports.pacBayesBound = pacBayesBound;
const signal_1 = require("../signal");
const checks_1 = require("./checks");
const loss_function_1 = require("./loss-function");
const rise_1 = require("./rise");
const [LOWEST, FIRST, HIGHEST, FACTOR] = [1e-8, 0.05, 1e4, 4];
/** Evaluations of the loss that `flatness` makes at most. */
function flatnessEvaluations({ draws = 10, tolerance = 0.01 } = {}) {
    const brackets = 1 + Math.ceil(Math.log(Math.max(HIGHEST / FIRST, FIRST / LOWEST)) / Math.log(FACTOR));
    return 1 + 2 * draws * (brackets + Math.ceil(Math.log2(Math.log(FACTOR) / Math.log1p(tolerance))));
}
/**
 * The σ at which E L(w + u) − L(w), u ~ N(0, σ² I), reaches `rise`, from below, by bisection with common random numbers: the same u, each with both signs, at every σ, so that σ is where one curve crosses.
 * That mean need not grow everywhere; found is a crossing, not surely the last. Values of L that are no finite numbers count as too large.
 * @throws RangeError for a rise, ε or tolerance ≤ 0, fewer than 1 draw, weights of another function, or a loss at w that is no finite number
 */
async function flatness(f, w, options) {
    const { rise = 0.1, epsilon, from, draws = 10, tolerance = 0.01, random, signal = (0, signal_1.defaultSignal)() } = options;
    (0, checks_1.expectPositive)("The rise", rise);
    (0, checks_1.expectPositive)("tolerance", tolerance);
    if (epsilon !== undefined)
        (0, checks_1.expectPositive)("epsilon", epsilon, "Leave it out for perturbations of one size.");
    (0, checks_1.expectCount)("The number of draws", draws);
    (0, checks_1.expectLength)("The weights", w, f.dimension);
    if (from)
        (0, checks_1.expectLength)("The point that magnitudes are taken from", from, w.length);
    const counted = (0, loss_function_1.watchedLoss)(f, options.onEvaluation, signal);
    const loss = (0, checks_1.expectFinite)(await counted.lossAt(w), "at these weights");
    const perturbation = (sigma, draw) => {
        const own = random.split("draw", draw);
        return w.map((value, i) => {
            const size = epsilon === undefined ? sigma : Math.hypot(sigma * (value - (from?.[i] ?? 0)), epsilon);
            return size * own.normal();
        });
    };
    /** Mean rise, or Infinity. */
    const risenAt = async (sigma) => {
        let sum = 0;
        for (let i = 0; i < draws; i++) {
            sum += await (0, rise_1.riseAlong)(counted, w, loss, perturbation(sigma, i));
        }
        return Number.isFinite(sum) ? sum / draws : Number.POSITIVE_INFINITY;
    };
    const result = (end, sigma, risen) => ({
        sigma,
        end,
        flatness: sigma && 1 / sigma ** 2,
        risen,
        loss,
        rise,
        epsilon: epsilon ?? null,
        draws,
        tolerance,
        evaluations: counted.evaluations,
    });
    let [low, high] = [FIRST, FIRST];
    let risen = await risenAt(FIRST);
    if (risen > rise) {
        do {
            if (low <= LOWEST)
                return result("below", null, null);
            [low, high] = [Math.max(LOWEST, low / FACTOR), low];
            risen = await risenAt(low);
        } while (risen > rise);
    }
    else {
        for (;;) {
            if (high >= HIGHEST)
                return result("above", null, null);
            [low, high] = [high, Math.min(HIGHEST, high * FACTOR)];
            const next = await risenAt(high);
            if (next > rise)
                break;
            risen = next;
        }
    }
    while (high > low * (1 + tolerance)) {
        const middle = Math.sqrt(low * high);
        const there = await risenAt(middle);
        if (there > rise)
            high = middle;
        else
            [low, risen] = [middle, there];
    }
    return result("found", low, risen);
}
/** KL(N(w, σ² I) ‖ N(centre, σ² I)) = ‖w − centre‖² / (2σ²), nats. @throws RangeError for σ ≤ 0 or another length */
function isotropicKl(w, centre, sigma) {
    (0, checks_1.expectPositive)("sigma", sigma);
    (0, checks_1.expectLength)("The centre", centre, w.length);
    return squaredDistance(w, centre) / (2 * sigma ** 2);
}
/**
 * KL(N(w, diag(σ² dᵢ² + ε²)) ‖ N(centre, p² I)), nats, with d = w − centre and the p² for which it is smallest, ε² + (σ² + 1) ‖d‖² / n: ½ Σ ln(p² / (σ² dᵢ² + ε²)), the sum in the magnitude-aware bound of
 * Jiang et al.
 * @throws RangeError for σ or ε ≤ 0 or another length
 */
function magnitudeKl(w, centre, sigma, epsilon) {
    (0, checks_1.expectPositive)("sigma", sigma);
    (0, checks_1.expectPositive)("epsilon", epsilon);
    (0, checks_1.expectLength)("The centre", centre, w.length);
    const prior = epsilon ** 2 + ((sigma ** 2 + 1) * squaredDistance(w, centre)) / w.length;
    let sum = 0;
    for (let i = 0; i < w.length; i++)
        sum += Math.log(prior / (epsilon ** 2 + (sigma * (w[i] - centre[i])) ** 2));
    return sum / 2;
}
/**
 * √((KL/2 + ln(m/σ) + 10) / m): the measure by which Jiang et al. compare networks ("pacbayes-init" and "-orig" with `isotropicKl`, "pacbayes-mag-…" with `magnitudeKl`), as released by Dziugaite et al. (2020).
 * A ranking, no bound.
 */
function pacBayesMeasure(kl, sigma, examples) {
    (0, checks_1.expectPositive)("sigma", sigma);
    (0, checks_1.expectCount)("The number of examples", examples);
    return Math.sqrt((kl / 2 + Math.log(examples / sigma) + 10) / examples);
}
/**
 * McAllester's bound in Maurer's form (2004): E_Q error ≤ E_Q training error + √((KL(Q‖P) + ln(2√m/δ)) / (2m)).
 * It is about the network with weights drawn from Q, not about w. It assumes m independent examples, an error from 0 to 1, a prior P that was fixed before the data were seen (the starting weights as its centre are
 * fine, the trained weights are not), and σ as well: a σ searched for on the same data costs a union bound over the values it could have had (ln 1,000 ≈ 7 more in the numerator for 1,000 of them), which is not added here.
 * @param error mean training error of networks drawn from Q, from 0 to 1
 * @throws RangeError for an error outside 0 … 1, a negative KL, or δ not between 0 and 1
 */
function pacBayesBound(kl, error, examples, delta = 0.05) {
    (0, checks_1.expectCount)("The number of examples", examples);
    if (!(error >= 0 && error <= 1))
        throw new RangeError(`The error must be from 0 to 1 (a share, no cross-entropy), got ${error}.`);
    if (!(kl >= 0 && Number.isFinite(kl)))
        throw new RangeError(`The KL divergence must be a number of 0 or more, got ${kl}.`);
    if (!(delta > 0 && delta < 1))
        throw new RangeError(`delta must lie between 0 and 1, got ${delta}.`);
    const complexity = Math.sqrt((kl + Math.log((2 * Math.sqrt(examples)) / delta)) / (2 * examples));
    const bound = error + complexity;
    return { bound, complexity, vacuous: bound >= 1, delta };
}
function squaredDistance(a, b) {
    let sum = 0;
    for (let i = 0; i < a.length; i++)
        sum += (a[i] - b[i]) ** 2;
    return sum;
}
//# sourceMappingURL=pac-bayes.js.map