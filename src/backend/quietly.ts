/** Native libraries that greet or warn on standard error while they load, made to be quiet. */
import { closeSync, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * Runs `work` with the process's standard error closed to native code.
 * Does nothing where standard error cannot be reopened as it was: a socket, a file that is not appended to, no /proc.
 */
export function quietly<T>(work: () => T): T {
  let kept: number;
  try {
    if (hasPosition()) return work();
    kept = openSync("/proc/self/fd/2", "a");
  } catch {
    return work();
  }
  closeSync(2);
  openSync("/dev/null", "w");
  try {
    return work();
  } finally {
    closeSync(2);
    openSync(`/proc/self/fd/${kept}`, "a");
    closeSync(kept);
  }
}

/** Whether standard error is a file that is written from a position, which other processes of the same command share: opened anew, they would write over each other. */
function hasPosition(): boolean {
  const O_APPEND = 0o2000;
  const flags = Number.parseInt(/^flags:\s*(\d+)$/m.exec(readFileSync("/proc/self/fdinfo/2", "utf8"))?.[1] ?? "0", 8);
  return fstatSync(2).isFile() && (flags & O_APPEND) === 0;
}
