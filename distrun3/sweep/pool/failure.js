"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.failureOf = failureOf;
/** Sorts what a run failed with: the user's to mend, the disk's, or a defect that another attempt may not meet. */
const errors_1 = require("../../errors");
/** No room, a quota, a file system that is read only, a folder of somebody else's. */
const UNWRITABLE = /\b(ENOSPC|EDQUOT|EROFS|EACCES|EPERM)\b/;
function failureOf(error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    if (UNWRITABLE.test(message))
        return { kind: "unwritable", error: message };
    if (error instanceof errors_1.UserError)
        return { kind: "failed", error: message };
    return { kind: "crashed", error: stack ?? message };
}
//# sourceMappingURL=failure.js.map