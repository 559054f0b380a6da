import { join } from "node:path";
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { pretend } from "../../../src/bench/pretended-run";
import { attemptRun } from "../../../src/sweep/execute";
import type { Planned } from "../../../src/sweep/executor";
import { type WorkQueueOptions, workQueue } from "../../../src/sweep/queue";
import { parseAddress } from "../../../src/sweep/queue/address";
import { coordinate } from "../../../src/sweep/queue/coordinator";
import type { Execute } from "../../../src/sweep/queue/hands";
import { findRedisServer, type LocalOptions, type LocalRedis, startLocalRedis } from "../../../src/sweep/queue/local-redis";
import type { WorkEvent } from "../../../src/sweep/queue/worker";
import { openStore, type RunStore } from "../../../src/sweep/store";
import { temporaryFolder } from "../../data/helpers";
import { listening } from "../small-runs";

const server = findRedisServer();

/** Why tests that need one are left out; undefined: they are not. */
export const noRedis = server ? undefined : "no redis-server on this machine: apt-get install redis-server";

/** With the reason, for `describe.skipIf(noRedis)`. */
export const titled = (title: string): string => (noRedis ? `${title} (${noRedis})` : title);

/** A Redis that is stopped when the test ends. */
export async function redisHere(options: Partial<LocalOptions> = {}): Promise<LocalRedis & { client: Redis }> {
  const redis = await startLocalRedis({ folder: join(await temporaryFolder(), "redis"), ...options }, server);
  const client = new Redis({ port: redis.port, password: redis.password, maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on("error", () => undefined);
  onTestFinished(async () => {
    client.disconnect();
    await redis.stop();
  });
  // The server's `pid` is a getter.
  return Object.defineProperty(Object.create(redis), "client", { value: client }) as LocalRedis & { client: Redis };
}

export const emptyStore = async (): Promise<RunStore> => openStore(join(await temporaryFolder(), "runs"));

/** Executes nothing, and says that it is done. */
export const pretending: Execute = async (planned, { store }, { onStarted }) => {
  onStarted();
  return { kind: "done", row: await pretend(planned, store) };
};

/** Trains in this process. */
export const training: Execute = async (planned, { store, measure, checkpointEvery }, { signal, onStarted, onProgress }) =>
  attemptRun(planned, { store: openStore(store), measure, checkpointEvery, signal, onStart: onStarted, onProgress });

export interface Going<T> {
  ended: Promise<T>;
  stop: AbortController;
}

/** A worker in this process, stopped when the test ends. */
export async function workerAt(
  url: string,
  options: Partial<WorkQueueOptions> = {},
): Promise<Going<void> & { events: WorkEvent[]; store: RunStore }> {
  const stop = new AbortController();
  const events: WorkEvent[] = [];
  const store = options.store ?? (await emptyStore());
  const { onEvent, ...rest } = options;
  const ended = workQueue({
    url,
    concurrency: 1,
    signal: stop.signal,
    execute: pretending,
    lockSeconds: 1,
    ...rest,
    store,
    onEvent: (event) => {
      events.push(event);
      onEvent?.(event);
    },
  });
  ended.catch(() => undefined);
  onTestFinished(async () => {
    stop.abort();
    await ended.catch(() => undefined);
  });
  return { ended, stop, events, store };
}

/** A coordinator in this process, stopped when the test ends. */
export function coordinatorAt(
  url: string,
  runs: Planned[],
  options: Partial<Parameters<typeof listening>[1]> & { store: RunStore; lookAgainMs?: number },
) {
  const stop = new AbortController();
  const notices: string[] = [];
  const { store, lookAgainMs, ...rest } = options;
  const heard = listening(store, { signal: stop.signal, ...rest });
  const ended = coordinate(runs, heard, { address: parseAddress(url), queue: "sweep", notice: (text) => notices.push(text), lookAgainMs });
  ended.catch(() => undefined);
  onTestFinished(async () => {
    stop.abort();
    await ended.catch(() => undefined);
  });
  return { ended, stop, notices, events: heard.events };
}

/** Resolves when something is so, looked at often; fails with what is awaited after 60 seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > 60_000) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Keys that stay in Redis when nothing is to do: the version, notices, and what BullMQ keeps of a queue as such. */
export const keysLeft = async (client: Redis): Promise<string[]> =>
  (await client.keys("*")).filter(
    (key) => !/^largebatch(-runs)?:sweep:(version|notices|meta|events|id|marker|stalled-check|stalled)$/.test(key),
  );
