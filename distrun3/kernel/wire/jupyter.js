"use strict";
/** Notices when the Jupyter that started the kernel died without a goodbye. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.whenJupyterEnds = whenJupyterEnds;
/** How often, in milliseconds, to look whether Jupyter is still there. */
const CHECK = 1000;
function isAlive(pid) {
    try {
        return process.kill(pid, 0);
    }
    catch {
        return false;
    }
}
/** Calls `then` once when Jupyter is gone. On Windows Jupyter gives no process id that would say so. */
function whenJupyterEnds(then) {
    const jupyter = Number(process.env.JPY_PARENT_PID);
    if (!(jupyter > 0) || process.platform === "win32")
        return;
    const parent = process.ppid;
    const timer = setInterval(check, CHECK);
    function check() {
        if (process.ppid === parent && isAlive(jupyter))
            return;
        clearInterval(timer);
        then();
    }
    check();
}
//# sourceMappingURL=jupyter.js.map