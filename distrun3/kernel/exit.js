"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.ExitError = void 0;
exports.prepareExit = prepareExit;
/** `process.exit` in a cell: an error of that cell, not the end of the kernel and of all its variables. */
const node_module_1 = require("node:module");
/** Code of a cell asked the process to exit. */
class ExitError extends Error {
    code;
    name = "ExitError";
    /** @param code The exit code that was asked for. */
    constructor(code) {
        super(`the cell asked to exit with code ${code}; the kernel goes on. To end it, restart it or shut it down from the menu.`);
        this.code = code;
    }
}
exports.ExitError = ExitError;
/** Puts an error in the place of `process.exit`. The kernel's own code keeps the way to exit that it took before. */
function prepareExit() {
    process.exit = (code) => {
        throw new ExitError(code ?? process.exitCode ?? 0);
    };
    (0, node_module_1.syncBuiltinESMExports)();
}
//# sourceMappingURL=exit.js.map