/** What the tests of the queue share: a Redis of their own, coordinators and workers in this process, and runs that cost nothing. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { onTestFinished } from "vitest";
import { loadData } from "../../../src/data";
import { attemptRun } from "../../../src/sweep/execute";
import type { Planned } from "../../../src/sweep/executor";
import { type WorkQueueOptions, workQueue } from "../../../src/sweep/queue";
import { parseAddress } from "../../../src/sweep/queue/address";
import { coordinate } from "../../../src/sweep/queue/coordinator";
import type { Execute } from "../../../src/sweep/queue/hands";
import { findRedisServer, type LocalOptions, type LocalRedis, startLocalRedis } from "../../../src/sweep/queue/local-redis";
import type { WorkEvent } from "../../../src/sweep/queue/worker";
import { openStore, type RunStore } from "../../../src/sweep/store";
import { saveRun } from "../../../src/train/run-folder";
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

/** Makes the files of a finished run without training: its weights are its seed. */
export async function pretend({ id, run }: Planned, folder: string): Promise<void> {
  const store = openStore(folder);
  const data = await loadData(run.data, { trainSize: run.trainSize, validation: run.validation });
  const loss = { loss: 0.5, accuracy: 0.75 };
  const result = {
    run,
    ending: "epochs" as const,
    epochs: run.epochs,
    steps: 7,
    train: loss,
    test: loss,
    evaluatedOn: "test" as const,
    history: [{ epoch: 1, step: 7, trainLoss: 0.5, test: loss }],
    weights: Float32Array.of(run.seed, 1),
    start: Float32Array.of(0, run.seed),
    statistics: new Float32Array(),
    seconds: 1,
    stepMs: 1,
    backend: "a pretence",
  };
  await saveRun(store.folderOf(id), result, data);
  await writeFile(join(store.folderOf(id), "environment.json"), '{"node":"v0"}\n');
  await writeFile(join(store.folderOf(id), "history.jsonl"), `${JSON.stringify(result.history[0])}\n`);
  await store.noteDone(id);
}

/** Executes nothing, and says that it is done. */
export const pretending: Execute = async (planned, { store }, { onStarted }) => {
  onStarted();
  await pretend(planned, store);
  const row = (await openStore(store).rowsOf([planned.id])).get(planned.id);
  return { kind: "done", row: row as never };
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
