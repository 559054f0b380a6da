"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.isFloat = exports.sameShape = exports.isAll = void 0;
exports.rewrite = rewrite;
exports.withoutDeadCode = withoutDeadCode;
/** The tool of all passes: walks a trace in order and builds a new one, each operation kept, replaced or left out. */
const trace_1 = require("./trace");
/** @param finish adds operations behind the last one */
function rewrite(old, visit, finish = () => { }) {
    const trace = { inputs: old.inputs, constants: [...old.constants], ops: [], outputs: [] };
    const outputsOf = [];
    const moved = (ref) => (ref.kind === "op" ? outputsOf[ref.op]?.[ref.output] : ref);
    const rewriter = {
        trace,
        emit: (op) => {
            const index = trace.ops.push(op) - 1;
            return op.outputs.map((_, output) => ({ kind: "op", op: index, output }));
        },
        addConstant: (constant) => ({ kind: "constant", constant: trace.constants.push(constant) - 1 }),
        moved,
        producer: (ref) => (ref.kind === "op" ? trace.ops[ref.op] : undefined),
        constant: (ref) => (ref.kind === "constant" ? trace.constants[ref.constant] : undefined),
        value: (ref) => (0, trace_1.describeRef)(trace, ref),
    };
    old.ops.forEach((op, index) => {
        const here = { ...op, inputs: op.inputs.map(moved) };
        outputsOf.push(visit(here, rewriter, index) ?? rewriter.emit(here));
    });
    finish(rewriter);
    return { ...trace, outputs: old.outputs.map(moved) };
}
/** Leaves out operations and constants that no output needs. */
function withoutDeadCode(old) {
    const needed = new Set();
    const visit = (ref) => {
        if (ref.kind === "op")
            needed.add(ref.op);
    };
    old.outputs.forEach(visit);
    for (let i = old.ops.length - 1; i >= 0; i--)
        if (needed.has(i))
            old.ops[i].inputs.forEach(visit);
    const constants = [];
    const places = new Map();
    const numbers = new Map();
    const ops = [];
    const moved = (ref) => {
        if (ref.kind === "op")
            return { ...ref, op: numbers.get(ref.op) };
        if (ref.kind === "input")
            return ref;
        if (!places.has(ref.constant))
            places.set(ref.constant, constants.push(old.constants[ref.constant]) - 1);
        return { kind: "constant", constant: places.get(ref.constant) };
    };
    old.ops.forEach((op, i) => {
        if (needed.has(i))
            numbers.set(i, ops.push({ ...op, inputs: op.inputs.map(moved) }) - 1);
    });
    return { inputs: old.inputs, ops, constants, outputs: old.outputs.map(moved) };
}
/** Whether all values of a constant are this number. */
const isAll = (constant, number) => constant?.values.every((value) => value === number) ?? false;
exports.isAll = isAll;
const sameShape = (a, b) => a.dtype === b.dtype && a.shape.join() === b.shape.join();
exports.sameShape = sameShape;
const isFloat = (value) => value.dtype === trace_1.DTYPES.float32;
exports.isFloat = isFloat;
//# sourceMappingURL=rewrite.js.map