/** Runs the built command line as a user would. */
import { spawn } from "node:child_process";
import { join } from "node:path";
import { PROJECT_ROOT } from "../../src/project";

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export const CLI = join(PROJECT_ROOT, "dist/cli.js");

/**
 * @param args of `largebatch`
 * @param options.node another Node to run it with
 * @param options.onError told what is written to standard error, and given the process (to send it a signal)
 */
export function largebatch(
  args: string[],
  options: { node?: string; env?: Record<string, string>; onError?(text: string, kill: (signal: NodeJS.Signals) => void): void } = {},
): Promise<Ended> {
  const child = spawn(options.node ?? process.execPath, [CLI, ...args], { env: { ...process.env, ...options.env }, cwd: PROJECT_ROOT });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (data) => {
    stdout += data;
  });
  child.stderr.on("data", (data) => {
    stderr += data;
    options.onError?.(stderr, (signal) => child.kill(signal));
  });
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve({ code, stdout, stderr })));
}
