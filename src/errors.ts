/** The one error for what a user can mend: its message says what was expected, what was got and what to do. Shown without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}
