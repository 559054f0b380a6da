/** `prompt()` in a cell: asks the user for a line of text, through `input_request`. */
import { Interrupted } from "./interrupts/interrupted";
import { currentOrigin } from "./output/origin";
import { compose, type Outgoing } from "./wire/message";

declare global {
  /**
   * Asks the user for a line of text, and waits for it.
   * @param message What is asked.
   * @param preset Taken if the answer is empty.
   */
  function prompt(message?: string, preset?: string): string;
}

let ask: ((message: Outgoing) => string | undefined) | undefined;
let allowed = false;

/** Gives the way to ask; the kernel calls it once. */
export function connectInput(askInput: (message: Outgoing) => string | undefined): void {
  ask = askInput;
  Object.assign(globalThis, { prompt });
}

/** Says whether the client of the running cell answers questions. */
export function allowInput(yes: boolean): void {
  allowed = yes;
}

/** A cell asked for input, and nobody can give it. */
class InputError extends Error {
  override readonly name = "InputError";
}

/**
 * Asks the user, and waits: nothing else runs meanwhile, as in a browser.
 * @param message What is asked.
 * @param preset Taken if the answer is empty.
 * @returns The answer. An interrupt ends the cell.
 */
export function prompt(message = "", preset = ""): string {
  const origin = currentOrigin();
  if (!ask || !origin) throw new InputError("prompt() works in a notebook's kernel only.");
  if (!allowed) {
    throw new InputError(
      "prompt() got no answer: this client asks nobody (allow_stdin is false, as when a notebook is executed as a whole). Set the value in the cell.",
    );
  }
  const answer = ask(compose("input_request", { prompt: message, password: false }, origin.parent, { idents: origin.idents }));
  if (answer === undefined) throw new Interrupted();
  return answer === "" ? preset : answer;
}
