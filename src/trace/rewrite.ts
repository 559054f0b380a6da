/** The tool of all passes: walks a trace in order and builds a new one, each operation kept, replaced or left out. */
import { type Constant, DTYPES, describeRef, type Op, type Ref, type Trace, type Value } from "./trace";

export interface Rewriter {
  /** The new trace so far. */
  readonly trace: Trace;
  /** Adds an operation. @returns its outputs */
  emit(op: Op): Ref[];
  addConstant(constant: Constant): Ref;
  /** The value of the new trace for one of the old. */
  moved(ref: Ref): Ref;
  /** The operation that computes a value of the new trace, if one does. */
  producer(ref: Ref): Op | undefined;
  /** A constant's values, if the value is one. */
  constant(ref: Ref): Constant | undefined;
  value(ref: Ref): Value;
}

/**
 * Looks at an operation whose inputs are already of the new trace.
 * @param index its number in the old trace
 * @returns the values that stand for its outputs, or nothing to keep it
 */
export type Visit = (op: Op, rewriter: Rewriter, index: number) => Ref[] | undefined;

/** @param finish adds operations behind the last one */
export function rewrite(old: Trace, visit: Visit, finish: (rewriter: Rewriter) => void = () => {}): Trace {
  const trace: Trace = { inputs: old.inputs, constants: [...old.constants], ops: [], outputs: [] };
  const outputsOf: Ref[][] = [];
  const moved = (ref: Ref): Ref => (ref.kind === "op" ? (outputsOf[ref.op]?.[ref.output] as Ref) : ref);
  const rewriter: Rewriter = {
    trace,
    emit: (op) => {
      const index = trace.ops.push(op) - 1;
      return op.outputs.map((_, output) => ({ kind: "op", op: index, output }));
    },
    addConstant: (constant) => ({ kind: "constant", constant: trace.constants.push(constant) - 1 }),
    moved,
    producer: (ref) => (ref.kind === "op" ? trace.ops[ref.op] : undefined),
    constant: (ref) => (ref.kind === "constant" ? trace.constants[ref.constant] : undefined),
    value: (ref) => describeRef(trace, ref),
  };
  old.ops.forEach((op, index) => {
    const here = { ...op, inputs: op.inputs.map(moved) };
    outputsOf.push(visit(here, rewriter, index) ?? rewriter.emit(here));
  });
  finish(rewriter);
  return { ...trace, outputs: old.outputs.map(moved) };
}

/** Leaves out operations and constants that no output needs. */
export function withoutDeadCode(old: Trace): Trace {
  const needed = new Set<number>();
  const visit = (ref: Ref): void => {
    if (ref.kind === "op") needed.add(ref.op);
  };
  old.outputs.forEach(visit);
  for (let i = old.ops.length - 1; i >= 0; i--) if (needed.has(i)) (old.ops[i] as Op).inputs.forEach(visit);

  const constants: Constant[] = [];
  const places = new Map<number, number>();
  const numbers = new Map<number, number>();
  const ops: Op[] = [];
  const moved = (ref: Ref): Ref => {
    if (ref.kind === "op") return { ...ref, op: numbers.get(ref.op) as number };
    if (ref.kind === "input") return ref;
    if (!places.has(ref.constant)) places.set(ref.constant, constants.push(old.constants[ref.constant] as Constant) - 1);
    return { kind: "constant", constant: places.get(ref.constant) as number };
  };
  old.ops.forEach((op, i) => {
    if (needed.has(i)) numbers.set(i, ops.push({ ...op, inputs: op.inputs.map(moved) }) - 1);
  });
  return { inputs: old.inputs, ops, constants, outputs: old.outputs.map(moved) };
}

/** Whether all values of a constant are this number. */
export const isAll = (constant: Constant | undefined, number: number): boolean =>
  constant?.values.every((value: number) => value === number) ?? false;

export const sameShape = (a: Value, b: Value): boolean => a.dtype === b.dtype && a.shape.join() === b.shape.join();

export const isFloat = (value: Value): boolean => value.dtype === DTYPES.float32;
