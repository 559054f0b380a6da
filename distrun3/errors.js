"use strict";
/** Errors that a user can mend: the message says what was expected, what was got and what to do. Shown without a stack trace. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.UsageError = exports.UserError = void 0;
/** Something went wrong that is no defect of the program (a file is missing, a training diverged). The command line ends with 1. */
class UserError extends Error {
    name = "UserError";
}
exports.UserError = UserError;
/** A request that makes no sense as written (an unknown name, a value out of range). The command line ends with 2. */
class UsageError extends UserError {
    name = "UsageError";
}
exports.UsageError = UsageError;
//# sourceMappingURL=errors.js.map