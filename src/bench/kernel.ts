/** `bench kernel`: how long kernels take for a start, cells, much output and a large display, and how much memory, in turn, seen from a client. */
import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { UsageError, UserError } from "../errors";
import { inProject } from "../project";
import { type BenchKernel, benchKernels, type KernelName, kernelFolder } from "./kernels";
import { type Spread, spreadOf } from "./step";

/** What is measured, in this order; `bench/kernel/driver.py` says how. */
export const KERNEL_TASKS = ["start", "trivial", "declaring", "lines", "display", "memory"] as const;
export type KernelTask = (typeof KERNEL_TASKS)[number];

export interface KernelRow {
  kernel: KernelName;
  version: string;
  /** Milliseconds of each task but `memory`. A task that the kernel failed is absent. */
  ms: Partial<Record<Exclude<KernelTask, "memory">, Spread>>;
  /** Of the 100,000 lines, how many arrived, each counted once. */
  lines?: Spread;
  /** Megabytes after the declaring cells, and how many of them those added. */
  memoryMB?: Spread;
  addedMB?: Spread;
  /** What a kernel failed, and how. */
  failures: Partial<Record<KernelTask, string>>;
}

export interface KernelBenchOptions {
  /** Also Deno and ipykernel. */
  peers?: boolean;
  /** Measurements of each task, in turn. */
  rounds?: number;
  tasks?: readonly KernelTask[];
  /** Declaring cells before the memory is read; 500. */
  cells?: number;
  onProgress?(line: string): void;
}

interface Answer {
  error?: string;
  version?: string;
  ms?: number;
  arrived?: number;
  ordered?: boolean;
  /** Answers of cells that never came. */
  lost?: number;
  bytes?: number;
  added?: number;
}

/** Tasks of a kernel that rests in between: their first round warms it up. */
const RESTING: readonly KernelTask[] = ["trivial", "declaring", "lines", "display"];

/** @throws UserError when a peer is not set up, or lines of our own kernel are lost */
export async function benchKernel(options: KernelBenchOptions = {}): Promise<KernelRow[]> {
  const { peers = false, rounds = 5, tasks = KERNEL_TASKS, cells = 500, onProgress } = options;
  if (!Number.isInteger(rounds) || rounds < 1) throw new UsageError(`--rounds must be a whole number from 1 on; got ${rounds}.`);
  const kernels = benchKernels(peers);
  const { folder, remove } = kernelFolder([]);
  const driver = startDriver(folder);
  try {
    for (const kernel of kernels) {
      const { version } = await driver.ask({ open: kernel.name, spec: kernel.spec, kernel: kernel.cells, cells });
      kernel.version = version ?? kernel.version;
    }
    const answers = new Map<string, Answer[]>();
    for (const task of tasks) {
      const first = RESTING.includes(task) ? 0 : 1;
      for (let round = first; round <= rounds; round++) {
        onProgress?.(`${task}, ${round === 0 ? "warming up" : `round ${round} of ${rounds}`}`);
        for (const { name } of kernels) {
          const key = `${name} ${task}`;
          const before = answers.get(key) ?? [];
          if (before.some((answer) => answer.error)) continue;
          const answer = await driver.ask({ measure: task, name });
          if (answer.error) onProgress?.(`  ${name} failed: ${answer.error}`);
          if (round > 0 || answer.error) answers.set(key, [...before, answer]);
        }
      }
    }
    return kernels.map((kernel) => rowOf(kernel, tasks, (task) => answers.get(`${kernel.name} ${task}`) ?? []));
  } finally {
    driver.end();
    remove();
  }
}

/** @throws UserError for our own kernel where lines are lost or out of order: its time would mean nothing */
export function rowOf({ name, version }: BenchKernel, tasks: readonly KernelTask[], answersOf: (task: KernelTask) => Answer[]): KernelRow {
  const row: KernelRow = { kernel: name, version, ms: {}, failures: {} };
  for (const task of tasks) {
    const answers = answersOf(task);
    const lost = answers.reduce((sum, answer) => sum + (answer.lost ?? 0), 0);
    if (lost > 0 && name === "largebatch") throw new UserError(`Our kernel lost the answers of ${lost} cells (${task}).`);
    const failed = answers.find((answer) => answer.error);
    const spread = (field: "ms" | "arrived" | "bytes" | "added", unit = 1) =>
      spreadOf(answers.map((answer) => (answer[field] ?? 0) / unit));
    if (failed || answers.length === 0) row.failures[task] = failed?.error ?? "not measured";
    else if (task === "memory") Object.assign(row, { memoryMB: spread("bytes", 1e6), addedMB: spread("added", 1e6) });
    else row.ms[task] = spread("ms");
    if (task === "lines" && row.ms.lines) {
      row.lines = spread("arrived");
      const wrong = answers.find((answer) => answer.arrived !== 100_000 || !answer.ordered);
      if (name === "largebatch" && wrong) throw new UserError(`Our kernel lost lines or their order: ${wrong.arrived} of 100,000 arrived.`);
    }
  }
  return row;
}

/** Starts `bench/kernel/driver.py`, which answers each request with a line. */
function startDriver(folder: string): { ask(request: object): Promise<Answer>; end(): void } {
  const child: ChildProcess = spawn(inProject(".venv/bin/python"), [inProject("bench/kernel/driver.py")], {
    cwd: folder,
    stdio: ["pipe", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr?.on("data", (data) => {
    errors = (errors + data).slice(-2000);
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    ask: async (request) => {
      child.stdin?.write(`${JSON.stringify(request)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new UserError(`bench/kernel/driver.py ended early:\n${errors.trim()}`);
      return JSON.parse(value) as Answer;
    },
    end: () => void child.stdin?.end(),
  };
}
