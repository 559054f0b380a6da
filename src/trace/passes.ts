/** Passes over a trace before it becomes a graph: each leaves the numbers as they are and the graph smaller or quicker. */
import { withBatchNorm } from "./batch-norm-fusion";
import { withWorkBehindPooling } from "./behind-pooling";
import { withCrossEntropy } from "./cross-entropy-fusion";
import { withFoldedConvolutions, withFoldedScale } from "./folded-scale";
import { withHalves } from "./halves";
import { withPoolTangents } from "./pool-tangent";
import { isAll, isFloat, type Rewriter, rewrite, sameShape, withoutDeadCode } from "./rewrite";
import { type Attribute, attributeOf, type Constant, DTYPES, FLOAT, type Op, type Ref, refKey, sameRef, type Trace } from "./trace";

/** Casts to the type that is already there, and reshapes to the shape that is already there, are left out. */
export const withoutNoOps = (trace: Trace): Trace =>
  rewrite(trace, (op, { value }) => {
    const [input] = op.inputs;
    const [output] = op.outputs;
    if (!input || !output || !["Cast", "Reshape", "Identity"].includes(op.type)) return undefined;
    return sameShape(value(input), output) ? [input] : undefined;
  });

/** Equal operations on equal inputs are computed once. All recorded operations are pure: the random ones depend on their inputs alone. */
export function withCommonSubexpressions(trace: Trace): Trace {
  const constants = new Map<string, number>();
  const key = ({ dtype, shape, values }: Constant) =>
    values.length > 64 ? undefined : `${dtype}[${shape}]${[...values].map((value) => (Object.is(value, -0) ? "-0" : value))}`;
  const first = trace.constants.map((constant, i) => {
    const name = key(constant);
    if (name === undefined) return i;
    if (!constants.has(name)) constants.set(name, i);
    return constants.get(name) as number;
  });
  const seen = new Map<string, Ref[]>();
  return rewrite(trace, (op, { emit }) => {
    const inputs = op.inputs.map(
      (ref): Ref => (ref.kind === "constant" ? { kind: "constant", constant: first[ref.constant] as number } : ref),
    );
    const name = JSON.stringify([op.type, op.attributes, inputs.map(refKey), op.outputs]);
    const known = seen.get(name);
    if (known) return known;
    const outputs = emit({ ...op, inputs });
    seen.set(name, outputs);
    return outputs;
  });
}

/** A product of matrices that was written as one of batches of matrices; TensorFlow knows more fusions for the plain one. */
export const withPlainProducts = (trace: Trace): Trace =>
  rewrite(trace, (op, { emit }) => {
    if (op.type !== "BatchMatMulV2" || op.outputs[0]?.shape.length !== 2) return undefined;
    const flag = (name: string, from: string): Attribute => ({ name, value: { type: "bool", value: attributeOf(op, from) === true } });
    return emit({ ...op, type: "MatMul", attributes: [FLOAT, flag("transpose_a", "adj_x"), flag("transpose_b", "adj_y")] });
  });

/** A vector added to the last axis is a bias, which TensorFlow fuses with the product before it. */
export const withBiasAdd = (trace: Trace): Trace =>
  rewrite(trace, (op, { emit, value, producer }) => {
    const [x, bias] = op.inputs;
    if ((op.type !== "Add" && op.type !== "AddV2") || !x || !bias || !isFloat(op.outputs[0] as Op["outputs"][number])) return undefined;
    const { shape } = value(x);
    const isBias = value(bias).shape.length === 1 && shape.length >= 2 && shape.at(-1) === value(bias).shape[0];
    if (!isBias || !["MatMul", "Conv2D"].includes(producer(x)?.type ?? "")) return undefined;
    return emit({ ...op, type: "BiasAdd", attributes: [FLOAT, { name: "data_format", value: { type: "string", value: "NHWC" } }] });
  });

/**
 * TensorFlow.js writes the gradient of ReLU as dy · step(x), with step made of IsNan, Greater, two selections and a constant as large as x. TensorFlow has one operation for it.
 * For a NaN in x the gradient is 0 instead of NaN; the loss is NaN then all the same.
 */
export const withReluGradient = (trace: Trace): Trace =>
  rewrite(trace, (op, rewriter) => {
    if (op.type !== "Mul") return undefined;
    const [a, b] = op.inputs as [Ref, Ref];
    const stepOf = (ref: Ref) => stepInput(ref, rewriter);
    const [dy, x] = stepOf(b) ? [a, stepOf(b)] : [b, stepOf(a)];
    if (!x || !sameShape(rewriter.value(dy), rewriter.value(x))) return undefined;
    return rewriter.emit({ ...op, type: "ReluGrad", inputs: [dy, reluOf(x, rewriter.trace) ?? x], attributes: [FLOAT] });
  });

/** ReLU of x is positive where x is; with it, x itself need not be kept, and is never even written where TensorFlow fuses product, bias and ReLU. */
function reluOf(x: Ref, { ops }: Trace): Ref | undefined {
  const op = ops.findIndex(({ type, inputs }) => type === "Relu" && sameRef(inputs[0], x));
  return op < 0 ? undefined : { kind: "op", op, output: 0 };
}

/** The x of Select(IsNan(x), x, Select(x > 0, 1, 0)). */
function stepInput(ref: Ref, { producer, constant }: Rewriter): Ref | undefined {
  const outer = producer(ref);
  if (outer?.type !== "Select") return undefined;
  const [isNan, x, inner] = outer.inputs as [Ref, Ref, Ref];
  const [nan, step] = [producer(isNan), producer(inner)];
  if (nan?.type !== "IsNan" || step?.type !== "Select" || refKey(nan.inputs[0] as Ref) !== refKey(x)) return undefined;
  const [positive, one, zero] = step.inputs as [Ref, Ref, Ref];
  const greater = producer(positive);
  if (greater?.type !== "Greater" || refKey(greater.inputs[0] as Ref) !== refKey(x) || !isAll(constant(greater.inputs[1] as Ref), 0))
    return undefined;
  const zeros = producer(zero)?.type === "Fill" ? constant(producer(zero)?.inputs[1] as Ref) : constant(zero);
  return isAll(constant(one), 1) && isAll(zeros, 0) ? x : undefined;
}

/** The sum of all squares of a tensor, as norms need it: TensorFlow has half of it as one operation, which writes no squares. Where they are needed anyway they are summed. */
export function withSumsOfSquares(trace: Trace): Trace {
  const uses = new Map<number, number>();
  for (const ref of [...trace.ops.flatMap(({ inputs }) => inputs), ...trace.outputs])
    if (ref.kind === "op") uses.set(ref.op, (uses.get(ref.op) ?? 0) + 1);
  return rewrite(trace, (op, { emit, producer, addConstant }, index) => {
    const [output] = op.outputs;
    const squares = op.inputs[0] && producer(op.inputs[0]);
    const [summed] = trace.ops[index]?.inputs ?? [];
    if (op.type !== "Sum" || squares?.type !== "Square" || !output || output.shape.length > 0 || !isFloat(output)) return undefined;
    if (summed?.kind !== "op" || uses.get(summed.op) !== 1) return undefined;
    const two = addConstant({ dtype: DTYPES.float32, shape: [], values: Float32Array.of(2) });
    const [half] = emit({ type: "L2Loss", inputs: squares.inputs, attributes: [FLOAT], outputs: [output] });
    return emit({ type: "Mul", inputs: [half as Ref, two], attributes: [FLOAT], outputs: [output] });
  });
}

/** From this size on, a constant of one number is filled when needed instead of stored in the graph. Values. */
const LARGE = 256;

/** Large constants that hold one number throughout, such as the ones of a gradient, are filled on the device. */
export function withFilledConstants(trace: Trace): Trace {
  const made = new Map<number, Ref>();
  return rewrite(trace, (op, { emit, addConstant }) => {
    const inputs = op.inputs.map((ref): Ref => {
      const constant = ref.kind === "constant" ? trace.constants[ref.constant] : undefined;
      if (ref.kind !== "constant" || !constant || constant.values.length < LARGE || constant.dtype !== DTYPES.float32) return ref;
      const [number] = constant.values;
      if (!isAll(constant, number as number)) return ref;
      if (!made.has(ref.constant)) {
        const shape = addConstant({ dtype: DTYPES.int32, shape: [constant.shape.length], values: Int32Array.from(constant.shape) });
        const value = addConstant({ dtype: constant.dtype, shape: [], values: Float32Array.of(number as number) });
        const [filled] = emit({
          type: "Fill",
          inputs: [shape, value],
          attributes: [FLOAT, { name: "index_type", value: { type: "dtype", value: DTYPES.int32 } }],
          outputs: [{ shape: constant.shape, dtype: constant.dtype }],
        });
        made.set(ref.constant, filled as Ref);
      }
      return made.get(ref.constant) as Ref;
    });
    return emit({ ...op, inputs });
  });
}

/** All passes, in an order in which each finds what the ones before it have uncovered. */
export const PASSES = {
  withoutNoOps,
  withCommonSubexpressions,
  withPlainProducts,
  withBiasAdd,
  withReluGradient,
  withBatchNorm,
  withCrossEntropy,
  withFoldedScale,
  withWorkBehindPooling,
  withHalves,
  withPoolTangents,
  withSumsOfSquares,
  withoutDeadCode,
  withFilledConstants,
} satisfies Record<string, (trace: Trace) => Trace>;

/** The passes before second derivatives: what they leave has rules. */
const BEFORE_DERIVATIVE: ((trace: Trace) => Trace)[] = [
  withoutNoOps,
  withCommonSubexpressions,
  withPlainProducts,
  withBiasAdd,
  withReluGradient,
  withCrossEntropy,
  withFoldedConvolutions,
  withWorkBehindPooling,
  withoutDeadCode,
];
export const prepareDerivative = (trace: Trace): Trace => BEFORE_DERIVATIVE.reduce((each, pass) => pass(each), trace);

/** A GPU is busy with one product at a time; halves would only keep it waiting twice. */
const FOR_CPU: readonly unknown[] = [withHalves];

/** The trace that is run in place of the recorded one. */
export const optimize = (trace: Trace, device: "cpu" | "gpu" = "cpu"): Trace =>
  Object.values(PASSES)
    .filter((pass) => device === "cpu" || !FOR_CPU.includes(pass))
    .reduce((each, pass) => pass(each), trace);
