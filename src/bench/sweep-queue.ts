/** What the queue costs a run: coordinator and worker in this process, a Redis of its own, and runs that do nothing. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRun } from "../config";
import { UserError } from "../errors";
import type { Planned } from "../sweep/executor";
import { runId } from "../sweep/identity";
import { type Execute, queue, workQueue } from "../sweep/queue";
import { findRedisServer, startLocalRedis } from "../sweep/queue/local-redis";
import { openStore } from "../sweep/store";
import { pretend } from "./pretended-run";

const SIZES = [100, 1000, 10_000] as const;

interface Row {
  what: string;
  value: number;
  unit: string;
  atMost?: number;
}

/** @throws UserError where no redis-server is found */
export function redisServer() {
  const server = findRedisServer();
  if (server) return server;
  throw new UserError(
    "There is no redis-server here: apt-get install redis-server, or leave out this part (--part pool overhead memory store).",
  );
}

/** @throws UserError where no redis-server is found */
export async function benchQueue(_rounds: number, say: (line: string) => void): Promise<Row[]> {
  const server = redisServer();
  const rows: Row[] = [];
  for (const runs of SIZES) {
    const folder = await mkdtemp(join(tmpdir(), "largebatch-bench-queue-"));
    const redis = await startLocalRedis({ folder: join(folder, "redis") }, server);
    try {
      const ms = (await emptyRuns(redis.url, folder, runs)) / runs;
      say(`${runs} empty runs: ${ms.toFixed(1)} ms each`);
      rows.push({
        what: `an empty run through the queue, of ${runs.toLocaleString("en")}`,
        value: ms,
        unit: "ms",
        ...(runs === 100 ? { atMost: 20 } : {}),
      });
    } finally {
      await redis.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }
  const [first, last] = [rows[0], rows.at(-1)] as [Row, Row];
  return [...rows, { what: "10,000 against 100, a run", value: last.value / first.value, unit: "times" }];
}

/** @returns milliseconds from the first run sent to the last one stored */
async function emptyRuns(url: string, folder: string, count: number): Promise<number> {
  const stop = new AbortController();
  const worker = workQueue({ url, concurrency: 2, signal: stop.signal, store: openStore(join(folder, "scratch")), execute: doNothing });
  const runs = Array.from({ length: count }, (_, i): Planned => {
    const run = parseRun({ network: "mlp", data: "glyphs", trainSize: 100, batch: 50, seed: i + 1 });
    return { id: runId(run), run, recipe: "plain" };
  });
  let done = 0;
  const began = performance.now();
  await queue({ url }).execute(runs, {
    store: openStore(join(folder, "runs")),
    onEvent: ({ kind }) => {
      if (kind === "done") done++;
    },
    signal: new AbortController().signal,
    measure: [],
    checkpointEvery: 60,
  });
  const ms = performance.now() - began;
  stop.abort();
  await worker;
  if (done !== count) throw new UserError(`${count - done} of ${count} empty runs did not come back.`);
  return ms;
}

const doNothing: Execute = async (planned, settings, { onStarted }) => {
  onStarted();
  return { kind: "done", row: await pretend(planned, settings.store) };
};
