"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.noiseMeasures = void 0;
/** The panel's measure of gradient noise at the end of a run. */
const noise_scale_1 = require("../noise-scale");
const operator_1 = require("../operator");
exports.noiseMeasures = {
    noise: {
        about: "gradient noise scale tr Σ / |G|² from gradients of small batches and of all examples, and the scale of Smith and Le of the training",
        settings: { batch: 32 },
        headline: "scale",
        kinds: ["gradient"],
        cost: () => ({ gradients: 2 }),
        async run({ loss, another, data, w, stored, onPass }, { batch = 1 }) {
            const examples = loss.examples;
            if (!Number.isInteger(batch) || batch < 1 || 2 * batch > examples)
                throw new RangeError(`The small batch must be an integer from 1 to half of the ${examples} examples, got ${batch}.`);
            const { gradient } = await loss.lossAndGradientAt(w);
            onPass(1);
            const small = await another({ chunk: batch, kinds: ["norms"] });
            const big = (0, operator_1.dot)(gradient, gradient);
            const pairs = [...(await small.gradientNormsAt(w))].map((norm) => ({ small: norm, big }));
            onPass(2);
            const { learningRate: rate, momentum, optimizer, batch: trained } = stored.run;
            const smithLe = { rate, examples: data.train.count, batch: trained, momentum: optimizer === "momentum" ? momentum : 0 };
            return {
                ...(0, noise_scale_1.noiseScale)(pairs, { small: batch, big: examples }),
                gradientSquaredOfAll: big,
                // Adam scales its steps by itself; the formula is for gradient descent.
                smithLe: optimizer === "adam" ? null : (0, noise_scale_1.smithLeScale)(smithLe),
            };
        },
    },
};
//# sourceMappingURL=noise.js.map