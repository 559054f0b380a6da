"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.tensorCount = void 0;
exports.withoutLeaks = withoutLeaks;
/** Tensor accounting: how many tensors live, and a guard that fails when some work leaves more of them than it says. */
const tf_1 = require("./tf");
/** Number of live tensors. */
const tensorCount = () => tf_1.tf.memory().numTensors;
exports.tensorCount = tensorCount;
/**
 * Runs `work` and throws when it left other than `kept` tensors behind.
 * @param kept how many tensors the result holds on purpose
 */
async function withoutLeaks(work, kept = 0) {
    const before = (0, exports.tensorCount)();
    const result = await work();
    const left = (0, exports.tensorCount)() - before;
    if (left !== kept)
        throw new Error(`${left} tensors were left behind, expected ${kept}.`);
    return result;
}
//# sourceMappingURL=accounting.js.map