"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.perturbationEvaluations = exports.RADII = void 0;
exports.perturbationSharpness = perturbationSharpness;
const signal_1 = require("../signal");
const checks_1 = require("./checks");
const loss_function_1 = require("./loss-function");
const rise_1 = require("./rise");
/** The radii used where none are given. */
exports.RADII = [0.05, 0.1, 0.25, 0.5];
/** Evaluations of the loss that `perturbationSharpness` makes. */
const perturbationEvaluations = ({ radii = exports.RADII, draws = 10 } = {}) => 1 + 2 * draws * radii.length;
exports.perturbationEvaluations = perturbationEvaluations;
/**
 * E L(w + r d) − L(w), nats, for each r. Every radius uses the same directions, each to both sides; radii and the mean are our choices, as Li et al. draw the curve and give no number.
 * @throws RangeError for no radii, r ≤ 0, fewer than 2 draws, directions of another length, or a loss that is no finite number
 */
async function perturbationSharpness(f, w, options) {
    const { direction, radii = exports.RADII, draws = 10, random, signal = (0, signal_1.defaultSignal)() } = options;
    if (radii.length === 0)
        throw new RangeError("Perturbation sharpness needs at least one radius, got none.");
    for (const radius of radii)
        (0, checks_1.expectPositive)("A radius", radius);
    (0, checks_1.expectCount)("The number of draws", draws, 2);
    (0, checks_1.expectLength)("The weights", w, f.dimension);
    const counted = (0, loss_function_1.watchedLoss)(f, options.onEvaluation, signal);
    const loss = (0, checks_1.expectFinite)(await counted.lossAt(w), "at these weights");
    const rises = radii.map(() => []);
    for (let i = 0; i < draws; i++) {
        const d = direction(random.split("draw", i));
        (0, checks_1.expectLength)("A direction", d, w.length);
        for (const [j, radius] of radii.entries())
            rises[j]?.push(await (0, rise_1.riseAlong)(counted, w, loss, d, radius));
    }
    return {
        loss,
        rises: radii.map((radius, j) => ({ radius, ...(0, rise_1.meanOf)(rises[j]) })),
        draws,
        evaluations: counted.evaluations,
    };
}
//# sourceMappingURL=perturbation.js.map