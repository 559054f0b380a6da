"use strict";
/** A trace: one run of a tensor function as a list of TensorFlow operations. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.isPlainProduct = exports.attributeOf = exports.FLOAT = exports.sameRef = exports.refKey = exports.DTYPES = void 0;
exports.describeRef = describeRef;
/** TensorFlow's numbers of its types (types.proto). */
exports.DTYPES = { float32: 1, float64: 2, int32: 3, uint8: 4, int64: 9, bool: 10, resource: 20 };
/** Shape and type of a value. */
function describeRef(trace, ref) {
    if (ref.kind === "op")
        return trace.ops[ref.op].outputs[ref.output];
    return (ref.kind === "input" ? trace.inputs[ref.input] : trace.constants[ref.constant]);
}
/** A key that is the same for the same value. */
const refKey = (ref) => ref.kind === "op" ? `o${ref.op}:${ref.output}` : ref.kind === "input" ? `i${ref.input}` : `c${ref.constant}`;
exports.refKey = refKey;
/** Whether two references are to the same value. */
const sameRef = (a, b) => a !== undefined && b !== undefined && (0, exports.refKey)(a) === (0, exports.refKey)(b);
exports.sameRef = sameRef;
/** The attribute T of an operation on float32. */
exports.FLOAT = { name: "T", value: { type: "dtype", value: exports.DTYPES.float32 } };
/** The value of an operation's attribute, if it has one of that name. */
const attributeOf = (op, name) => op.attributes.find((each) => each.name === name)?.value.value;
exports.attributeOf = attributeOf;
/** Whether an operation is a product of matrices as they stand, none of them transposed. */
const isPlainProduct = (op) => op.type === "MatMul" && (0, exports.attributeOf)(op, "transpose_a") !== true && (0, exports.attributeOf)(op, "transpose_b") !== true;
exports.isPlainProduct = isPlainProduct;
//# sourceMappingURL=trace.js.map