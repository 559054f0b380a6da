"use strict";
/** The error that an interrupted cell ends with. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.isInterrupted = exports.Interrupted = void 0;
const NAME = "Interrupted";
/** The user interrupted the cell. */
class Interrupted extends Error {
    name = NAME;
    /** @param at Where the cell was, as the lines of a stack; without it, where the error is made. */
    constructor(at) {
        super("the cell was interrupted");
        if (at !== undefined)
            this.stack = `${NAME}: ${this.message}\n${at}`;
    }
}
exports.Interrupted = Interrupted;
/** Whether `value` is such an error; the kernel can be loaded twice (live modules), so the class does not tell. */
const isInterrupted = (value) => value instanceof Error && value.name === NAME;
exports.isInterrupted = isInterrupted;
//# sourceMappingURL=interrupted.js.map