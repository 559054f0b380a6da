/** Runs cells in the kernel `tslab` of .venv, through client.py. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { inProject } from "../../src/project";

export interface Output {
  type: string;
  [field: string]: unknown;
}
export interface CellResult {
  reply: { status: string; ename?: string; evalue?: string; traceback?: string[]; execution_count?: number };
  outputs: Output[];
}
export type Step = { code: string; stop_on_error?: boolean; interrupt?: boolean } | { at_once: string[] };

/** A folder for notebooks in which `largebatch` can be imported; `remove` deletes it. */
export function notebookFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), "largebatch-test-"));
  symlinkSync(inProject("node_modules"), path.join(folder, "node_modules"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Runs a Python script of this folder: JSON in, JSON out. */
export async function runScript<T>(script: string, job: object): Promise<T> {
  if (!existsSync(inProject("dist", "kernel", "main.js"))) throw new Error("The kernel is not built: `npm run build` first.");
  const child = spawn(inProject(".venv", "bin", "python"), [inProject("test", "kernel", script)], { stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(JSON.stringify(job));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (out === "") throw new Error(`${script} failed:\n${err}`);
  return JSON.parse(out) as T;
}

/** Runs steps in one kernel. One result for each cell. */
export const runSteps = (folder: string, steps: Step[]): Promise<{ results: CellResult[]; shutdown_seconds: number }> =>
  runScript("client.py", { folder, steps });

/** Executes cells as a notebook, with nbclient. Outputs of each cell. */
export const runNotebook = (
  folder: string,
  notebook: string[],
  allowErrors: boolean,
): Promise<{ outputs: Output[][]; failure: string | null }> => runScript("client.py", { folder, notebook, allow_errors: allowErrors });

/** The outputs of one type. */
export const outputsOf = (result: CellResult, type: string): Output[] => result.outputs.filter((output) => output.type === type);

/** What a cell printed. */
export const printed = (result: CellResult): string =>
  outputsOf(result, "stream")
    .map((output) => output.text)
    .join("");
