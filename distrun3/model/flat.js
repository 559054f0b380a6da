"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.toTensors = exports.toVector = exports.join = void 0;
exports.joinAs = joinAs;
exports.cut = cut;
/** Weights as a list of tensors and as one flat vector `w`: the two are exact copies of each other. */
const tf_1 = require("../backend/tf");
const network_1 = require("./network");
/** One vector from its parts, in their order. */
const join = (parts) => joinAs(Float32Array, parts);
exports.join = join;
/** The same for float64 (or any one kind of vector). */
function joinAs(Vector, parts) {
    const whole = new Vector(parts.reduce((sum, part) => sum + part.length, 0));
    let offset = 0;
    for (const part of parts) {
        whole.set(part, offset);
        offset += part.length;
    }
    return whole;
}
/**
 * The parts of a vector, one a shape; each is a copy.
 * @param wrong what a vector of another length is, for the error
 * @throws RangeError when the length is another
 */
function cut(whole, specs, wrong = "These are weights of another network") {
    const sizes = specs.map(({ shape }) => (0, network_1.sizeOf)(shape));
    const expected = sizes.reduce((a, b) => a + b, 0);
    if (expected !== whole.length)
        throw new RangeError(`${wrong}: expected ${expected} values, got ${whole.length}.`);
    let offset = 0;
    return sizes.map((size) => {
        offset += size;
        return whole.slice(offset - size, offset);
    });
}
/** One vector from tensors, in their order. */
const toVector = (tensors) => (0, exports.join)(tensors.map((tensor) => tensor.dataSync()));
exports.toVector = toVector;
/**
 * New tensors from one vector; the caller disposes of them.
 * @throws RangeError when the vector is of another network
 */
const toTensors = (w, specs) => cut(w, specs).map((part, i) => tf_1.tf.tensor(part, specs[i].shape, "float32"));
exports.toTensors = toTensors;
//# sourceMappingURL=flat.js.map