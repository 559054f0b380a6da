"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.RULES = void 0;
const trace_1 = require("./trace");
const input = ({ op }, i) => op.inputs[i];
const outputShape = ({ op }) => op.outputs[0]?.shape ?? [];
/** Linear in one input: the operation itself, on the tangent. */
const linear = (at = 0) => (applied, e) => {
    const tangent = applied.tangents[at];
    return (tangent &&
        e.again(applied.op, applied.op.inputs.map((ref, i) => (i === at ? tangent : ref))));
};
/** Linear in each of some inputs: the sum of the operation with one of them replaced at a time. */
const multilinear = (...places) => (applied, e) => e.sum(places.map((at) => linear(at)(applied, e)));
/** Linear in all inputs together: the operation on the tangents, zeros where there is none. */
const jointly = (applied, e) => e.again(applied.op, applied.op.inputs.map((ref, i) => (isFloatInput(applied, i) ? (applied.tangents[i] ?? e.zeros(e.shape(ref))) : ref)));
/** Sizes and axes come after the values, and are not among the values that a list attribute counts. */
const isFloatInput = ({ op }, i) => i < Number((0, trace_1.attributeOf)(op, "N") ?? op.inputs.length);
/** dy = f'(x) · dx, with f' from x and y. */
const pointwise = (slope) => (applied, e) => {
    const tangent = applied.tangents[0];
    return tangent && e.mul(slope(input(applied, 0), applied.y, e), tangent);
};
const sum = (sign) => (applied, e) => {
    const [a, b] = applied.tangents;
    const second = b && sign < 0 && !a ? e.neg(b) : b;
    const both = a && b ? (sign < 0 ? e.sub(a, b) : e.add(a, b)) : (a ?? second);
    return both && e.broadcast(both, outputShape(applied));
};
const divided = (applied, e) => {
    const [a, b] = applied.tangents;
    const [, divisor] = [input(applied, 0), input(applied, 1)];
    const first = a && e.div(a, divisor);
    const second = b && e.neg(e.div(e.mul(applied.y, b), divisor));
    const both = e.sum([first, second]);
    return both && e.broadcast(both, outputShape(applied));
};
/** x^p with a fixed exponent. */
const power = (applied, e) => {
    const [dx, dp] = applied.tangents;
    if (dp)
        throw new RangeError("an exponent that depends on the weights");
    return dx && e.mul(e.div(e.mul(applied.y, input(applied, 1)), input(applied, 0)), dx);
};
/** The larger or smaller of two values; the first where they are equal, as in TensorFlow.js. */
const chosen = (comparison) => (applied, e) => {
    const first = e.compare(comparison, input(applied, 0), input(applied, 1));
    const [a, b] = applied.tangents.map((tangent) => tangent ?? e.number(0));
    return e.where(first, a, b);
};
const selected = (applied, e) => {
    const [, a, b] = applied.tangents;
    const zeros = (i) => e.zeros(e.shape(input(applied, i)));
    return e.again(applied.op, [input(applied, 0), a ?? zeros(1), b ?? zeros(2)]);
};
/** softmax: y · (dx − Σ y·dx) */
const softmax = (applied, e) => {
    const tangent = applied.tangents[0];
    return e.mul(applied.y, e.sub(tangent, e.sumOfLast(e.mul(applied.y, tangent))));
};
/** log softmax: dx − Σ softmax·dx */
const logSoftmax = (applied, e) => {
    const tangent = applied.tangents[0];
    return e.sub(tangent, e.sumOfLast(e.mul(e.unary("Exp", applied.y), tangent)));
};
/** The largest value along some axes: the tangent there; the mean of them where several are equal. */
const largest = (applied, e) => {
    const { op, y, tangents } = applied;
    const [x, axes] = [input(applied, 0), input(applied, 1)];
    const reduced = e.integersOf(axes).map((axis) => (axis < 0 ? axis + e.shape(x).length : axis));
    const kept = e.shape(x).map((size, i) => (reduced.includes(i) ? 1 : size));
    const isLargest = e.where(e.compare("GreaterEqual", x, e.reshape(y, kept)), e.number(1), e.number(0));
    const sum = (value) => e.again({ ...op, type: "Sum" }, [value, axes]);
    return e.div(sum(e.mul(isLargest, tangents[0])), sum(isLargest));
};
/** Losses −log softmax(x) at the label, and their gradient softmax(x) − one-hot. */
const crossEntropy = (applied, e) => {
    const [x, tangent] = [input(applied, 0), applied.tangents[0]];
    const gradient = applied.outputs[1];
    const p = e.unary("Softmax", x);
    const change = e.mul(p, e.sub(tangent, e.sumOfLast(e.mul(p, tangent))));
    return [e.reshape(e.sumOfLast(e.mul(gradient, tangent)), outputShape(applied)), change];
};
/** MaxPoolTangent(x, y, dx) stands for operations that a pass puts in its place: which are quickest depends on the device. */
const maxPool = (applied, e) => e.again({ ...applied.op, type: "MaxPoolTangent" }, [input(applied, 0), applied.y, applied.tangents[0]]);
/** Gradients of an activation as TensorFlow has them, g(dy, v): linear in dy, and zero or known in v. */
const gradientOf = (inValue) => (applied, e) => {
    const [, dv] = applied.tangents;
    const second = dv && inValue?.(input(applied, 0), input(applied, 1), dv, e);
    return e.sum([linear(0)(applied, e), second]);
};
/** EluGrad(dy, y) = dy · (y + 1) where y < 0, else dy. */
const eluGradient = gradientOf((dy, y, dv, e) => e.where(e.compare("Less", y, e.number(0)), e.mul(dy, dv), e.number(0)));
const constantZero = () => undefined;
exports.RULES = {
    ...entries(linear(), "Identity Reshape Transpose Sum Mean Neg Tile BroadcastTo Slice StridedSlice Pad AvgPool ExpandDims Squeeze"),
    ...entries(linear(), "GatherV2 ReverseV2 Cumsum"),
    ...entries(linear(1), "AvgPoolGrad"),
    ...entries(multilinear(0, 1), "Mul MatMul BatchMatMulV2 Conv2D DepthwiseConv2dNative"),
    ...entries(multilinear(1, 2), "Conv2DBackpropInput DepthwiseConv2dNativeBackpropInput"),
    ...entries(multilinear(0, 2), "Conv2DBackpropFilter DepthwiseConv2dNativeBackpropFilter"),
    ...entries(jointly, "ConcatV2 Pack AddN"),
    ...entries(sum(1), "Add AddV2 BiasAdd"),
    Sub: sum(-1),
    RealDiv: divided,
    Pow: power,
    Square: pointwise((x, _, e) => e.scale(x, 2)),
    Sqrt: pointwise((_, y, e) => e.div(e.number(0.5), y)),
    Rsqrt: pointwise((x, y, e) => e.scale(e.div(y, x), -0.5)),
    Reciprocal: pointwise((_, y, e) => e.neg(e.unary("Square", y))),
    Exp: pointwise((_, y) => y),
    Expm1: pointwise((_, y, e) => e.add(y, e.number(1))),
    Log: (applied, e) => e.div(applied.tangents[0], input(applied, 0)),
    Log1p: (applied, e) => e.div(applied.tangents[0], e.add(input(applied, 0), e.number(1))),
    Abs: pointwise((x, _, e) => e.unary("Sign", x)),
    Sin: pointwise((x, _, e) => e.unary("Cos", x)),
    Cos: pointwise((x, _, e) => e.neg(e.unary("Sin", x))),
    Erf: pointwise((x, _, e) => e.scale(e.unary("Exp", e.neg(e.unary("Square", x))), 2 / Math.sqrt(Math.PI))),
    Tanh: pointwise((_, y, e) => e.sub(e.number(1), e.unary("Square", y))),
    Sigmoid: pointwise((_, y, e) => e.mul(y, e.sub(e.number(1), y))),
    Softplus: pointwise((x, _, e) => e.unary("Sigmoid", x)),
    PadV2: (applied, e) => e.again(applied.op, [applied.tangents[0], input(applied, 1), e.number(0)]),
    Max: largest,
    SparseSoftmaxCrossEntropyWithLogits: crossEntropy,
    Softmax: softmax,
    LogSoftmax: logSoftmax,
    // y is positive where x is; x itself need not be kept then.
    Relu: (applied, e) => e.gradient("ReluGrad", applied.tangents[0], applied.y),
    Relu6: (applied, e) => e.gradient("Relu6Grad", applied.tangents[0], input(applied, 0)),
    Elu: (applied, e) => e.gradient("EluGrad", applied.tangents[0], applied.y),
    Selu: (applied, e) => e.gradient("SeluGrad", applied.tangents[0], applied.y),
    LeakyRelu: (applied, e) => e.again({ ...applied.op, type: "LeakyReluGrad" }, [applied.tangents[0], input(applied, 0)]),
    ...entries(gradientOf(), "ReluGrad Relu6Grad LeakyReluGrad"),
    EluGrad: eluGradient,
    Maximum: chosen("GreaterEqual"),
    Minimum: chosen("LessEqual"),
    ...entries(selected, "Select SelectV2"),
    MaxPool: maxPool,
    // What a window's largest value is does not change with a small step.
    MaxPoolGrad: linear(2),
    ...entries(constantZero, "Sign Floor Ceil Round Step ZerosLike OnesLike Fill Shape ArgMax ArgMin OneHot IsNan IsInf IsFinite"),
    ...entries(constantZero, "Greater GreaterEqual Less LessEqual Equal NotEqual LogicalAnd LogicalOr LogicalNot"),
    Cast: (applied, e) => (applied.op.outputs[0]?.dtype === trace_1.DTYPES.float32 ? linear()(applied, e) : undefined),
};
function entries(rule, names) {
    return Object.fromEntries(names.split(" ").map((name) => [name, rule]));
}
//# sourceMappingURL=jvp-rules.js.map