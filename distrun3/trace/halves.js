"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.withHalves = withHalves;
/** Computes large products as two halves of the batch, side by side, where nothing else is there to be done meanwhile. */
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/** Examples from which on two halves are quicker than the whole: for fewer, the weights have to be read twice for too little work. */
const LEAST_ROWS = 32;
/** Multiplications of a product that is worth two operations. */
const LEAST_WORK = 2 ** 21;
/**
 * In the forward pass, products `[n, k] · [k, m]` and what follows them row by row (bias, ReLU) in halves of `n / 2` rows each; the whole is put together where something
 * else needs it. In the backward pass each layer has two products that do not wait for each other, the gradients of its weights and of its input; only the first layer has one,
 * and its sum over the batch is taken in two halves.
 */
function withHalves(trace) {
    const halves = new Map();
    const alone = lonelyGradients(trace);
    return (0, rewrite_1.rewrite)(trace, (op, rewriter, index) => {
        const halvesOf = (ref) => {
            const known = halves.get((0, trace_1.refKey)(ref)) ?? split(ref, rewriter);
            halves.set((0, trace_1.refKey)(ref), known);
            return known;
        };
        const [x, other] = op.inputs;
        if (alone.has(index) && isWorthwhile(op, rewriter)) {
            const parts = [0, 1].map((i) => rewriter.emit({ ...op, inputs: [halvesOf(x)[i], halvesOf(other)[i]] })[0]);
            return rewriter.emit({ type: "AddV2", attributes: [trace_1.FLOAT], inputs: parts, outputs: op.outputs });
        }
        const isForward = (0, trace_1.isPlainProduct)(op) && isWorthwhile(op, rewriter);
        const isRowByRow = ["BiasAdd", "Relu"].includes(op.type) && halves.has((0, trace_1.refKey)(x)) && isComputed(x, rewriter);
        if (!isForward && !isRowByRow)
            return undefined;
        const parts = halvesOf(x).map((part) => rewriter.emit({ ...op, inputs: [part, ...op.inputs.slice(1)], outputs: op.outputs.map(half) })[0]);
        const [whole] = rewriter.emit({
            type: "ConcatV2",
            attributes: [{ name: "N", value: { type: "int", value: 2 } }, trace_1.FLOAT, INDEX],
            inputs: [...parts, axis(rewriter)],
            outputs: op.outputs,
        });
        halves.set((0, trace_1.refKey)(whole), parts);
        return [whole];
    });
}
const INDEX = { name: "Tidx", value: { type: "dtype", value: trace_1.DTYPES.int32 } };
const half = ({ shape: [n = 0, ...rest], dtype }) => ({ shape: [n / 2, ...rest], dtype });
const axis = ({ addConstant }) => addConstant({ shape: [], dtype: trace_1.DTYPES.int32, values: Int32Array.of(0) });
/** Whether the halves of a value are what it was put together from; those of another would have to be cut first. */
const isComputed = (x, { producer }) => producer(x)?.type === "ConcatV2";
/** Products xᵀ · dy whose dy goes into no other product. */
function lonelyGradients({ ops }) {
    const uses = new Map();
    const products = ops.filter(({ type }) => type === "MatMul");
    for (const { inputs } of products)
        for (const ref of inputs)
            uses.set((0, trace_1.refKey)(ref), (uses.get((0, trace_1.refKey)(ref)) ?? 0) + 1);
    return new Set(ops.flatMap((op, i) => op.type === "MatMul" &&
        (0, trace_1.attributeOf)(op, "transpose_a") === true &&
        (0, trace_1.attributeOf)(op, "transpose_b") !== true &&
        uses.get((0, trace_1.refKey)(op.inputs[1])) === 1
        ? [i]
        : []));
}
/** Whether the batch of a product is even and large, and the product too. */
function isWorthwhile(op, { value }) {
    const [[n = 0, k = 0], [, m = 0]] = op.inputs.map((ref) => value(ref).shape);
    return n % 2 === 0 && n >= LEAST_ROWS && n * k * m >= LEAST_WORK;
}
function split(x, rewriter) {
    const part = half(rewriter.value(x));
    return rewriter.emit({
        type: "Split",
        attributes: [{ name: "num_split", value: { type: "int", value: 2 } }, trace_1.FLOAT],
        inputs: [axis(rewriter), x],
        outputs: [part, part],
    });
}
//# sourceMappingURL=halves.js.map