"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.sizeOf = void 0;
exports.network = network;
exports.startingWeights = startingWeights;
/** A network: a list of layers on one input shape. It holds no tensors; weights and statistics are passed in, so the same network serves every point of weight space. */
const tf_1 = require("../backend/tf");
/** Puts layers together on an input shape. @throws UserError when two layers do not fit */
function network(name, input, layers) {
    const parts = [];
    const weights = [];
    const statistics = [];
    let shape = input;
    layers.forEach((layer, index) => {
        const named = (spec) => ({ ...spec, name: `${index}/${spec.name}` });
        const own = layer.weights(shape).map(named);
        const kept = layer.statistics(shape).map(named);
        shape = layer.output(shape);
        weights.push(...own);
        statistics.push(...kept);
        parts.push({ layer, weights: own.length, statistics: kept.length });
    });
    const forward = (tensors, x, mode) => {
        let y = x.shape.length === input.length + 1 ? x : tf_1.tf.reshape(x, [x.shape[0], ...input]);
        const seen = [];
        let w = 0;
        let s = 0;
        parts.forEach((part, index) => {
            const result = part.layer.apply(y, tensors.slice(w, w + part.weights), mode.statistics.slice(s, s + part.statistics), mode, index);
            y = result.y;
            seen.push(...result.seen);
            w += part.weights;
            s += part.statistics;
        });
        return { logits: y, seen };
    };
    return {
        name,
        input,
        classes: shape[0],
        kinds: layers.map(({ kind }) => kind),
        weights,
        statistics,
        dimension: total(weights),
        forward,
    };
}
/** Number of values of a shape. */
const sizeOf = (shape) => shape.reduce((a, b) => a * b, 1);
exports.sizeOf = sizeOf;
const total = (specs) => specs.reduce((sum, spec) => sum + (0, exports.sizeOf)(spec.shape), 0);
/** The starting weights as one vector; each weight has a stream of its own, named after it. */
function startingWeights(specs, rng) {
    const w = new Float32Array(total(specs));
    let offset = 0;
    for (const { name, shape, start } of specs) {
        const size = (0, exports.sizeOf)(shape);
        if (start.kind === "constant")
            w.fill(start.value, offset, offset + size);
        else {
            const limit = Math.sqrt(6 / (start.fanIn + start.fanOut));
            const own = rng.split(name);
            for (let i = 0; i < size; i++)
                w[offset + i] = (2 * own.uniform() - 1) * limit;
        }
        offset += size;
    }
    return w;
}
//# sourceMappingURL=network.js.map