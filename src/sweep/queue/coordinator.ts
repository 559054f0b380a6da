/** The coordinator's side of a queue: sends runs out, takes what comes back into the store, and finds its place again after a restart of itself or of Redis. */
import { hostname } from "node:os";
import { resolve } from "node:path";
import { sha256 } from "../../data/files";
import type { ExecutorOptions, Planned } from "../executor";
import { type Address, masked } from "./address";
import { openEvents, openQueue } from "./bull";
import { connect, type Notice, unlessAborted, within } from "./connect";
import { BATCH, makeDesk, type Open } from "./desk";
import { type Fingerprints, fingerprints } from "./fingerprints";
import { plain } from "./message";
import { keysOf } from "./names";
import { noticesSince } from "./notices";
import { keyOf, type Order } from "./order";
import { here, queueRefused, versionText } from "./version";

/** Most runs of one coordinator in Redis: its memory does not grow with the sweep. Some KB each. */
const MOST_OPEN = 5000;

/** Milliseconds between two looks at what may have been missed: notices of workers, and runs whose event was lost. */
const TICK_MS = 1000;
const LOOK_AGAIN_MS = 60_000;

/** Milliseconds that the results at hand are waited for when the coordinator stops. */
const LAST_RESULTS_MS = 30_000;

/** Takes the queue for a version, unless it still has runs of another. KEYS version, lists of open runs; ARGV version. Answers the other version, or "". */
const CLAIM = `
local found = redis.call("GET", KEYS[1])
if found == ARGV[1] then return "" end
if found then
  for i = 2, #KEYS do if redis.call("EXISTS", KEYS[i]) == 1 then return found end end
end
redis.call("SET", KEYS[1], ARGV[1])
return ""`;

export interface Coordination {
  address: Address;
  queue: string;
  notice: Notice;
  /** Milliseconds between two looks for lost events; for tests. */
  lookAgainMs?: number;
}

/**
 * Has runs executed by the workers of a queue, until each is in the store or has failed, or the signal says stop; then the runs stay in the queue.
 * @throws UserError where Redis cannot be reached, the queue is of another version, or the store cannot be written to
 */
export async function coordinate(runs: Planned[], options: ExecutorOptions, spec: Coordination): Promise<void> {
  if (runs.length === 0) return;
  const { address, queue, notice } = spec;
  const { signal, store } = options;
  const say: Notice = (text) => notice(plain(masked(text, address), 4000));
  const back = { since: false };
  const client = await connect(address, {
    signal,
    notice: say,
    onBack: () => {
      back.since = true;
    },
  });
  const bull = openQueue(address, queue);
  const keys = keysOf(queue);
  let events: Awaited<ReturnType<typeof openEvents>> | undefined;
  try {
    const other = await unlessAborted(client.eval(CLAIM, 1 + keys.open.length, keys.version, ...keys.open, versionText(here())), signal);
    if (other === undefined) return;
    if (other !== "") throw queueRefused(queue, String(other));
    events = await unlessAborted(openEvents(client, address, queue), signal);
    const notices = await unlessAborted(noticesSince(client, keys.notices), signal);
    if (!events || !notices) return;
    const me = sha256(Buffer.from(`${hostname()}\n${resolve(store.folder)}`)).slice(0, 16);
    const desk = makeDesk({ client, bull, me, options, say, queue });
    events.on("completed", ({ jobId }) => desk.ended(jobId));
    events.on("failed", ({ jobId, failedReason }) => desk.ended(jobId, failedReason));
    events.on("stalled", ({ jobId }) => desk.stalled(jobId));
    events.on("progress", ({ jobId, data }) => desk.told(jobId, data));
    if ((await unlessAborted(bull.getWorkersCount(), signal)) === 0) say(noWorker(address, queue));
    await attend({ desk, runs, options, notices, say, back, lookAgainMs: spec.lookAgainMs ?? LOOK_AGAIN_MS });
  } finally {
    if (!(await within(5000, Promise.all([events?.close(), bull.close()]))))
      await within(1000, Promise.all([events?.disconnect(), bull.disconnect()]));
    client.disconnect();
  }
}

interface Attendance {
  desk: ReturnType<typeof makeDesk>;
  runs: Planned[];
  options: ExecutorOptions;
  notices(): Promise<string[]>;
  say: Notice;
  /** Whether a lost connection has come back. */
  back: { since: boolean };
  lookAgainMs: number;
}

/** Sends runs out, some at a time, until none is left and none is out. */
async function attend({ desk, runs, options, notices, say, back, lookAgainMs }: Attendance): Promise<void> {
  const { signal } = options;
  const dataOf = fingerprints();
  let next = 0;
  let lookedAt = Date.now();
  while (!signal.aborted && (next < runs.length || desk.count() > 0)) {
    desk.rethrow();
    if (next < runs.length && desk.count() <= MOST_OPEN - BATCH) {
      const batch = runs.slice(next, next + BATCH);
      next += batch.length;
      await unlessAborted(desk.admit(await ordersOf(batch, options, dataOf)), signal);
    } else await desk.nudged(TICK_MS);
    const now = Date.now();
    if (back.since || now - lookedAt > lookAgainMs) {
      back.since = false;
      lookedAt = now;
      await unlessAborted(desk.lookAgain(), signal);
    }
    for (const text of (await unlessAborted(notices(), signal)) ?? []) say(text);
  }
  await within(LAST_RESULTS_MS, desk.settled());
  desk.rethrow();
  if (desk.count() > 0)
    say(
      `${desk.count()} runs stay in the queue, and workers go on with them. The same command collects what comes of them, and sends out the rest.`,
    );
}

async function ordersOf(runs: Planned[], { measure, checkpointEvery }: ExecutorOptions, dataOf: Fingerprints): Promise<Open[]> {
  const orders: Open[] = [];
  for (const { id, run, recipe } of runs) {
    const order: Order = { id, run, recipe, measure, checkpointEvery, data: (await dataOf(run)).sha256, version: here() };
    orders.push({ ...order, key: keyOf(order), attempts: 0, refused: 0, why: "" });
  }
  return orders;
}

const noWorker = ({ shown }: Address, queue: string): string =>
  `No worker is at the queue yet. On any machine: npx largebatch worker --queue ${shown}${queue === "sweep" ? "" : ` --queue-name ${queue}`}`;
