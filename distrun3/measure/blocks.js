"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.weightBlocks = weightBlocks;
exports.layerBlocks = layerBlocks;
exports.blockOperator = blockOperator;
/** A block a weight, in the order of the flat vector: `0/kernel`, `0/bias`, … @param weights `Network.weights` */
function weightBlocks(weights) {
    let from = 0;
    return weights.map(({ name, shape }) => {
        const block = { name, from, to: from + shape.reduce((a, b) => a * b, 1) };
        from = block.to;
        return block;
    });
}
/** A block a layer that has weights: `0`, `2`, …: what stands before the `/` in the names. */
function layerBlocks(weights) {
    const layers = [];
    for (const { name, from, to } of weightBlocks(weights)) {
        const layer = name.split("/", 1)[0];
        const last = layers.at(-1);
        if (last?.name === layer)
            last.to = to;
        else
            layers.push({ name: layer, from, to });
    }
    return layers;
}
/**
 * The diagonal block of an operator: P H Pᵀ, P the choice of coordinates. A product costs as much as one with the whole.
 * @throws RangeError for a block that is empty or reaches out of the operator's dimension
 */
function blockOperator(operator, { name, from, to }) {
    const { dimension } = operator;
    if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from < to && to <= dimension))
        throw new RangeError(`A block of ${dimension} coordinates lies within 0 … ${dimension} and is not empty; ${name} has ${from} … ${to}.`);
    return {
        dimension: to - from,
        apply: async (v) => {
            const whole = new Float64Array(dimension);
            whole.set(v, from);
            return (await operator.apply(whole)).slice(from, to);
        },
    };
}
//# sourceMappingURL=blocks.js.map