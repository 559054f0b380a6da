"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.chain = chain;
/** Traces one behind the other: the outputs of some are the inputs of others. */
const rewrite_1 = require("./rewrite");
const trace_1 = require("./trace");
/** Builds a trace on `inputs` from others. */
function chain(inputs, build) {
    let outputs = [];
    const start = { inputs, ops: [], constants: [], outputs: [] };
    const built = (0, rewrite_1.rewrite)(start, () => undefined, (rewriter) => {
        outputs = build((trace, given) => inlined(rewriter, trace, given), inputs.map((_, input) => ({ kind: "input", input })));
    });
    return { ...built, outputs };
}
function inlined({ emit, addConstant }, trace, inputs) {
    const known = new Map(inputs.map((ref, input) => [(0, trace_1.refKey)({ kind: "input", input }), ref]));
    const moved = (ref) => {
        if (ref.kind === "constant" && !known.has((0, trace_1.refKey)(ref)))
            known.set((0, trace_1.refKey)(ref), addConstant(trace.constants[ref.constant]));
        return known.get((0, trace_1.refKey)(ref));
    };
    trace.ops.forEach((op, index) => {
        for (const [output, ref] of emit({ ...op, inputs: op.inputs.map(moved) }).entries())
            known.set((0, trace_1.refKey)({ kind: "op", op: index, output }), ref);
    });
    return trace.outputs.map(moved);
}
//# sourceMappingURL=chain.js.map