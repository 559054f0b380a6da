"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.randomize = randomize;
exports.classScores = classScores;
/** One forward pass of a whole network: random kernels, one random image, 1,000 class scores. Shows that what is counted can also run. */
const stateless_1 = require("../../backend/stateless");
const tf_1 = require("../../backend/tf");
const random_1 = require("../../random");
const networks_1 = require("./networks");
/** A key for the stateless random numbers. */
const keyFrom = (rng) => tf_1.tf.tensor1d([rng.bits() | 0, rng.bits() | 0], "int32");
/** Draws every kernel uniformly within ±√(6 / inputs of one output) (He et al., 2015), so that signals neither fade nor grow. Biases and batch norm stay as they are. */
function randomize(model, rng) {
    model.layers.forEach((layer, index) => {
        for (const weight of layer.weights) {
            const shape = weight.shape;
            if (shape.length < 2)
                continue;
            const inputs = shape.slice(0, -1).reduce((a, b) => a * b, 1);
            tf_1.tf.tidy(() => {
                const drawn = (0, stateless_1.uniform)(shape, keyFrom(rng.split("kernel", index)));
                weight.write(drawn.sub(0.5).mul(2 * Math.sqrt(6 / inputs)));
            });
        }
    });
}
/**
 * The scores of 1,000 classes for one image of uniform noise in ±1.
 * @param seed of kernels and image
 * @returns 1,000 numbers of sum 1
 */
function classScores(name, seed) {
    const model = (0, networks_1.buildImagenetNetwork)(name);
    const rng = (0, random_1.random)(seed);
    try {
        randomize(model, rng);
        return tf_1.tf.tidy(() => {
            const shape = model.inputs.flatMap((input) => input.shape.slice(1));
            const image = (0, stateless_1.uniform)([1, ...shape], keyFrom(rng.split("image")))
                .mul(2)
                .sub(1);
            return model.apply(image).dataSync();
        });
    }
    finally {
        model.dispose();
    }
}
//# sourceMappingURL=class-scores.js.map