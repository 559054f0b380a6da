/**
 * Forward-mode differentiation of a trace: the directional derivative of its outputs along a tangent of its inputs (Griewank and Walther, Evaluating Derivatives, 2nd ed., §3.1).
 * Over a recorded gradient it gives exact Hessian products (Pearlmutter, 1994), which TensorFlow.js, having no second derivatives, cannot.
 */
import { Emitter } from "./emitter";
import { RULES, type Rule, type Tangent } from "./jvp-rules";
import { RecordError } from "./record";
import { rewrite } from "./rewrite";
import { describeRef, type Op, type Ref, refKey, type Trace, type Value } from "./trace";

/**
 * @param trace of plain operations: before fusions, of which only ReluGrad and BiasAdd have rules
 * @param active numbers of the inputs along which it is differentiated
 * @returns a trace that takes one tangent more for each of `active`, after the inputs, each of the shape of its input. Outputs: those of `trace`, then their tangents
 * @throws RecordError for an operation without a rule, by name
 */
export function jvp(trace: Trace, active: number[]): Trace {
  const tangents = new Map<string, Ref>();
  const added = active.map((input, i): Value => {
    tangents.set(refKey({ kind: "input", input }), { kind: "input", input: trace.inputs.length + i });
    return trace.inputs[input] as Value;
  });
  const extended = rewrite({ ...trace, inputs: [...trace.inputs, ...added] }, (op, rewriter) => {
    const outputs = rewriter.emit(op);
    const known = op.inputs.map((ref): Tangent => tangents.get(refKey(ref)));
    if (known.some(Boolean)) {
      const found = ruleOf(op)({ op, outputs, y: outputs[0] as Ref, tangents: known }, new Emitter(rewriter));
      for (const [i, tangent] of (Array.isArray(found) ? found : [found]).entries())
        if (tangent) tangents.set(refKey(outputs[i] as Ref), tangent);
    }
    return outputs;
  });
  const constants = [...extended.constants];
  const zeros = (ref: Ref): Ref => {
    const { shape, dtype } = describeRef(extended, ref);
    return {
      kind: "constant",
      constant: constants.push({ shape, dtype, values: new Float32Array(shape.reduce((size, n) => size * n, 1)) }) - 1,
    };
  };
  const ends = extended.outputs.map((ref) => tangents.get(refKey(ref)) ?? zeros(ref));
  return { ...extended, constants, outputs: [...extended.outputs, ...ends] };
}

function ruleOf({ type }: Op): Rule {
  const rule = RULES[type];
  if (rule) return rule;
  throw new RecordError(
    `The operation ${type} has no rule for second derivatives, which Hessian products need. Build the network without it; src/trace/README.md lists the operations that have one.`,
  );
}
