/** Runs notebooks from the command line, without a browser: each in a fresh kernel, written with its outputs and as a page. */
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../errors";
import { inProject } from "../project";
import { checkNotebook, checkOut } from "./check";
import { findNotebooks } from "./names";

/** How much work the notebooks do: minutes in all, a quarter of an hour, or the published setting. */
export const SCALES = ["smoke", "small", "paper"] as const;
export type Scale = (typeof SCALES)[number];

/** A place in a notebook. `index` counts the code cells from 1, as the kernel does. */
interface At {
  notebook: string;
  index: number;
  total: number;
}

/** What happens during a run. */
export type NotebookEvent =
  | { event: "notebook started"; notebook: string; total: number }
  | ({ event: "cell started" | "cell finished"; line: string } & At)
  | ({ event: "error" } & NotebookFailure)
  | { event: "written"; path: string };

/** Where and why a run stopped. */
export interface NotebookFailure extends At {
  source: string;
  name: string;
  message: string;
}

/** What to run. */
export interface RunOptions {
  /** As in `findNotebooks`; none for all. */
  names?: string[];
  /** Handed to the notebooks as the environment variable SCALE. Default "small". */
  scale?: Scale;
  /** Folder for what is written. Default "out". */
  out?: string;
  /** Folder of the notebooks. Default "notebooks" of the project. */
  folder?: string;
  /** Whether the ledger of the last notebook reads what this run has written of the others, else what is beside it. Default true. */
  chained?: boolean;
  onEvent?: (event: NotebookEvent) => void;
  /** Stops the run, kernel and all. */
  signal?: AbortSignal;
}

/** How a run ended. A run that failed or was stopped has written what it had, up to the cell that ran last. */
export interface RunResult {
  written: string[];
  failure?: NotebookFailure;
  stopped: boolean;
}

const STDERR_KEPT = 4000;

/** The interpreter of the project's Python environment. @throws UserError if it is not there */
function python(): string {
  const file = process.platform === "win32" ? inProject(".venv", "Scripts", "python.exe") : inProject(".venv", "bin", "python");
  if (!existsSync(file)) throw new UserError("Expected Jupyter in .venv; it is not there. Run `npm run setup` first.");
  return file;
}

function startPython(scale: Scale): ChildProcessWithoutNullStreams {
  return spawn(python(), [inProject("src", "notebook", "execute.py")], {
    env: { ...process.env, SCALE: scale, JUPYTER_PREFER_ENV_PATH: "1", JUPYTER_PLATFORM_DIRS: "1", PYTHONDONTWRITEBYTECODE: "1" },
    // In a group of its own a Ctrl-C does not reach it; it ends in order when its standard input does, even if we are killed.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
}

/**
 * Runs notebooks one after the other and stops at the first error, which is returned, not thrown.
 * @throws UsageError for an unknown name; UserError if a notebook is damaged, if nothing can be written to
 * `out` (both before the first cell), or if Jupyter is missing or does not work.
 */
export async function runNotebooks({
  names = [],
  scale = "small",
  out = "out",
  folder = inProject("notebooks"),
  chained = true,
  ...rest
}: RunOptions): Promise<RunResult> {
  const notebooks = findNotebooks(names, path.resolve(folder));
  for (const notebook of notebooks) checkNotebook(notebook);
  checkOut(out);
  const child = startPython(scale);
  const stop = () => child.stdin.end();
  const result: RunResult = { written: [], stopped: false };
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-STDERR_KEPT);
  });
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout });
  const read = once(lines, "close");
  const ended = once(child, "exit").then(async ([code]) => {
    await read;
    child.stderr.destroy();
    return (code as number | null) ?? 1;
  });
  lines.on("line", (line) => {
    const event = JSON.parse(line) as NotebookEvent;
    if (event.event === "written") result.written.push(event.path);
    if (event.event === "error") result.failure = event;
    rest.onEvent?.(event);
  });
  const dist = (name: string) => inProject("node_modules", "plotly.js", "dist", name);
  const scripts = {
    plotly: dist("plotly.min.js"),
    cartesian: dist("plotly-cartesian.min.js"),
    mathjax: inProject("node_modules", "mathjax", "es5", "tex-svg.js"),
  };
  child.stdin.write(`${JSON.stringify({ notebooks, out: path.resolve(out), kernel: "tslab", chained, scripts })}\n`);
  if (rest.signal?.aborted) stop();
  rest.signal?.addEventListener("abort", stop, { once: true });
  const code = await ended.finally(() => rest.signal?.removeEventListener("abort", stop));
  result.stopped = rest.signal?.aborted ?? false;
  if (code !== 0 && !result.failure && !result.stopped) {
    throw new UserError(
      `The notebooks could not be run; Jupyter said:\n${complaints.trim() || `exit code ${code}`}\nRun \`npm run setup\` to repair it.`,
    );
  }
  return result;
}
