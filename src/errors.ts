/** Errors that a user can mend: the message says what was expected, what was got and what to do. Shown without a stack trace. */

/** Something went wrong that is no defect of the program (a file is missing, a training diverged). The command line ends with 1. */
export class UserError extends Error {
  override readonly name: string = "UserError";
}

/** A request that makes no sense as written (an unknown name, a value out of range). The command line ends with 2. */
export class UsageError extends UserError {
  override readonly name = "UsageError";
}

/** What a message of several lines comes to: its last line. */
export const lastLine = ({ message }: Error): string => (message.split("\n").at(-1) ?? "").trim();
