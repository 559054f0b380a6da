"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.jvp = jvp;
/**
 * Forward-mode differentiation of a trace: the directional derivative of its outputs along a tangent of its inputs (Griewank and Walther, Evaluating Derivatives, 2nd ed., §3.1).
 * Over a recorded gradient it gives exact Hessian products (Pearlmutter, 1994), which TensorFlow.js, having no second derivatives, cannot.
 */
const emitter_1 = require("./emitter");
const jvp_rules_1 = require("./jvp-rules");
const record_1 = require("./record");
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/**
 * @param trace of plain operations: before fusions, of which only ReluGrad and BiasAdd have rules
 * @param active numbers of the inputs along which it is differentiated
 * @returns a trace that takes one tangent more for each of `active`, after the inputs, each of the shape of its input. Outputs: those of `trace`, then their tangents
 * @throws RecordError for an operation without a rule, by name
 */
function jvp(trace, active) {
    const tangents = new Map();
    const added = active.map((input, i) => {
        tangents.set((0, trace_1.refKey)({ kind: "input", input }), { kind: "input", input: trace.inputs.length + i });
        return trace.inputs[input];
    });
    const extended = (0, rewrite_1.rewrite)({ ...trace, inputs: [...trace.inputs, ...added] }, (op, rewriter) => {
        const outputs = rewriter.emit(op);
        const known = op.inputs.map((ref) => tangents.get((0, trace_1.refKey)(ref)));
        if (known.some(Boolean)) {
            const found = ruleOf(op)({ op, outputs, y: outputs[0], tangents: known }, new emitter_1.Emitter(rewriter));
            for (const [i, tangent] of (Array.isArray(found) ? found : [found]).entries())
                if (tangent)
                    tangents.set((0, trace_1.refKey)(outputs[i]), tangent);
        }
        return outputs;
    });
    const constants = [...extended.constants];
    const zeros = (ref) => {
        const { shape, dtype } = (0, trace_1.describeRef)(extended, ref);
        return {
            kind: "constant",
            constant: constants.push({ shape, dtype, values: new Float32Array(shape.reduce((size, n) => size * n, 1)) }) - 1,
        };
    };
    const ends = extended.outputs.map((ref) => tangents.get((0, trace_1.refKey)(ref)) ?? zeros(ref));
    return { ...extended, constants, outputs: [...extended.outputs, ...ends] };
}
function ruleOf({ type }) {
    const rule = jvp_rules_1.RULES[type];
    if (rule)
        return rule;
    throw new record_1.RecordError(`The operation ${type} has no rule for second derivatives, which Hessian products need. Build the network without it; src/trace/README.md lists the operations that have one.`);
}
//# sourceMappingURL=jvp.js.map