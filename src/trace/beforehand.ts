/** Splits a trace in two: what takes long and can be computed before some inputs are known, and the rest. */
import { isFloat, rewrite, withoutDeadCode } from "./rewrite";
import { attributeOf, describeRef, type Op, type Ref, refKey, type Trace, type Value } from "./trace";

export interface Split {
  /** On the same inputs, of which it does not read the late ones; its outputs are kept. */
  before: Trace;
  /** On the same inputs and then what was kept. */
  after: Trace;
  kept: Value[];
}

/** Multiplications a value from which on keeping it is better than computing it again, which takes longer than reading it by far. */
const MANY = 256;
/** Multiplications of an operation that is worth keeping. */
const LEAST_WORK = 2 ** 20;

/**
 * @param late numbers of the inputs that are not known yet
 * @param bytes that may be kept; those values that save most come first
 * @returns nothing where there is nothing to keep
 */
export function splitBeforehand(trace: Trace, late: readonly number[], bytes: number): Split | undefined {
  const candidates = keepable(trace, late).sort((a, b) => b.multiplications - a.multiplications);
  let left = bytes;
  const chosen = candidates.filter(({ value }) => {
    const size = 4 * sizeOf(value.shape);
    if (size > left) return false;
    left -= size;
    return true;
  });
  // What only leads to another kept value is not read any more.
  const read = used(without(trace, chosen)).map((input) => chosen[input - trace.inputs.length] as Keepable);
  if (read.length === 0) return undefined;
  return {
    before: withoutDeadCode({ ...trace, outputs: read.map(({ ref }) => ref) }),
    after: without(trace, read),
    kept: read.map(({ value }) => value),
  };

  function used(after: Trace): number[] {
    const inputs = new Set(
      [...after.ops.flatMap(({ inputs }) => inputs), ...after.outputs].flatMap((ref) => (ref.kind === "input" ? [ref.input] : [])),
    );
    return [...inputs].filter((input) => input >= trace.inputs.length).sort((a, b) => a - b);
  }
}

interface Keepable {
  ref: Ref & { kind: "op" };
  value: Value;
  /** For each value. */
  multiplications: number;
}

const sizeOf = (shape: number[]): number => shape.reduce((a, b) => a * b, 1);

/** Results of long operations on what is known, each with the bias and the ReLU that alone follow it: TensorFlow computes those along with it. */
function keepable(trace: Trace, late: readonly number[]): Keepable[] {
  const known: boolean[] = [];
  const isKnown = (ref: Ref) => (ref.kind === "op" ? (known[ref.op] as boolean) : ref.kind === "constant" || !late.includes(ref.input));
  for (const { inputs } of trace.ops) known.push(inputs.every(isKnown));
  const users = new Map<string, number[]>();
  trace.ops.forEach(({ inputs }, user) => {
    for (const ref of inputs) users.set(refKey(ref), [...(users.get(refKey(ref)) ?? []), user]);
  });
  const results = new Set(trace.outputs.map(refKey));
  const last = (ref: Ref & { kind: "op" }): Ref & { kind: "op" } => {
    const [user, ...others] = users.get(refKey(ref)) ?? [];
    const follows = user !== undefined && others.length === 0 && !results.has(refKey(ref)) && known[user];
    return follows && ["BiasAdd", "Relu"].includes(trace.ops[user]?.type ?? "") ? last({ kind: "op", op: user, output: 0 }) : ref;
  };
  return trace.ops.flatMap((op, i) => {
    const [value] = op.outputs as [Value];
    const multiplications = known[i] ? multiplicationsOf(op, trace) : 0;
    if (multiplications < MANY || multiplications * sizeOf(value.shape) < LEAST_WORK || !isFloat(value)) return [];
    return [{ ref: last({ kind: "op", op: i, output: 0 }), value, multiplications }];
  });
}

/** Multiplications for each value of a product; 0 for other operations. */
function multiplicationsOf(op: Op, trace: Trace): number {
  const shape = (at: number) => describeRef(trace, op.inputs[at] as Ref).shape;
  switch (op.type) {
    case "MatMul":
      return shape(0)[attributeOf(op, "transpose_a") === true ? 0 : 1] as number;
    case "Conv2D":
      return sizeOf(shape(1).slice(0, -1));
    case "Conv2DBackpropInput":
      return sizeOf(shape(1)) / (shape(1)[2] as number);
    case "Conv2DBackpropFilter":
      return sizeOf(shape(2).slice(0, -1));
    default:
      return 0;
  }
}

/** The trace with inputs in place of these values. */
function without(trace: Trace, values: Keepable[]): Trace {
  const at = new Map(values.map(({ ref }, i) => [ref.op, trace.inputs.length + i]));
  const extended = { ...trace, inputs: [...trace.inputs, ...values.map(({ value }) => value)] };
  return withoutDeadCode(
    rewrite(extended, (_, __, index) => {
      const input = at.get(index);
      return input === undefined ? undefined : [{ kind: "input", input }];
    }),
  );
}
