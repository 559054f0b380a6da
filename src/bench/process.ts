/** A benchmark worker: a process that trains as many epochs as a line says, answers with the time of a step, and rests in between. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createInterface } from "node:readline";
import { UserError } from "../errors";
import { inProject } from "../project";

/** The peers' Python. @param wanted whether it must be there @throws UserError where it must and is not */
export function peersPython(wanted: boolean): string {
  const python = inProject(".venv-peers/bin/python");
  if (wanted && !existsSync(python)) {
    throw new UserError(
      "The peers are not set up. Run: python3 -m venv .venv-peers && .venv-peers/bin/pip install -r bench/peers/requirements.txt",
    );
  }
  return python;
}

export interface Worker {
  /** Losses of the first steps. */
  losses: number[];
  /** @returns milliseconds a step over so many epochs, and the peak memory so far in bytes */
  measure(epochs: number): Promise<{ ms: number; memory: number }>;
  end(): void;
}

/** An engine whose first two steps, compiling included, take longer is left out. */
const READY_MS = 300_000;

/** @throws UserError with the last lines of its standard error when the worker ends before it is ready, or takes too long to be */
export async function startWorker(command: string[], env: Record<string, string> = {}): Promise<Worker> {
  const [program, ...args] = command as [string, ...string[]];
  const child: ChildProcess = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  child.stderr?.on("data", (data) => {
    errors = (errors + data).slice(-2000);
  });
  const answers = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const answer = async <T>(): Promise<T> => {
    for (;;) {
      const { value, done } = await answers.next();
      if (done) throw new UserError(`${command.join(" ")} ended early:\n${errors.trim()}`);
      if (value.startsWith("{")) return JSON.parse(value) as T;
    }
  };
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    child.kill("SIGKILL");
  }, READY_MS);
  const { losses } = await answer<{ losses: number[] }>()
    .catch((error: Error) => {
      throw late ? new UserError(`its first two steps take longer than ${READY_MS / 60_000} minutes`) : error;
    })
    .finally(() => clearTimeout(timer));
  const measure: Worker["measure"] = (epochs) => {
    child.stdin?.write(`${epochs}\n`);
    return answer();
  };
  return { losses, measure, end: () => void child.kill() };
}
