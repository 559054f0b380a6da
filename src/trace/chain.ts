/** Traces one behind the other: the outputs of some are the inputs of others. */
import { type Rewriter, rewrite } from "./rewrite";
import { type Ref, refKey, type Trace, type Value } from "./trace";

/** Adds a trace on values of the one under construction. @returns its outputs there */
export type Add = (trace: Trace, inputs: Ref[]) => Ref[];

/** Builds a trace on `inputs` from others. */
export function chain(inputs: Value[], build: (add: Add, inputs: Ref[]) => Ref[]): Trace {
  let outputs: Ref[] = [];
  const start: Trace = { inputs, ops: [], constants: [], outputs: [] };
  const built = rewrite(
    start,
    () => undefined,
    (rewriter) => {
      outputs = build(
        (trace, given) => inlined(rewriter, trace, given),
        inputs.map((_, input) => ({ kind: "input", input })),
      );
    },
  );
  return { ...built, outputs };
}

function inlined({ emit, addConstant }: Rewriter, trace: Trace, inputs: Ref[]): Ref[] {
  const known = new Map<string, Ref>(inputs.map((ref, input) => [refKey({ kind: "input", input }), ref]));
  const moved = (ref: Ref): Ref => {
    if (ref.kind === "constant" && !known.has(refKey(ref)))
      known.set(refKey(ref), addConstant(trace.constants[ref.constant] as Trace["constants"][number]));
    return known.get(refKey(ref)) as Ref;
  };
  trace.ops.forEach((op, index) => {
    for (const [output, ref] of emit({ ...op, inputs: op.inputs.map(moved) }).entries())
      known.set(refKey({ kind: "op", op: index, output }), ref);
  });
  return trace.outputs.map(moved);
}
