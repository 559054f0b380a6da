/** Errors that no `await` and no `try` caught, thrown in a timer or a promise: reported in the cell that started it. The kernel goes on. */
import { isInterrupted } from "../interrupts/interrupted";
import { currentOrigin, type Origin } from "./origin";
import { publish } from "./publish";
import type { Print } from "./streams";
import { type CellError, type CellLookup, describeThrown } from "./traceback";

/** Reports an error of `origin`: as an error of its cell while that runs, later as text, which clients add to what the cell has shown. */
export function reportLate(
  { ename, evalue, traceback }: CellError,
  origin: Origin | undefined,
  { print, intro }: { print: Print; intro: string },
): void {
  const [first = "", ...rest] = traceback;
  const lines = [`${intro}${first}`, ...rest];
  if (origin && !origin.ended) publish("error", { ename, evalue, traceback: lines }, { origin });
  else print("stderr", `${lines.join("\n")}\n`, origin);
}

/** Catches what would end the process. */
export function catchLateErrors(cells: CellLookup, print: Print): void {
  const report = (intro: string) => (error: unknown) => {
    const origin = currentOrigin();
    // The other branches of a cell that was interrupted end like it; it is said once.
    if (isInterrupted(error) && origin?.stop?.isRequested) return;
    try {
      reportLate(describeThrown(error, cells), origin, { print, intro });
    } catch (problem) {
      print("stderr", `${intro}an error that cannot be shown: ${String(problem)}\n`, origin);
    }
  };
  process.on("uncaughtException", report("Uncaught "));
  process.on("unhandledRejection", report("Unhandled rejection: "));
}
