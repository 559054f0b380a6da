"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.expectSame = expectSame;
/** Compares two recordings of one step with different inputs: what differs was decided or computed in JavaScript, and would be frozen. */
const refusals_1 = require("./refusals");
/** @throws RecordError that names the operation at the first difference */
function expectSame(a, b) {
    const count = Math.max(a.ops.length, b.ops.length);
    for (let i = 0; i < count; i++) {
        const [one, other] = [a.ops[i], b.ops[i]];
        if (one?.type !== other?.type) {
            throw new refusals_1.RecordError(`The step does not always do the same: operation ${i} is ${one?.type ?? "missing"} for one input and ${other?.type ?? "missing"} for another. Decide with tf.where instead of in JavaScript.`);
        }
        if (differ(one?.outputs, other?.outputs)) {
            throw new refusals_1.RecordError(`The shape of a result of ${one?.type} depends on the data. Use operations of fixed shape, such as a mask.`);
        }
        if (differ([one?.attributes, one?.inputs], [other?.attributes, other?.inputs])) {
            throw new refusals_1.RecordError(`The settings of ${one?.type} (operation ${i}) depend on the data. Compute them with tensors.`);
        }
    }
    if (differ(a.outputs, b.outputs)) {
        throw new refusals_1.RecordError("The step does not always return or assign the same results. Decide with tf.where instead of in JavaScript.");
    }
    a.constants.forEach((constant, i) => {
        const other = b.constants[i];
        if (other && sameBytes(constant.values, other.values))
            return;
        const user = a.ops.find((op) => op.inputs.some((ref) => ref.kind === "constant" && ref.constant === i));
        throw new refusals_1.RecordError(`A constant that goes into ${user?.type ?? "the result"} differs between two recordings: it was computed in JavaScript and would be frozen. Pass it as an input (a rate, a step number), keep it in a tf.variable (a state), or draw it with uniform() (a mask: tf.dropout and layers of noise draw theirs in JavaScript).`);
    });
}
const differ = (a, b) => JSON.stringify(a) !== JSON.stringify(b);
const sameBytes = (a, b) => Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
//# sourceMappingURL=compare.js.map