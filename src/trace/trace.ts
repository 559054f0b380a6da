/** A trace: one run of a tensor function as a list of TensorFlow operations. */

/** TensorFlow's numbers of its types (types.proto). */
export const DTYPES = { float32: 1, float64: 2, int32: 3, uint8: 4, int64: 9, bool: 10, resource: 20 } as const;

/** A value: the output of an operation, an input of the function, or a constant. */
export type Ref = { kind: "op"; op: number; output: number } | { kind: "input"; input: number } | { kind: "constant"; constant: number };

export type AttributeValue =
  | { type: "string" | "int" | "float" | "bool" | "dtype"; value: string | number | boolean }
  | { type: "shape"; value: number[] }
  | { type: "list"; of: "int" | "float" | "string" | "dtype"; value: (string | number)[] };

export interface Attribute {
  name: string;
  value: AttributeValue;
}

export interface Value {
  shape: number[];
  /** One of DTYPES. */
  dtype: number;
}

export interface Op {
  /** TensorFlow's name, e.g. MatMul. */
  type: string;
  attributes: Attribute[];
  inputs: Ref[];
  outputs: Value[];
}

export interface Constant extends Value {
  values: Float32Array | Int32Array | Uint8Array;
}

export interface Trace {
  inputs: Value[];
  ops: Op[];
  constants: Constant[];
  /** What the function returned. */
  outputs: Ref[];
}

/** Shape and type of a value. */
export function describeRef(trace: Trace, ref: Ref): Value {
  if (ref.kind === "op") return (trace.ops[ref.op] as Op).outputs[ref.output] as Value;
  return (ref.kind === "input" ? trace.inputs[ref.input] : trace.constants[ref.constant]) as Value;
}

/** A key that is the same for the same value. */
export const refKey = (ref: Ref): string =>
  ref.kind === "op" ? `o${ref.op}:${ref.output}` : ref.kind === "input" ? `i${ref.input}` : `c${ref.constant}`;

/** Whether two references are to the same value. */
export const sameRef = (a: Ref | undefined, b: Ref | undefined): boolean => a !== undefined && b !== undefined && refKey(a) === refKey(b);

/** The attribute T of an operation on float32. */
export const FLOAT: Attribute = { name: "T", value: { type: "dtype", value: DTYPES.float32 } };

/** The value of an operation's attribute, if it has one of that name. */
export const attributeOf = (op: Op, name: string): AttributeValue["value"] | undefined =>
  op.attributes.find((each) => each.name === name)?.value.value;

/** Whether an operation is a product of matrices as they stand, none of them transposed. */
export const isPlainProduct = (op: Op): boolean =>
  op.type === "MatMul" && attributeOf(op, "transpose_a") !== true && attributeOf(op, "transpose_b") !== true;
