"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.stateSpecs = exports.tensorsOf = void 0;
exports.batchGradient = batchGradient;
exports.trainStep = trainStep;
exports.packState = packState;
/** One training step as a pure function of tensors: weights, optimizer slots and running statistics in, the moved ones out. */
const stateless_1 = require("../backend/stateless");
const tf_1 = require("../backend/tf");
const loss_1 = require("./loss");
/** Builds the gradient of a network's loss on a batch. The caller owns the tensors that go in and come out. */
function batchGradient(network, settings) {
    return (weights, statistics, input) => tf_1.tf.tidy(() => {
        let kept;
        const dropout = (shape, stream) => (0, stateless_1.uniform)(shape, tf_1.tf.stack([tf_1.tf.scalar(maskStream(settings.seed, stream), "int32"), input.step]));
        const objective = (...weights) => {
            const masks = settings.dropout === false ? {} : { dropout };
            const pass = network.forward(weights, input.images, { normalise: "batch", statistics, ...masks });
            const loss = (0, loss_1.crossEntropy)(pass.logits, input.labels);
            kept = { seen: pass.seen.map((tensor) => tf_1.tf.keep(tensor)), loss: tf_1.tf.keep(loss) };
            return settings.weightDecay > 0 ? tf_1.tf.add(loss, tf_1.tf.mul((0, loss_1.halfSquaredNorm)(weights), settings.weightDecay)) : loss;
        };
        const { grads } = tf_1.tf.valueAndGrads(objective)(weights);
        const { seen, loss } = kept;
        const result = { loss: tf_1.tf.clone(loss), gradients: grads, seen: seen.map((tensor) => tf_1.tf.clone(tensor)) };
        for (const tensor of [...seen, loss])
            tensor.dispose();
        return result;
    });
}
/** Builds the step of a network and an optimizer. The caller owns the tensors that go in and come out. */
function trainStep(network, optimizer, settings) {
    const gradientOf = batchGradient(network, settings);
    return (state, input) => tf_1.tf.tidy(() => {
        const { loss, gradients, seen } = gradientOf(state.weights, state.statistics, input);
        const moved = state.weights.map((weight, i) => optimizer.update(weight, gradients[i], state.slots[i], input.rate));
        const statistics = state.statistics.map((old, i) => follow(old, seen[i], settings.statisticsMomentum));
        const next = { weights: moved.map((m) => m.weight), slots: moved.map((m) => m.slots), statistics };
        return { state: next, loss };
    });
}
/** Exponential moving average of batch norm's statistics. */
const follow = (old, seen, momentum) => tf_1.tf.add(tf_1.tf.mul(old, momentum), tf_1.tf.mul(seen, 1 - momentum));
/** One int32 stream a seed and a layer. */
const maskStream = (seed, layer) => (Math.imul(seed, 0x9e3779b1) ^ Math.imul(layer + 1, 0x85ebca6b)) | 0;
/** All tensors of a state, in a fixed order. */
const tensorsOf = (state) => [...state.weights, ...state.slots.flat(), ...state.statistics];
exports.tensorsOf = tensorsOf;
/** @param optimizer absent: no slots */
const stateSpecs = ({ weights, statistics }, optimizer) => ({
    weights,
    slots: weights.flatMap(({ name, shape }) => (optimizer?.slots ?? []).map((slot) => ({
        name: `${name}/${slot.name}`,
        shape: slot.scalar ? [] : shape,
        start: { kind: "constant", value: slot.value },
    }))),
    statistics,
});
exports.stateSpecs = stateSpecs;
/** A state from its tensors in the order of `tensorsOf`. */
function packState(tensors, specs) {
    const weights = tensors.slice(0, specs.weights.length);
    const each = specs.slots.length / Math.max(1, specs.weights.length);
    const from = (i) => weights.length + i * each;
    return {
        weights,
        slots: weights.map((_, i) => tensors.slice(from(i), from(i + 1))),
        statistics: tensors.slice(from(weights.length)),
    };
}
//# sourceMappingURL=step.js.map