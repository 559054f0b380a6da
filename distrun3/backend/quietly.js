"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.quietly = quietly;
/** Native libraries that greet or warn on standard error while they load, made to be quiet. */
const node_fs_1 = require("node:fs");
/**
 * Runs `work` with the process's standard error closed to native code.
 * Does nothing where standard error cannot be reopened as it was: a socket, a file that is not appended to, no /proc.
 */
function quietly(work) {
    let kept;
    try {
        if (hasPosition())
            return work();
        kept = (0, node_fs_1.openSync)("/proc/self/fd/2", "a");
    }
    catch {
        return work();
    }
    (0, node_fs_1.closeSync)(2);
    (0, node_fs_1.openSync)("/dev/null", "w");
    try {
        return work();
    }
    finally {
        (0, node_fs_1.closeSync)(2);
        (0, node_fs_1.openSync)(`/proc/self/fd/${kept}`, "a");
        (0, node_fs_1.closeSync)(kept);
    }
}
/** Whether standard error is a file that is written from a position, which other processes of the same command share: opened anew, they would write over each other. */
function hasPosition() {
    const O_APPEND = 0o2000;
    const flags = Number.parseInt(/^flags:\s*(\d+)$/m.exec((0, node_fs_1.readFileSync)("/proc/self/fdinfo/2", "utf8"))?.[1] ?? "0", 8);
    return (0, node_fs_1.fstatSync)(2).isFile() && (flags & O_APPEND) === 0;
}
//# sourceMappingURL=quietly.js.map