/** Looks up once where the largest value of each window lies, where second derivatives need it: else each gradient of max pooling finds it anew. */
import { type Rewriter, rewrite } from "./rewrite";
import { type Attribute, attributeOf, DTYPES, describeRef, FLOAT, type Op, type Ref, refKey, type Trace, type Value } from "./trace";

/**
 * MaxPool, its gradient and its tangent share the places of the largest values. Pooling without a tangent stays as it is: with places it takes longer.
 * Of equal values the first counts, as in the gradient of MaxPool.
 */
export function withPoolPlaces(trace: Trace): Trace {
  const chosen = new Set(
    trace.ops.flatMap(({ type, inputs: [, y] }) =>
      type === "MaxPoolTangent" && y?.kind === "op" && canFindPlaces(trace, y.op) ? [y.op] : [],
    ),
  );
  const placesOf = new Map<string, Ref>();
  return rewrite(trace, (op, rewriter, index) => {
    if (chosen.has(index)) {
      const [y, places] = rewriter.emit({
        type: "MaxPoolWithArgmax",
        attributes: settings(op, PLACES),
        inputs: op.inputs,
        outputs: [op.outputs[0] as Value, { ...(op.outputs[0] as Value), dtype: DTYPES.int64 }],
      }) as [Ref, Ref];
      placesOf.set(refKey(y), places);
      return [y];
    }
    const [x, y, along] = op.inputs as [Ref, Ref, Ref];
    const places = y && placesOf.get(refKey(y));
    if (!places) return undefined;
    if (op.type === "MaxPoolTangent") return gathered(along, places, op.outputs, rewriter);
    if (op.type !== "MaxPoolGrad") return undefined;
    return rewriter.emit({ ...op, type: "MaxPoolGradWithArgmax", attributes: settings(op, PLACES), inputs: [x, along, places] });
  });
}

/** Places are found in images `[n, height, width, channels]`. Where input and output are of one size, TensorFlow's gradient would write over what it reads. */
function canFindPlaces(trace: Trace, index: number): boolean {
  const op = trace.ops[index] as Op;
  const [input, output] = [describeRef(trace, op.inputs[0] as Ref), op.outputs[0] as Value];
  return (
    op.type === "MaxPool" &&
    attributeOf(op, "data_format") === "NHWC" &&
    ["SAME", "VALID"].includes(String(attributeOf(op, "padding"))) &&
    input.shape.join() !== output.shape.join()
  );
}

const dtype = (name: string, value: number): Attribute => ({ name, value: { type: "dtype", value } });

/** Places count through the whole batch. */
const PLACES: Attribute[] = [dtype("Targmax", DTYPES.int64), { name: "include_batch_in_index", value: { type: "bool", value: true } }];

const settings = ({ attributes }: Op, more: Attribute[]): Attribute[] => [
  ...attributes.filter(({ name }) => ["T", "ksize", "strides", "padding"].includes(name)),
  ...more,
];

/** The values at the places. */
function gathered(values: Ref, places: Ref, outputs: Value[], { emit, addConstant, value }: Rewriter): Ref[] {
  const integers = (shape: number[], number: number) => addConstant({ shape, dtype: DTYPES.int32, values: Int32Array.of(number) });
  const size = value(values).shape.reduce((a, b) => a * b, 1);
  const flat = emit({
    type: "Reshape",
    attributes: [FLOAT, dtype("Tshape", DTYPES.int32)],
    inputs: [values, integers([1], -1)],
    outputs: [{ shape: [size], dtype: DTYPES.float32 }],
  })[0] as Ref;
  const attributes = [
    dtype("Tparams", DTYPES.float32),
    dtype("Tindices", DTYPES.int64),
    dtype("Taxis", DTYPES.int32),
    { name: "batch_dims", value: { type: "int", value: 0 } } satisfies Attribute,
  ];
  return emit({ type: "GatherV2", attributes, inputs: [flat, places, integers([], 0)], outputs });
}
