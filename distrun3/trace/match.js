"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Matcher = void 0;
/** Reads a trace backwards from a value, to recognise what an expression is. */
const trace_1 = require("./trace");
/** TensorFlow has two names for the same sum. */
const SAME = { AddV2: "Add" };
class Matcher {
    trace;
    constructor(trace) {
        this.trace = trace;
    }
    /** The inputs of the operation that computes a value, if it is of that type; `Add` stands for AddV2, too. */
    inputsOf(ref, type) {
        if (ref?.kind !== "op")
            return undefined;
        const op = this.trace.ops[ref.op];
        return op && (SAME[op.type] ?? op.type) === type ? op.inputs : undefined;
    }
    attributeOf(ref, name) {
        const op = ref?.kind === "op" ? this.trace.ops[ref.op] : undefined;
        return op && (0, trace_1.attributeOf)(op, name);
    }
    constant(ref) {
        return ref?.kind === "constant" ? this.trace.constants[ref.constant] : undefined;
    }
    /** The number of a constant that is one number. */
    number(ref) {
        const values = this.constant(ref)?.values;
        return values?.length === 1 ? values[0] : undefined;
    }
    /** The numbers of a small constant, such as a list of axes. */
    numbers(ref) {
        const values = this.constant(ref)?.values;
        return values && [...values];
    }
    value(ref) {
        return (0, trace_1.describeRef)(this.trace, ref);
    }
    isScalar(ref) {
        return this.value(ref).shape.length === 0;
    }
}
exports.Matcher = Matcher;
//# sourceMappingURL=match.js.map