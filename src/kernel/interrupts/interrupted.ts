/** The error that an interrupted cell ends with. */

const NAME = "Interrupted";

/** The user interrupted the cell. */
export class Interrupted extends Error {
  override readonly name = NAME;

  /** @param at Where the cell was, as the lines of a stack; without it, where the error is made. */
  constructor(at?: string) {
    super("the cell was interrupted");
    if (at !== undefined) this.stack = `${NAME}: ${this.message}\n${at}`;
  }
}

/** Whether `value` is such an error; the kernel can be loaded twice (live modules), so the class does not tell. */
export const isInterrupted = (value: unknown): boolean => value instanceof Error && value.name === NAME;
