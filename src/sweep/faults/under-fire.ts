/** Sweeps under fire: struck again and again until there were kills enough, each compared with one that nobody disturbed. */
import { type FSWatcher, watch } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Random, random } from "../../random";
import { planRuns, type SweepInput } from "../grid";
import { parseSweep } from "../parse";
import { start } from "./command";
import { differences, leftovers } from "./compare";
import type { Killer, KillerOptions } from "./killer";
import type { FaultOptions, FaultReport } from "./part";

export interface SweepFaultOptions extends FaultOptions {
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

/** Processes that train at a time. */
export const PROCESSES = 2;
/** Seconds between two checkpoints. */
export const CHECKPOINT = 0.2;
const EVERY = [500, 4000] as const;
/** Milliseconds that a strike waits for a file being written. */
const MOMENT = 2000;

/** One sweep. */
export interface Target extends Pick<KillerOptions, "random" | "most" | "every" | "moment"> {
  /** The sweep's file. */
  file: string;
  /** A folder of its own; its store is `runs` in it. */
  place: string;
}

/** What became of it. */
export interface Struck {
  killer: Pick<Killer, "kills" | "count">;
  /** Of the coordinator. */
  starts: number;
  wrong: readonly string[];
}

/** @param strike has one sweep done to its end, under fire */
export async function underFire(
  part: string,
  { seed, kills, folder, onLine, input = INPUT, every = EVERY }: SweepFaultOptions,
  strike: (target: Target) => Promise<Struck>,
): Promise<FaultReport> {
  const began = performance.now();
  const report: FaultReport = { part, sweeps: 0, runs: 0, kills: {}, seconds: 0, wrong: [], leftovers: 0 };
  const ids = planRuns(parseSweep(input)).map(({ id }) => id);
  const file = join(folder, "sweep.json");
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(input));
  const undisturbed = join(folder, "undisturbed");
  const alone = start(["sweep", file, "--processes", String(PROCESSES), "--json"], { LARGEBATCH_RUNS: undisturbed });
  const code = await alone.ended;
  if (code !== 0) return { ...report, wrong: [`the undisturbed sweep ended with ${code}: ${alone.said()}`] };
  onLine(`${part}: ${ids.length} runs undisturbed in ${Math.round((performance.now() - began) / 1000)} s`);
  const rng = random(seed).split("faults", part);
  for (let left = kills; left > 0; ) {
    const place = join(folder, `struck-${++report.sweeps}`);
    const store = join(place, "runs");
    await mkdir(store, { recursive: true });
    const { killer, starts, wrong } = await struckIn(place, rng.split(report.sweeps), (how) =>
      strike({ file, place, most: left, every, ...how }),
    );
    const all = [...wrong, ...(await differences(undisturbed, store, ids))];
    for (const [kind, count] of killer.kills) report.kills[kind] = (report.kills[kind] ?? 0) + count;
    left -= killer.count;
    report.runs += ids.length;
    report.wrong.push(...all);
    report.leftovers += (await leftovers(store)).length;
    onLine(`${part}: sweep ${report.sweeps}: ${killer.count} kills, ${starts} starts, ${all.length} differences`);
    // A sweep that takes no strike at all would go on for ever.
    if (killer.count === 0) break;
  }
  return { ...report, seconds: (performance.now() - began) / 1000 };
}

/** Half of the strikes come at any time, half while a file in a folder is being written. */
async function struckIn(
  place: string,
  random: Random,
  strike: (how: Pick<Target, "random" | "moment">) => Promise<Struck>,
): Promise<Struck> {
  const moment = momentIn(place);
  try {
    return await strike({ random, moment: () => (random.uniform() < 0.5 ? Promise.resolve() : moment.next()) });
  } finally {
    moment.end();
  }
}

/** The next time that a file in a folder is being written. */
function momentIn(place: string): { next(): Promise<void>; end(): void } {
  let waiting: (() => void) | undefined;
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(place, { recursive: true }, (_, name) => {
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
