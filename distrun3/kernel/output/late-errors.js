"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.reportLate = reportLate;
exports.catchLateErrors = catchLateErrors;
/** Errors that no `await` and no `try` caught, thrown in a timer or a promise: reported in the cell that started it. The kernel goes on. */
const interrupted_1 = require("../interrupts/interrupted");
const origin_1 = require("./origin");
const publish_1 = require("./publish");
const traceback_1 = require("./traceback");
/** Reports an error of `origin`: as an error of its cell while that runs, later as text, which clients add to what the cell has shown. */
function reportLate({ ename, evalue, traceback }, origin, { print, intro }) {
    const [first = "", ...rest] = traceback;
    const lines = [`${intro}${first}`, ...rest];
    if (origin && !origin.ended)
        (0, publish_1.publish)("error", { ename, evalue, traceback: lines }, { origin });
    else
        print("stderr", `${lines.join("\n")}\n`, origin);
}
/** Catches what would end the process. */
function catchLateErrors(cells, print) {
    const report = (intro) => (error) => {
        const origin = (0, origin_1.currentOrigin)();
        // The other branches of a cell that was interrupted end like it; it is said once.
        if ((0, interrupted_1.isInterrupted)(error) && origin?.stop?.isRequested)
            return;
        try {
            reportLate((0, traceback_1.describeThrown)(error, cells), origin, { print, intro });
        }
        catch (problem) {
            print("stderr", `${intro}an error that cannot be shown: ${String(problem)}\n`, origin);
        }
    };
    process.on("uncaughtException", report("Uncaught "));
    process.on("unhandledRejection", report("Unhandled rejection: "));
}
//# sourceMappingURL=late-errors.js.map