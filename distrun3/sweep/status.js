"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.hasDiverged = exports.isSettled = void 0;
exports.statusOf = statusOf;
function statusOf(row) {
    if (row?.status === "failed" && (0, exports.hasDiverged)(row.error))
        return "diverged";
    return row?.status ?? "new";
}
/** Whether there is nothing to do for it any more. */
const isSettled = (status) => status === "done" || status === "diverged";
exports.isSettled = isSettled;
/** Whether a training failed because its loss was no number any more. */
const hasDiverged = (error) => /the training diverged at batch/.test(error ?? "");
exports.hasDiverged = hasDiverged;
//# sourceMappingURL=status.js.map