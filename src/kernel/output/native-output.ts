/** The process's own standard output and error, which native code and child processes write to: led into pipes that the wire's thread reads. */
import { execFileSync, spawn } from "node:child_process";
import { closeSync, constants, fstatSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the output of the process goes now. */
export interface NativeOutput {
  /** The standard error that the process was started with, for log lines. */
  logFd: number;
  /** Ends of the pipes to read from; undefined where output stays as it was. */
  pipes?: { stdout: number; stderr: number };
}

const UNCHANGED: NativeOutput = { logFd: 2 };

/** Opens for reading the pipe at `path`, and puts its other end in the place of the descriptor `fd`. */
function lead(fd: number, path: string): number {
  // Also open for writing, so that it never ends, whoever closes the other end for a while.
  const reading = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  closeSync(fd);
  const writing = openSync(path, constants.O_WRONLY); // the lowest number that is free is taken
  if (writing !== fd) throw new Error(`descriptor ${fd} became ${writing}`);
  return reading;
}

/** A second descriptor of standard error. */
function keepStderr(): number {
  try {
    return openSync("/proc/self/fd/2", constants.O_WRONLY | constants.O_APPEND);
  } catch {
    return throughCat();
  }
}

/** Standard error is a socket, which cannot be opened again, but given to a child: what is written to this descriptor, the child copies there. */
function throughCat(): number {
  const cat = spawn("cat", { stdio: ["pipe", 2, 2], detached: true });
  cat.on("error", () => {});
  cat.unref();
  const handle = (cat.stdin as unknown as { _handle?: { fd: number; unref(): void } })._handle;
  if (!handle) throw new Error("standard error is a socket, and there is no cat");
  handle.unref();
  return handle.fd;
}

/**
 * Leads descriptors 1 and 2 into pipes. Call first of all, before anything else can open a file in between.
 * Where that is not possible (no `/proc`, no `mkfifo`) native output stays where it went before.
 */
export function captureNativeOutput(): NativeOutput {
  if (process.platform !== "linux") return UNCHANGED;
  let folder: string | undefined;
  let logFd = 2;
  try {
    fstatSync(0); // a closed one would be taken for descriptor 1
    folder = mkdtempSync(join(tmpdir(), "largebatch-kernel-"));
    const [stdout, stderr] = [join(folder, "stdout"), join(folder, "stderr")];
    execFileSync("mkfifo", ["-m", "600", stdout, stderr], { stdio: "ignore" });
    logFd = keepStderr();
    return { logFd, pipes: { stdout: lead(1, stdout), stderr: lead(2, stderr) } };
  } catch (error) {
    writeSync(logFd, `[kernel] Output of native code and child processes will not be shown: ${String(error)}\n`);
    return { logFd };
  } finally {
    // Both ends are open: the names are not needed any more.
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}
