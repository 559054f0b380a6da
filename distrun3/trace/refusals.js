"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.refusedConstant = exports.refusedResult = exports.RecordError = void 0;
exports.refusedAlways = refusedAlways;
/** What cannot be recorded, by TensorFlow's names: operations that reach outside, remember something of their own, or give results of no fixed size. */
const errors_1 = require("../errors");
const trace_1 = require("./trace");
/** What cannot be recorded, with the operation's name and what to do instead. */
class RecordError extends errors_1.UserError {
    name = "RecordError";
}
exports.RecordError = RecordError;
/** TensorFlow's number of complex64, which only the results of operations may have. */
const COMPLEX64 = 8;
const REFUSED = [
    [
        /^(Random|Multinomial|TruncatedNormal|ParameterizedTruncatedNormal|Stateful)/,
        "draws random numbers from a state of its own. Draw them with uniform(), of a seed and a step",
    ],
    [
        /^(Where|Unique|ListDiff|NonMaxSuppression|DynamicPartition|SetSize)/,
        "gives a result whose shape depends on the data. Use operations of fixed shape, such as a mask (tf.where), or do it outside the step",
    ],
    [/Summary|^(Print|Encode|Decode|ReadFile|WriteFile|Save|Restore)/, "reads or writes files. Do it outside the step"],
];
/** Why an operation is refused whatever it is given. @returns the rest of a sentence that begins with its name, or nothing */
function refusedAlways(type) {
    return REFUSED.find(([names]) => names.test(type))?.[1];
}
const RESULTS = [trace_1.DTYPES.float32, trace_1.DTYPES.int32, trace_1.DTYPES.uint8, trace_1.DTYPES.int64, trace_1.DTYPES.bool, COMPLEX64];
const CONSTANTS = [trace_1.DTYPES.float32, trace_1.DTYPES.int32, trace_1.DTYPES.bool];
/** Why a result of this type is refused. */
const refusedResult = (dtype) => RESULTS.includes(dtype) ? undefined : "gives strings or a resource, which a graph does not hand on. Do it outside the step";
exports.refusedResult = refusedResult;
/** Why a constant of this type is refused. */
const refusedConstant = (dtype) => CONSTANTS.includes(dtype)
    ? undefined
    : "takes a constant of strings or complex numbers. Do it outside the step, or build it from numbers";
exports.refusedConstant = refusedConstant;
//# sourceMappingURL=refusals.js.map