/** The queue under fire: a coordinator, workers, their processes and Redis are killed again and again, each comes back, and the sweep must come to its end as if nothing had been. */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { PASSWORD_VARIABLE } from "../queue/address";
import { findRedisServer, type LocalRedis, startLocalRedis } from "../queue/local-redis";
import { type Kept, keep, start } from "./command";
import { childrenOf, kill, startKiller, type Victim } from "./killer";
import type { FaultReport, Part } from "./part";
import { CHECKPOINT, PROCESSES, type Struck, type SweepFaultOptions, type Target, underFire } from "./under-fire";

/** Seconds of silence after which a run is taken over. */
const LOCK = 1.5;
/** The longest that Redis stays away, milliseconds. */
const MOST_AWAY = 3000;

export const queuePart: Part = { name: "queue", run: (options) => queueFaults(options) };

/** Strikes until the number of kills is reached, a sweep after the other, and compares each with one that a pool did undisturbed. */
export async function queueFaults(options: SweepFaultOptions): Promise<FaultReport> {
  if (findRedisServer()) return underFire(queuePart.name, options, strikeSweep);
  const wrong = ["there is no redis-server on this machine (apt-get install redis-server)"];
  return { part: queuePart.name, sweeps: 0, runs: 0, kills: {}, seconds: 0, wrong, leftovers: 0 };
}

async function strikeSweep({ file, place, random, ...options }: Target): Promise<Struck> {
  // Redis writes to its file before it answers, and to the disk within a second, as Debian's does.
  const redis = await startLocalRedis({ folder: join(place, "redis"), alwaysSync: false });
  const env = { [PASSWORD_VARIABLE]: redis.password, LARGEBATCH_RUNS: join(place, "runs") };
  const url = `redis://127.0.0.1:${redis.port}`;
  const workers = Array.from({ length: PROCESSES }, (_, i) =>
    keep(() =>
      start(["worker", "--queue", url, "--concurrency", "1", "--scratch", join(place, `scratch-${i}`), "--lock", String(LOCK)], env),
    ),
  );
  const coordinator = keep(() => start(["sweep", file, "--queue", url, "--checkpoint-every", String(CHECKPOINT), "--json"], env));
  let coming: Promise<void> | undefined;
  const killer = startKiller({
    ...options,
    random,
    victims: () => [
      ...victimsOf(coordinator, "coordinators"),
      ...workers.flatMap((worker) => victimsOf(worker, "workers")),
      ...(redis.pid === undefined || coming ? [] : [{ pid: redis.pid, kind: "Redis" }]),
    ],
    strike: (victim) => {
      if (victim.kind !== "Redis") return kill(victim);
      coming = backAgain(redis, random.uniform() * MOST_AWAY).then(() => {
        coming = undefined;
      });
    },
  });
  try {
    const wrong = await coordinator.finished;
    return { killer, starts: coordinator.starts(), wrong: [...wrong, ...workers.flatMap((worker) => worker.wrong)] };
  } finally {
    killer.stop();
    await coming;
    await Promise.all([coordinator, ...workers].map((each) => each.stop()));
    await redis.stop();
  }
}

/** The process, and those that it has started. */
function victimsOf(kept: Kept, kind: string): Victim[] {
  const pid = kept.pid();
  return pid === undefined ? [] : [{ pid, kind }, ...childrenOf(pid).map((child) => ({ pid: child, kind: "processes of workers" }))];
}

async function backAgain(redis: LocalRedis, away: number): Promise<void> {
  await redis.kill();
  await wait(away);
  await redis.start();
}
