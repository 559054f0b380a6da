"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.geometryMeasures = void 0;
/** The panel's measures of where a minimum lies and how wide it is: norms, PAC-Bayes flatness, local entropy, and the loss around it. */
const directions_1 = require("../directions");
const grid_file_1 = require("../grid-file");
const local_entropy_1 = require("../local-entropy");
const norms_1 = require("../norms");
const pac_bayes_1 = require("../pac-bayes");
const surface_1 = require("../surface");
const measure_1 = require("./measure");
exports.geometryMeasures = {
    norms: {
        about: "norms of the weights and their distance from the start, whole and layer by layer",
        settings: {},
        headline: "distance",
        kinds: ["loss"],
        cost: () => ({}),
        run: ({ stored, network, w, random, signal }) => (0, norms_1.weightNorms)(w, network.weights, { start: stored.start, random, ...(signal ? { signal } : {}) }),
    },
    flatness: {
        about: "PAC-Bayes flatness: the normal noise at which the training loss has risen by `rise` nats, and the measure made of it",
        settings: { rise: 0.1, draws: 10, tolerance: 0.05 },
        headline: "sigma",
        kinds: ["loss"],
        cost: (settings) => ({ losses: (0, pac_bayes_1.flatnessEvaluations)(settings) }),
        async run(subject, { rise, draws, tolerance }) {
            const { stored, data, w, loss } = subject;
            const result = await (0, pac_bayes_1.flatness)(loss, w, { ...(0, measure_1.watch)(subject), rise, draws, tolerance });
            const examples = data.train.count;
            const { sigma } = result;
            const measureFrom = (centre) => sigma === null ? null : (0, pac_bayes_1.pacBayesMeasure)((0, pac_bayes_1.isotropicKl)(w, centre, sigma), sigma, examples);
            return { ...result, pacBayesFromStart: measureFrom(stored.start), pacBayesFromOrigin: measureFrom(new Float32Array(w.length)) };
        },
    },
    localEntropy: {
        about: "local entropy around the weights (thermodynamic integration over Langevin chains)",
        settings: { gamma: 1e3, beta: 1e4, chains: 3, nodes: 5, burnIn: 20, samples: 40 },
        kinds: ["loss", "gradient"],
        cost: (settings) => ({ gradients: (0, local_entropy_1.localEntropyEvaluations)(settings) }),
        run: (subject, settings) => (0, local_entropy_1.localEntropy)(subject.loss, subject.w, { ...(0, measure_1.watch)(subject), ...settings }),
    },
    landscape: {
        about: "losses and accuracies on a filter-normalised grid around the weights (dimensions 1 or 2); goes on where it was stopped",
        settings: { dimensions: 2, points: 25, span: 1 },
        kinds: ["loss"],
        cost: ({ dimensions = 2, points = 1 }) => ({ losses: dimensions === 1 ? points : points * points }),
        async run(subject, settings) {
            const { dimensions = 2, points = 1, span = 1 } = settings;
            if (dimensions !== 1 && dimensions !== 2)
                throw new RangeError(`A landscape has 1 or 2 dimensions, got ${dimensions}.`);
            const { network, w, loss, random, key, partial, signal } = subject;
            const first = (0, directions_1.randomDirection)(w, network.weights, { random: random.split("first") });
            const second = () => (0, directions_1.randomDirection)(w, network.weights, { random: random.split("second"), orthogonalTo: first });
            const alphas = (0, surface_1.evenly)(-span, span, points);
            return (0, grid_file_1.keptSurface)(partial, { key }, {
                centre: w,
                directions: dimensions === 1 ? [first] : [first, second()],
                alphas,
                ...(dimensions === 1 ? {} : { betas: alphas }),
                evaluateAt: loss.evaluateAt,
                onCell: (_cell, done) => subject.onPass(done),
                ...(signal ? { signal } : {}),
            });
        },
    },
};
//# sourceMappingURL=geometry.js.map