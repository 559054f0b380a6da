/** The queue under fire: a coordinator, workers, their processes and Redis are killed again and again, each comes back, and the sweep must come to its end as if nothing had been. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inProject } from "../../project";
import { type Random, random } from "../../random";
import { planRuns, type SweepInput } from "../grid";
import { parseSweep } from "../parse";
import { PASSWORD_VARIABLE } from "../queue/address";
import { findRedisServer, type LocalRedis, startLocalRedis } from "../queue/local-redis";
import { differences, leftovers } from "./compare";
import { childrenOf, startKiller, type Victim } from "./killer";
import type { FaultOptions, FaultReport, Part } from "./part";
import { momentIn } from "./pool-part";

export interface QueueFaultOptions extends FaultOptions {
  input?: SweepInput;
  /** Milliseconds between two strikes: at least, at most. */
  every?: readonly [number, number];
}

/** Runs of one to a few seconds each. */
const INPUT: SweepInput = {
  network: ["mlp", "F1"],
  data: "glyphs",
  batches: [20, 200],
  seeds: [1, 2],
  budget: "epochs:25",
  settings: { trainSize: 1000, optimizer: "momentum", evaluateEvery: 5 },
};

const WORKERS = 2;
/** Seconds between two checkpoints. */
const CHECKPOINT = 0.2;
/** Seconds of silence after which a run is taken over. */
const LOCK = 1.5;
const EVERY = [500, 4000] as const;
/** The longest that Redis stays away, milliseconds. */
const MOST_AWAY = 3000;
/** Times that a coordinator or worker may end by itself, in one sweep, before it counts as a fault. */
const MOST_ENDS = 20;

export const queuePart: Part = { name: "queue", run: (options) => queueFaults(options) };

/** Strikes until the number of kills is reached, a sweep after the other, and compares each with one that a pool did undisturbed. */
export async function queueFaults({ seed, kills, folder, onLine, input = INPUT, every = EVERY }: QueueFaultOptions): Promise<FaultReport> {
  const began = performance.now();
  const report: FaultReport = { part: "queue", sweeps: 0, runs: 0, kills: {}, seconds: 0, wrong: [], leftovers: 0 };
  if (!findRedisServer()) return { ...report, wrong: ["there is no redis-server on this machine (apt-get install redis-server)"] };
  const ids = planRuns(parseSweep(input)).map(({ id }) => id);
  const file = join(folder, "sweep.json");
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(input));
  const undisturbed = join(folder, "undisturbed");
  const alone = start(["sweep", file, "--processes", String(WORKERS), "--json"], { LARGEBATCH_RUNS: undisturbed });
  const code = await alone.ended;
  if (code !== 0) return { ...report, wrong: [`the undisturbed sweep ended with ${code}: ${alone.said()}`] };
  onLine(`queue: ${ids.length} runs undisturbed in ${Math.round((performance.now() - began) / 1000)} s`);
  const rng = random(seed).split("faults", "queue");
  for (let left = kills; left > 0; ) {
    const place = join(folder, `struck-${++report.sweeps}`);
    const struck = await strikeSweep(file, place, rng.split(report.sweeps), { most: left, every });
    const store = join(place, "runs");
    const wrong = [...struck.wrong, ...(await differences(undisturbed, store, ids))];
    for (const [kind, count] of struck.kills) report.kills[kind] = (report.kills[kind] ?? 0) + count;
    left -= struck.count;
    report.runs += ids.length;
    report.wrong.push(...wrong);
    report.leftovers += (await leftovers(store)).length;
    onLine(`queue: sweep ${report.sweeps}: ${struck.count} kills, ${struck.starts} starts, ${wrong.length} differences`);
    // A sweep that takes no strike at all would go on for ever.
    if (struck.count === 0) break;
  }
  return { ...report, seconds: (performance.now() - began) / 1000 };
}

/** One sweep to its end, under fire. */
async function strikeSweep(file: string, place: string, rng: Random, { most, every }: { most: number; every: readonly [number, number] }) {
  // Redis writes to its file before it answers, and to the disk within a second, as Debian's does.
  const redis = await startLocalRedis({ folder: join(place, "redis"), alwaysSync: false });
  const env = { [PASSWORD_VARIABLE]: redis.password, LARGEBATCH_RUNS: join(place, "runs") };
  const url = `redis://127.0.0.1:${redis.port}`;
  const workers = Array.from({ length: WORKERS }, (_, i) =>
    keep(() =>
      start(["worker", "--queue", url, "--concurrency", "1", "--scratch", join(place, `scratch-${i}`), "--lock", String(LOCK)], env),
    ),
  );
  const coordinator = keep(() => start(["sweep", file, "--queue", url, "--checkpoint-every", String(CHECKPOINT), "--json"], env));
  const moment = momentIn(place);
  let coming: Promise<void> | undefined;
  const killer = startKiller({
    random: rng,
    victims: () => [
      ...coordinator.victims("coordinators"),
      ...workers.flatMap((worker) => worker.victims("workers")),
      ...(redis.pid === undefined || coming ? [] : [{ pid: redis.pid, kind: "Redis" }]),
    ],
    every,
    most,
    // Half of the strikes come at any time, half while a file is being written.
    moment: () => (rng.uniform() < 0.5 ? Promise.resolve() : moment.next()),
    strike: ({ pid, kind }) => {
      if (kind !== "Redis") return killed(pid);
      coming = backAgain(redis, rng.uniform() * MOST_AWAY).then(() => {
        coming = undefined;
      });
    },
  });
  try {
    const wrong = await coordinator.finished;
    return {
      kills: killer.kills,
      count: killer.count,
      starts: coordinator.starts(),
      wrong: [...wrong, ...workers.flatMap(({ wrong }) => wrong)],
    };
  } finally {
    killer.stop();
    moment.end();
    await coming;
    await Promise.all([coordinator, ...workers].map((each) => each.stop()));
    await redis.stop();
  }
}

async function backAgain(redis: LocalRedis, away: number): Promise<void> {
  await redis.kill();
  await wait(away);
  await redis.start();
}

function killed(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // It ended by itself a moment ago.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

interface Started {
  process: ChildProcess;
  /** Its exit code; null: it was killed. */
  ended: Promise<number | null>;
  /** Its last words. */
  said(): string;
}

/** A command, as a user would give it. */
function start(args: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [inProject("dist/cli.js"), ...args], {
    env: { ...process.env, LARGEBATCH_THREADS: "1", ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (data) => {
    said = (said + data).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code));
  });
  return { process: child, ended, said: () => said };
}

/** Starts a command again whenever it was killed, until it ends with 0 or is stopped. */
function keep(begin: () => Started) {
  const wrong: string[] = [];
  let starts = 0;
  let over = false;
  let current: Started;
  const finished = (async () => {
    for (let ends = 0; !over; ) {
      current = begin();
      starts++;
      const code = await current.ended;
      if (code === 0) break;
      if (code === null || over || ++ends < MOST_ENDS) continue;
      wrong.push(`${current.process.spawnargs.slice(2, 3)} ended by itself ${ends} times, at last with ${code}: ${current.said()}`);
      break;
    }
    return wrong;
  })();
  return {
    wrong,
    finished,
    starts: () => starts,
    /** The process, and those that it has started. */
    victims(kind: string): Victim[] {
      const { pid, exitCode, signalCode } = current.process;
      if (pid === undefined || exitCode !== null || signalCode !== null) return [];
      return [{ pid, kind }, ...childrenOf(pid).map((child) => ({ pid: child, kind: "processes of workers" }))];
    },
    async stop(): Promise<void> {
      over = true;
      current.process.kill("SIGTERM");
      await finished;
    },
  };
}
