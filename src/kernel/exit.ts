/** `process.exit` in a cell: an error of that cell, not the end of the kernel and of all its variables. */
import { syncBuiltinESMExports } from "node:module";

/** Code of a cell asked the process to exit. */
export class ExitError extends Error {
  override readonly name = "ExitError";

  /** @param code The exit code that was asked for. */
  constructor(readonly code: number | string) {
    super(`the cell asked to exit with code ${code}; the kernel goes on. To end it, restart it or shut it down from the menu.`);
  }
}

/** Puts an error in the place of `process.exit`. The kernel's own code keeps the way to exit that it took before. */
export function prepareExit(): void {
  process.exit = (code) => {
    throw new ExitError(code ?? process.exitCode ?? 0);
  };
  syncBuiltinESMExports();
}
