/** Errors that a user can mend: the message says what was expected, what was got and what to do. Shown without a stack trace. */
/** Something went wrong that is no defect of the program (a file is missing, a training diverged). The command line ends with 1. */
export declare class UserError extends Error {
    readonly name: string;
}
/** A request that makes no sense as written (an unknown name, a value out of range). The command line ends with 2. */
export declare class UsageError extends UserError {
    readonly name = "UsageError";
}
