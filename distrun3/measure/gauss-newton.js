"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.gaussNewtonTrace = gaussNewtonTrace;
/** The Gauss–Newton product Jᵀ H J v as one trace: the tangent of the logits, the Hessian of the loss with respect to them, and back (Schraudolph, Neural Computation 14, 2002). */
const tf_1 = require("../backend/tf");
const network_1 = require("../model/network");
const chain_1 = require("../trace/chain");
const jvp_1 = require("../trace/jvp");
const passes_1 = require("../trace/passes");
const trace_1 = require("../trace/trace");
const chunk_loops_1 = require("../train/chunk-loops");
/**
 * A trace on weights, statistics, direction, images, labels, counts. Its outputs are the sums over the examples that count, weight by weight.
 * For softmax cross-entropy the Hessian with respect to the logits is diag(p) − p pᵀ, so that the matrix is the Fisher information, and never indefinite.
 */
function gaussNewtonTrace({ network, data, normalise = "running" }, chunk) {
    const state = [...network.weights, ...network.statistics];
    const n = network.weights.length;
    const size = (0, network_1.sizeOf)(data.shape);
    const forward = (tensors, images) => network.forward(tensors.slice(0, n), images, { normalise, statistics: tensors.slice(n, state.length) }).logits;
    const images = (count, variant) => (0, chunk_loops_1.batchExample)(count, size, data.classes, variant)[0];
    const rows = (count, variant) => tf_1.tf.fill([count, data.classes], 0.1 * variant);
    const logits = (0, chunk_loops_1.recordPlain)((inputs) => [forward(inputs, inputs[state.length])], (count, variant) => [...(0, chunk_loops_1.stateExample)(state, variant), images(count, variant)], chunk);
    const curvature = (0, chunk_loops_1.recordPlain)(([z, u, counts]) => {
        const p = tf_1.tf.softmax(z);
        const centred = tf_1.tf.sub(u, tf_1.tf.sum(tf_1.tf.mul(p, u), 1, true));
        return [tf_1.tf.mul(tf_1.tf.mul(p, centred), tf_1.tf.reshape(counts, [-1, 1]))];
    }, (count, variant) => [rows(count, variant), rows(count, variant + 1), tf_1.tf.fill([count], variant)], chunk);
    const back = (0, chunk_loops_1.recordPlain)((inputs) => {
        const above = inputs[state.length + 1];
        const through = (...weights) => tf_1.tf.sum(tf_1.tf.mul(forward([...weights, ...inputs.slice(n, state.length)], inputs[state.length]), above));
        return tf_1.tf.grads(through)(inputs.slice(0, n));
    }, (count, variant) => [...(0, chunk_loops_1.stateExample)(state, variant), images(count, variant), rows(count, variant)], chunk);
    const tangents = (0, jvp_1.jvp)((0, passes_1.prepareDerivative)(logits), network.weights.map((_, i) => i));
    const floats = [...state, ...network.weights].map(({ shape }) => ({ shape, dtype: trace_1.DTYPES.float32 }));
    const chunkInputs = [
        { shape: [chunk, size], dtype: trace_1.DTYPES.float32 },
        { shape: [chunk], dtype: trace_1.DTYPES.int32 },
        { shape: [chunk], dtype: trace_1.DTYPES.float32 },
    ];
    return (0, chain_1.chain)([...floats, ...chunkInputs], (add, inputs) => {
        const point = inputs.slice(0, state.length);
        const direction = inputs.slice(state.length, floats.length);
        const [x, , counts] = inputs.slice(floats.length);
        const [z, u] = add(tangents, [...point, x, ...direction]);
        const [above] = add(curvature, [z, u, counts]);
        // Prepared alike, both share the forward pass.
        return add((0, passes_1.prepareDerivative)(back), [...point, x, above]);
    });
}
//# sourceMappingURL=gauss-newton.js.map