"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.optimize = exports.prepareDerivative = exports.PASSES = exports.withReluGradient = exports.withBiasAdd = exports.withPlainProducts = exports.withoutNoOps = void 0;
exports.withCommonSubexpressions = withCommonSubexpressions;
exports.withFilledConstants = withFilledConstants;
/** Passes over a trace before it becomes a graph: each leaves the numbers as they are and the graph smaller or quicker. */
const batch_norm_fusion_1 = require("./batch-norm-fusion");
const behind_pooling_1 = require("./behind-pooling");
const cross_entropy_fusion_1 = require("./cross-entropy-fusion");
const folded_scale_1 = require("./folded-scale");
const halves_1 = require("./halves");
const pool_tangent_1 = require("./pool-tangent");
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/** Casts to the type that is already there, and reshapes to the shape that is already there, are left out. */
const withoutNoOps = (trace) => (0, rewrite_1.rewrite)(trace, (op, { value }) => {
    const [input] = op.inputs;
    const [output] = op.outputs;
    if (!input || !output || !["Cast", "Reshape", "Identity"].includes(op.type))
        return undefined;
    return (0, rewrite_1.sameShape)(value(input), output) ? [input] : undefined;
});
exports.withoutNoOps = withoutNoOps;
/** Equal operations on equal inputs are computed once. All recorded operations are pure: the random ones depend on their inputs alone. */
function withCommonSubexpressions(trace) {
    const constants = new Map();
    const key = ({ dtype, shape, values }) => values.length > 64 ? undefined : `${dtype}[${shape}]${[...values].map((value) => (Object.is(value, -0) ? "-0" : value))}`;
    const first = trace.constants.map((constant, i) => {
        const name = key(constant);
        if (name === undefined)
            return i;
        if (!constants.has(name))
            constants.set(name, i);
        return constants.get(name);
    });
    const seen = new Map();
    return (0, rewrite_1.rewrite)(trace, (op, { emit }) => {
        const inputs = op.inputs.map((ref) => (ref.kind === "constant" ? { kind: "constant", constant: first[ref.constant] } : ref));
        const name = JSON.stringify([op.type, op.attributes, inputs.map(trace_1.refKey), op.outputs]);
        const known = seen.get(name);
        if (known)
            return known;
        const outputs = emit({ ...op, inputs });
        seen.set(name, outputs);
        return outputs;
    });
}
/** A product of matrices that was written as one of batches of matrices; TensorFlow knows more fusions for the plain one. */
const withPlainProducts = (trace) => (0, rewrite_1.rewrite)(trace, (op, { emit }) => {
    if (op.type !== "BatchMatMulV2" || op.outputs[0]?.shape.length !== 2)
        return undefined;
    const flag = (name, from) => ({ name, value: { type: "bool", value: (0, trace_1.attributeOf)(op, from) === true } });
    return emit({ ...op, type: "MatMul", attributes: [trace_1.FLOAT, flag("transpose_a", "adj_x"), flag("transpose_b", "adj_y")] });
});
exports.withPlainProducts = withPlainProducts;
/** A vector added to the last axis is a bias, which TensorFlow fuses with the product before it. */
const withBiasAdd = (trace) => (0, rewrite_1.rewrite)(trace, (op, { emit, value, producer }) => {
    const [x, bias] = op.inputs;
    if ((op.type !== "Add" && op.type !== "AddV2") || !x || !bias || !(0, rewrite_1.isFloat)(op.outputs[0]))
        return undefined;
    const { shape } = value(x);
    const isBias = value(bias).shape.length === 1 && shape.length >= 2 && shape.at(-1) === value(bias).shape[0];
    if (!isBias || !["MatMul", "Conv2D"].includes(producer(x)?.type ?? ""))
        return undefined;
    return emit({ ...op, type: "BiasAdd", attributes: [trace_1.FLOAT, { name: "data_format", value: { type: "string", value: "NHWC" } }] });
});
exports.withBiasAdd = withBiasAdd;
/**
 * TensorFlow.js writes the gradient of ReLU as dy · step(x), with step made of IsNan, Greater, two selections and a constant as large as x. TensorFlow has one operation for it.
 * For a NaN in x the gradient is 0 instead of NaN; the loss is NaN then all the same.
 */
const withReluGradient = (trace) => (0, rewrite_1.rewrite)(trace, (op, rewriter) => {
    if (op.type !== "Mul")
        return undefined;
    const [a, b] = op.inputs;
    const stepOf = (ref) => stepInput(ref, rewriter);
    const [dy, x] = stepOf(b) ? [a, stepOf(b)] : [b, stepOf(a)];
    if (!x || !(0, rewrite_1.sameShape)(rewriter.value(dy), rewriter.value(x)))
        return undefined;
    return rewriter.emit({ ...op, type: "ReluGrad", inputs: [dy, reluOf(x, rewriter.trace) ?? x], attributes: [trace_1.FLOAT] });
});
exports.withReluGradient = withReluGradient;
/** ReLU of x is positive where x is; with it, x itself need not be kept, and is never even written where TensorFlow fuses product, bias and ReLU. */
function reluOf(x, { ops }) {
    const op = ops.findIndex(({ type, inputs }) => type === "Relu" && (0, trace_1.sameRef)(inputs[0], x));
    return op < 0 ? undefined : { kind: "op", op, output: 0 };
}
/** The x of Select(IsNan(x), x, Select(x > 0, 1, 0)). */
function stepInput(ref, { producer, constant }) {
    const outer = producer(ref);
    if (outer?.type !== "Select")
        return undefined;
    const [isNan, x, inner] = outer.inputs;
    const [nan, step] = [producer(isNan), producer(inner)];
    if (nan?.type !== "IsNan" || step?.type !== "Select" || (0, trace_1.refKey)(nan.inputs[0]) !== (0, trace_1.refKey)(x))
        return undefined;
    const [positive, one, zero] = step.inputs;
    const greater = producer(positive);
    if (greater?.type !== "Greater" || (0, trace_1.refKey)(greater.inputs[0]) !== (0, trace_1.refKey)(x) || !(0, rewrite_1.isAll)(constant(greater.inputs[1]), 0))
        return undefined;
    const zeros = producer(zero)?.type === "Fill" ? constant(producer(zero)?.inputs[1]) : constant(zero);
    return (0, rewrite_1.isAll)(constant(one), 1) && (0, rewrite_1.isAll)(zeros, 0) ? x : undefined;
}
/** From this size on, a constant of one number is filled when needed instead of stored in the graph. Values. */
const LARGE = 256;
/** Large constants that hold one number throughout, such as the ones of a gradient, are filled on the device. */
function withFilledConstants(trace) {
    const made = new Map();
    return (0, rewrite_1.rewrite)(trace, (op, { emit, addConstant }) => {
        const inputs = op.inputs.map((ref) => {
            const constant = ref.kind === "constant" ? trace.constants[ref.constant] : undefined;
            if (ref.kind !== "constant" || !constant || constant.values.length < LARGE || constant.dtype !== trace_1.DTYPES.float32)
                return ref;
            const [number] = constant.values;
            if (!(0, rewrite_1.isAll)(constant, number))
                return ref;
            if (!made.has(ref.constant)) {
                const shape = addConstant({ dtype: trace_1.DTYPES.int32, shape: [constant.shape.length], values: Int32Array.from(constant.shape) });
                const value = addConstant({ dtype: constant.dtype, shape: [], values: Float32Array.of(number) });
                const [filled] = emit({
                    type: "Fill",
                    inputs: [shape, value],
                    attributes: [trace_1.FLOAT, { name: "index_type", value: { type: "dtype", value: trace_1.DTYPES.int32 } }],
                    outputs: [{ shape: constant.shape, dtype: constant.dtype }],
                });
                made.set(ref.constant, filled);
            }
            return made.get(ref.constant);
        });
        return emit({ ...op, inputs });
    });
}
/** All passes, in an order in which each finds what the ones before it have uncovered. */
exports.PASSES = {
    withoutNoOps: exports.withoutNoOps,
    withCommonSubexpressions,
    withPlainProducts: exports.withPlainProducts,
    withBiasAdd: exports.withBiasAdd,
    withReluGradient: exports.withReluGradient,
    withBatchNorm: batch_norm_fusion_1.withBatchNorm,
    withCrossEntropy: cross_entropy_fusion_1.withCrossEntropy,
    withFoldedScale: folded_scale_1.withFoldedScale,
    withWorkBehindPooling: behind_pooling_1.withWorkBehindPooling,
    withHalves: halves_1.withHalves,
    withPoolTangents: pool_tangent_1.withPoolTangents,
    withoutDeadCode: rewrite_1.withoutDeadCode,
    withFilledConstants,
};
/** The passes before second derivatives: what they leave has rules. */
const BEFORE_DERIVATIVE = [
    exports.withoutNoOps,
    withCommonSubexpressions,
    exports.withPlainProducts,
    exports.withBiasAdd,
    exports.withReluGradient,
    cross_entropy_fusion_1.withCrossEntropy,
    folded_scale_1.withFewFoldedScales,
    behind_pooling_1.withWorkBehindPooling,
    rewrite_1.withoutDeadCode,
];
const prepareDerivative = (trace) => BEFORE_DERIVATIVE.reduce((each, pass) => pass(each), trace);
exports.prepareDerivative = prepareDerivative;
/** A GPU is busy with one product at a time; halves would only keep it waiting twice. */
const FOR_CPU = [halves_1.withHalves];
/** The trace that is run in place of the recorded one. */
const optimize = (trace, device = "cpu") => Object.values(exports.PASSES)
    .filter((pass) => device === "cpu" || !FOR_CPU.includes(pass))
    .reduce((each, pass) => pass(each), trace);
exports.optimize = optimize;
//# sourceMappingURL=passes.js.map