/** The pool under fire: sweeps whose workers and coordinator are killed again and again, and begun anew until they are done. */
import { type ChildProcess, spawn } from "node:child_process";
import { type FSWatcher, watch } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inProject } from "../../project";
import { random } from "../../random";
import { planRuns, type SweepInput } from "../grid";
import { parseSweep } from "../parse";
import { differences, leftovers } from "./compare";
import { childrenOf, commandOf, type KillerOptions, startKiller, type Victim } from "./killer";
import type { FaultOptions, FaultReport, Part } from "./part";

export interface PoolFaultOptions extends FaultOptions {
  input?: SweepInput;
  /** Milliseconds between two strikes: at least, at most. */
  every?: readonly [number, number];
}

/** Runs of one to a few seconds each, so that a strike finds them at any point of their lives. */
const INPUT: SweepInput = {
  network: ["mlp", "F1"],
  data: "glyphs",
  batches: [20, 200],
  seeds: [1, 2],
  budget: "epochs:25",
  settings: { trainSize: 1000, optimizer: "momentum", evaluateEvery: 5 },
};

const PROCESSES = 2;
/** Seconds between two checkpoints. */
const CHECKPOINT = 0.2;
const EVERY = [500, 4000] as const;
/** Milliseconds that a strike waits for a file being written. */
const MOMENT = 2000;
/** Times that a coordinator may end by itself without having finished, in one sweep: it reports what failed thrice, and is begun anew. */
const MOST_ENDS = 20;

export const poolPart: Part = { name: "pool", run: (options) => poolFaults(options) };

/** Strikes until the number of kills is reached, a sweep after the other, and compares each with an undisturbed one. */
export async function poolFaults({ seed, kills, folder, onLine, input = INPUT, every = EVERY }: PoolFaultOptions): Promise<FaultReport> {
  const began = performance.now();
  const ids = planRuns(parseSweep(input)).map(({ id }) => id);
  const file = join(folder, "sweep.json");
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(input));
  const undisturbed = join(folder, "undisturbed");
  const report: FaultReport = { part: "pool", sweeps: 0, runs: 0, kills: {}, seconds: 0, wrong: [], leftovers: 0 };
  const { code, said } = await startSweep(file, undisturbed).ended;
  if (code !== 0) return { ...report, wrong: [`the undisturbed sweep ended with ${code}: ${said}`] };
  onLine(`pool: ${ids.length} runs undisturbed in ${Math.round((performance.now() - began) / 1000)} s`);
  const rng = random(seed).split("faults", "pool");
  for (let left = kills; left > 0; ) {
    const store = join(folder, `struck-${++report.sweeps}`);
    const struck = await strikeSweep(file, store, { random: rng.split(report.sweeps), most: left, every });
    const wrong = [...struck.wrong, ...(await differences(undisturbed, store, ids))];
    for (const [kind, count] of struck.kills) report.kills[kind] = (report.kills[kind] ?? 0) + count;
    left -= struck.count;
    report.runs += ids.length;
    report.wrong.push(...wrong);
    report.leftovers += (await leftovers(store)).length;
    onLine(`pool: sweep ${report.sweeps}: ${struck.count} kills, ${struck.starts} starts, ${wrong.length} differences`);
    // A sweep that takes no strike at all would go on for ever.
    if (struck.count === 0) break;
  }
  return { ...report, seconds: (performance.now() - began) / 1000 };
}

/** One sweep to its end, under fire. */
async function strikeSweep(file: string, store: string, options: Pick<KillerOptions, "random" | "most" | "every">) {
  await mkdir(store, { recursive: true });
  let coordinator: ChildProcess | undefined;
  const moment = momentIn(store);
  const killer = startKiller({
    ...options,
    victims: () => victimsOf(coordinator),
    // Half of the strikes come at any time, half while a file is being written.
    moment: () => (options.random.uniform() < 0.5 ? Promise.resolve() : moment.next()),
  });
  const wrong: string[] = [];
  let starts = 0;
  try {
    for (let ends = 0; ; ) {
      const sweep = startSweep(file, store);
      coordinator = sweep.process;
      starts++;
      const { code, said } = await sweep.ended;
      if (code === 0) break;
      if (code !== null && ++ends >= MOST_ENDS) {
        wrong.push(`the sweep was not finished after ${starts} starts; it ended with ${code}: ${said}`);
        break;
      }
    }
  } finally {
    killer.stop();
    moment.end();
  }
  return { kills: killer.kills, count: killer.count, starts, wrong };
}

/** Starts the command that a user would give. */
function startSweep(file: string, store: string): { process: ChildProcess; ended: Promise<{ code: number | null; said: string }> } {
  const args = ["sweep", file, "--processes", String(PROCESSES), "--checkpoint-every", String(CHECKPOINT), "--json"];
  const env = { ...process.env, LARGEBATCH_RUNS: store, LARGEBATCH_THREADS: "1" };
  const child = spawn(process.execPath, [inProject("dist/cli.js"), ...args], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (data) => {
    said = (said + data).slice(-2000);
  });
  const ended = new Promise<{ code: number | null; said: string }>((resolve, reject) => {
    child.on("error", reject);
    // Its workers may hold its standard error a little longer, so its end is not waited for.
    child.on("exit", (code) => resolve({ code, said }));
  });
  return { process: child, ended };
}

/** The coordinator and its workers. */
function victimsOf(coordinator: ChildProcess | undefined): Victim[] {
  const { pid, exitCode, signalCode } = coordinator ?? {};
  if (pid === undefined || exitCode !== null || signalCode !== null) return [];
  const workers = childrenOf(pid).filter((child) => commandOf(child).includes("worker.js"));
  // One that is only just starting is no target worth a strike.
  if (workers.length === 0) return [];
  return [{ pid, kind: "coordinators" }, ...workers.map((worker) => ({ pid: worker, kind: "workers" }))];
}

/** The next time that a file in a store is being written. */
export function momentIn(store: string): { next(): Promise<void>; end(): void } {
  let waiting: (() => void) | undefined;
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(store, { recursive: true }, (_, name) => {
      if (name?.endsWith(".part")) waiting?.();
    });
    // A folder that vanishes while it is looked at.
    watcher.on("error", () => undefined);
  } catch {
    // Without it every strike comes at any time.
  }
  return {
    next: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, MOMENT);
        waiting = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    end: () => watcher?.close(),
  };
}
