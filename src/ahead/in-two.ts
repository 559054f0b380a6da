/** Work in two processes: where it is long, a second process does every other item ahead and keeps the results in the store, where this one then finds them. */
import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { chosenBackend } from "../backend/choose";
import { inProject } from "../project";
import { defaultSignal } from "../signal";
import type { FromHelper, ItemOf, TaskName, ToHelper } from "./protocol";

/** The program of the second process: always the built one. */
const PROGRAM = inProject("dist/ahead/helper.js");

/** Set in a helper, which has none itself. */
export const HELPER = "LARGEBATCH_HELPER";

/** Seconds of work that must be left for a helper to be started: it takes some to load TensorFlow and the data. */
const LEAST = 10;

export interface InTwoOptions<I, N extends TaskName> {
  /** What the helper does with an item: it leaves in the store what `mine` then finds there. */
  task: N;
  itemOf(item: I): ItemOf<N>;
  /** Seconds that must be left; for tests. */
  least?: number;
  signal?: AbortSignal;
}

/**
 * `mine` for each item, one after the other, and the results in the order of the items. When the items so far say that the rest takes long, a helper takes every other one; what it does not finish, for whatever reason, is done here.
 * No helper is started unless results are bit for bit the same each time (TensorFlow on the CPU with one thread) and there is a second core.
 * @param mine takes an item's result from the store, or makes and keeps it there
 * @throws what `mine` throws; the helper is ended then, as when the signal is aborted (default: that of the notebook's cell)
 */
export async function inTwo<I, R, N extends TaskName>(
  items: readonly I[],
  mine: (item: I) => Promise<R>,
  { task, itemOf, least = LEAST, signal = defaultSignal() }: InTwoOptions<I, N>,
): Promise<R[]> {
  const results = new Map<number, R>();
  const take = async (i: number) => results.set(i, await mine(items[i] as I));
  const began = performance.now();
  let queue = [...items.keys()];
  let helper: Helper | undefined;
  try {
    while (queue.length > 0) {
      await take(queue.shift() as number);
      for (const i of helper?.finished() ?? []) await take(i);
      const left = ((performance.now() - began) / 1000 / results.size) * queue.length;
      if (helper || queue.length < 2 || left < least || !canHelp()) continue;
      const ahead = queue.filter((_, at) => at % 2 === 1);
      queue = queue.filter((i) => !ahead.includes(i));
      helper = startHelper({ task, items: ahead.map((i) => itemOf(items[i] as I)) }, ahead, signal);
    }
    while (helper && (await helper.next())) for (const i of helper.finished()) await take(i);
    for (const i of items.keys()) if (!results.has(i)) await take(i);
    return items.map((_, i) => results.get(i) as R);
  } finally {
    helper?.end();
  }
}

function canHelp(): boolean {
  const { name, threads, sideBySide } = chosenBackend() ?? {};
  return name === "tensorflow-cpu" && threads === 1 && sideBySide === 1 && availableParallelism() > 1 && !process.env[HELPER];
}

interface Helper {
  /** Those that it has finished since this was asked last. */
  finished(): number[];
  /** Resolves when it has finished another one (true), or is gone (false). */
  next(): Promise<boolean>;
  end(): void;
}

/** @param indexes of its items, among all */
function startHelper(assignment: ToHelper, indexes: readonly number[], signal: AbortSignal | undefined): Helper {
  const env = { ...process.env, LARGEBATCH_BACKEND: "cpu", LARGEBATCH_THREADS: "1", [HELPER]: "1" };
  const child: ChildProcess = fork(PROGRAM, [], { env, execArgv: [], stdio: ["ignore", "ignore", "ignore", "ipc"] });
  let done: number[] = [];
  let gone = false;
  let wake = () => {};
  const end = () => child.kill("SIGKILL");
  const over = () => {
    gone = true;
    signal?.removeEventListener("abort", end);
    wake();
  };
  child.on("message", ({ finished }: FromHelper) => {
    done.push(indexes[finished] as number);
    wake();
  });
  // One that cannot be started, or dies, leaves its items to this process.
  child.on("error", over);
  child.on("exit", over);
  signal?.addEventListener("abort", end, { once: true });
  child.send(assignment, () => undefined);
  if (signal?.aborted) end();
  return {
    finished: () => done.splice(0),
    async next() {
      while (done.length === 0 && !gone) await new Promise<void>((resolve) => { wake = resolve; }); // biome-ignore format: one idea
      return done.length > 0;
    },
    end() {
      done = [];
      end();
    },
  };
}
