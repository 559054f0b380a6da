/** A problem that the user can mend: it is shown as its message alone, without a stack trace. */
export class Problem extends Error {
  /**
   * @param {string} message what was expected, what was found, what to do
   * @param {number} exitCode 1 failed, 2 wrong usage
   */
  constructor(message, exitCode = 1) {
    super(message);
    this.name = "Problem";
    this.exitCode = exitCode;
  }
}
