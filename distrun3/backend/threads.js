"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.shareThreads = shareThreads;
exports.describeThreads = describeThreads;
/** How TensorFlow shares the cores of a machine: many threads in one operation, or many operations side by side with one thread each. */
const errors_1 = require("../errors");
/**
 * Up to this batch the operations of a dense network are too short to be shared among threads, while its backward pass always has two that do not wait for each other.
 * Measured on two cores: `bench step`; at 512 F1 is quicker the other way.
 */
const SIDE_BY_SIDE = 256;
/** Up to so many products of an example and a weight a step, handing an operation to another thread takes longer than it saves: `mlp` at batch 32 has 4 million, `mlp5` 46. */
const ALONE = 10e6;
/**
 * @param wish threads of one operation; undefined or empty: what suits the work
 * @param cores of the machine
 * @throws UsageError unless the wish is an integer, written in decimal, of 1 or more and not far beyond the cores: TensorFlow starts them all
 */
function shareThreads(wish, work, cores) {
    if (wish === undefined || wish === "") {
        if (!work?.dense || work.batch > SIDE_BY_SIDE)
            return { perOperation: cores, sideBySide: cores };
        return { perOperation: 1, sideBySide: work.batch * work.weights <= ALONE ? 1 : cores };
    }
    const threads = /^\d+$/.test(String(wish)) ? Number(wish) : Number.NaN;
    const most = Math.max(64, 4 * cores);
    if (!(threads >= 1 && threads <= most))
        throw new errors_1.UsageError(`The number of threads must be an integer from 1 to ${most}, got "${wish}". This machine has ${cores} cores.`);
    return { perOperation: threads, sideBySide: threads };
}
/** In words: "1 thread", "2 threads", "2 operations side by side". */
function describeThreads({ perOperation, sideBySide }) {
    if (perOperation === 1 && sideBySide > 1)
        return `${sideBySide} operations side by side`;
    return `${perOperation} thread${perOperation === 1 ? "" : "s"}`;
}
//# sourceMappingURL=threads.js.map