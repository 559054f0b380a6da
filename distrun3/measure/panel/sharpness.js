"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sharpnessMeasures = void 0;
/** The panel's measures of sharpness: Keskar's φ, SAM, ASAM, and the mean rise under random perturbations. */
const average_sharpness_1 = require("../average-sharpness");
const directions_1 = require("../directions");
const keskar_1 = require("../keskar");
const perturbation_1 = require("../perturbation");
const sam_1 = require("../sam");
const measure_1 = require("./measure");
const keskarSettings = { epsilon: 1e-3, starts: 2, publishedIterations: 10, iterations: 50, ascentSteps: 20 };
/** A measure in SAM's ball. */
const sam = (about, rho, scale) => ({
    about,
    settings: { rho, steps: 20, starts: 3, linf: 0 },
    headline: "sharpness",
    kinds: ["loss", "gradient"],
    cost: (settings) => ({ gradients: (0, sam_1.samEvaluations)(settings) }),
    run: (subject, { rho = 0, steps, starts, linf }) => (0, sam_1.samSharpness)(subject.loss, subject.w, {
        ...(0, measure_1.watch)(subject),
        rho,
        steps,
        starts,
        scale,
        norm: linf ? "linf" : "l2",
        weights: subject.network.weights,
    }),
});
exports.sharpnessMeasures = {
    keskar: {
        about: "Keskar's φ in the full space: largest rise of the loss in the box ε(|w| + 1), in percent of 1 + loss",
        settings: keskarSettings,
        headline: "phi",
        kinds: ["loss", "gradient"],
        cost: (settings) => ({ gradients: (0, keskar_1.keskarCost)(settings) }),
        run: (subject, settings) => (0, keskar_1.keskarFull)(subject.loss, subject.w, { ...(0, measure_1.watch)(subject), ...settings }),
    },
    keskarSubspace: {
        about: "φ in random subspaces of p dimensions, several draws",
        settings: { ...keskarSettings, p: 100, draws: 5, starts: 1 },
        headline: "phi.mean",
        kinds: ["loss", "gradient"],
        cost: (settings) => ({ gradients: (0, keskar_1.keskarCost)(settings) }),
        run: (subject, settings) => (0, keskar_1.keskarSubspaces)(subject.loss, subject.w, { ...(0, measure_1.watch)(subject), ...settings }),
    },
    sam: sam("SAM's sharpness: largest rise in a ball of radius ρ (linf=1: in a cube)", 0.05, "none"),
    asam: sam("ASAM's sharpness: the same in units of each weight, so that rescaling layers does not change it", 0.5, "weight"),
    average: {
        about: "mean rise under normal noise of standard deviation ρ (adaptive=1: ρ|w|)",
        settings: { rho: 0.01, draws: 20, adaptive: 0 },
        headline: "rise",
        kinds: ["loss"],
        cost: (settings) => ({ losses: (0, average_sharpness_1.averageEvaluations)(settings) }),
        run: (subject, { rho = 0, draws, adaptive }) => (0, average_sharpness_1.averageSharpness)(subject.loss, subject.w, {
            ...(0, measure_1.watch)(subject),
            rho,
            draws,
            scale: adaptive ? "weight" : "none",
            weights: subject.network.weights,
        }),
    },
    perturbation: {
        about: "mean rise along random filter-normalised directions, at several relative lengths",
        settings: { draws: 10 },
        kinds: ["loss"],
        cost: (settings) => ({ losses: (0, perturbation_1.perturbationEvaluations)(settings) }),
        run: (subject, { draws }) => (0, perturbation_1.perturbationSharpness)(subject.loss, subject.w, {
            ...(0, measure_1.watch)(subject),
            draws,
            direction: (random) => (0, directions_1.randomDirection)(subject.w, subject.network.weights, { random }),
        }),
    },
};
//# sourceMappingURL=sharpness.js.map