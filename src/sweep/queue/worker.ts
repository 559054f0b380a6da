/** A worker of a queue: takes runs, has them executed on this machine, and sends back what comes of them. */
import { hostname } from "node:os";
import { type Job, UnrecoverableError, WaitingError, Worker } from "bullmq";
import type { Redis } from "ioredis";
import type { Run } from "../../config";
import type { RunStore } from "../store";
import { type Address, masked } from "./address";
import { connect, connectionOptions, within } from "./connect";
import { fingerprints } from "./fingerprints";
import type { Execute } from "./hands";
import { plain } from "./message";
import { keysOf, PREFIX } from "./names";
import { postNotice } from "./notices";
import { type Held, halt, oneRun } from "./one-run";
import { type Order, parseOrder } from "./order";
import { removePoison } from "./poison";
import { here, parseVersion, sameVersion, versionText, workerRefused } from "./version";

export type WorkEvent =
  | { kind: "started" | "done" | "handed back" | "lost"; id: string; run: Run }
  | { kind: "failed"; id: string; run: Run; error: string }
  /** Something to tell people. */
  | { kind: "notice"; text: string };

export interface WorkSpec {
  address: Address;
  queue: string;
  concurrency: number;
  signal: AbortSignal;
  /** On this machine's own disk. */
  store: RunStore;
  execute: Execute;
  onEvent(event: WorkEvent): void;
  /** Seconds without a sign after which another worker may take a run. */
  lockSeconds: number;
  /** Ends after so many seconds without work. */
  idleSeconds?: number;
  /** Seconds to wait for a Redis that is not there yet. */
  patience?: number;
}

/** Milliseconds that a stop may take once the runs at hand are saved, and a word to Redis. */
const STOP_MS = 15_000;

/** Milliseconds that the runs at hand may take to be saved and handed back. */
const SAVE_MS = 180_000;

/** BullMQ's own count of what it took from silent workers decides nothing: `one-run.ts` counts, and a restart of Redis is not a worker's death. */
const ANY_NUMBER = 1_000_000;

/**
 * Works until the signal says stop, or nothing was to do for so long.
 * @throws UserError where Redis cannot be reached, or the worker is refused: another version, other data
 */
export async function work(spec: WorkSpec): Promise<void> {
  const { address, queue, signal, onEvent, idleSeconds } = spec;
  const say = (text: string) => onEvent({ kind: "notice", text: plain(masked(text, address), 4000) });
  const client = await connect(address, { signal, notice: say, patience: spec.patience ?? 60 });
  const stop = new AbortController();
  const name = `${hostname()}:${process.pid}`;
  const notices = keysOf(queue).notices;
  let fatal: Error | undefined;
  let told: Promise<unknown> = Promise.resolve();
  const refuse = (error: Error) => {
    if (fatal) return;
    fatal = error;
    told = postNotice(client, notices, `The worker ${name} was refused. ${masked(error.message, address)}`).catch(() => undefined);
    stop.abort();
  };
  const onAbort = () => stop.abort();
  signal.addEventListener("abort", onAbort, { once: true });
  if (signal.aborted) stop.abort();
  const takes = makeTaker({ ...spec, client, name, say, refuse, stop: stop.signal });
  let worker: Worker | undefined;
  try {
    const version = await client.get(keysOf(queue).version);
    if (version !== null && !isOurs(version)) refuse(workerRefused(queue, version));
    if (!stop.signal.aborted) {
      worker = openWorker(spec, takes);
      await new Promise<void>((resolve) => {
        stop.signal.addEventListener("abort", () => resolve(), { once: true });
        if (idleSeconds !== undefined) takes.whenIdle(1000 * idleSeconds, () => stop.abort());
      });
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    // First, so that no further run is taken.
    const closing = worker?.close() ?? Promise.resolve();
    takes.stopAll();
    await within(SAVE_MS, takes.settled());
    await within(1000, told);
    // Where Redis is away, its locks on our runs end by themselves.
    if (!(await within(STOP_MS, closing))) await within(1000, worker?.disconnect() ?? Promise.resolve());
    client.disconnect();
  }
  if (fatal) throw fatal;
}

function openWorker(
  { address, queue, concurrency, lockSeconds }: WorkSpec,
  { take, lose, troubled, cameBack }: ReturnType<typeof makeTaker>,
): Worker {
  const worker = new Worker(queue, take, {
    connection: connectionOptions(address),
    prefix: PREFIX,
    concurrency,
    lockDuration: 1000 * lockSeconds,
    stalledInterval: 1000 * lockSeconds,
    maxStalledCount: ANY_NUMBER,
    runRetryDelay: 500,
    removeOnComplete: { count: 0 },
    removeOnFail: { count: 0 },
  });
  worker.on("lockRenewalFailed", (keys) => keys.forEach(lose));
  worker.on("stalled", cameBack);
  worker.on("error", troubled);
  return worker;
}

function isOurs(text: string): boolean {
  const version = parseVersion(text);
  return version !== undefined && sameVersion(version, here());
}

interface TakerSpec extends WorkSpec {
  client: Redis;
  /** This worker's. */
  name: string;
  say(text: string): void;
  /** Ends the worker: it is no use for this queue. */
  refuse(error: Error): void;
  stop: AbortSignal;
}

/** Takes jobs, refuses those that are no runs, and can stop those at hand. */
function makeTaker(spec: TakerSpec) {
  const { client, queue, say, refuse, stop } = spec;
  const held = new Map<string, Held>();
  const atWork = new Set<Promise<unknown>>();
  const dataOf = fingerprints();
  let busyAt = Date.now();
  let lastTrouble = "";

  async function take(job: Job, token = ""): Promise<string> {
    const key = job.id ?? "";
    let order: Order;
    try {
      order = parseOrder(key, job.data);
    } catch (error) {
      const why = plain((error as Error).message);
      say(why);
      throw new UnrecoverableError(why);
    }
    if (!sameVersion(order.version, here())) {
      refuse(workerRefused(queue, versionText(order.version)));
      await within(STOP_MS, job.moveToWait(token));
      throw new WaitingError();
    }
    const before = held.get(key);
    if (before) {
      // It was lost to nobody but us. BullMQ forgets to renew the lock of the second when the first ends, so this one goes back, too.
      halt(before, "lost");
      await before.ended;
      await within(STOP_MS, job.moveToWait(token));
      throw new WaitingError();
    }
    const mine: Held = { controller: new AbortController(), ended: Promise.resolve() };
    held.set(key, mine);
    if (stop.aborted) halt(mine, "stop");
    const doing = oneRun({ ...spec, job, token, key, order, held: mine, dataOf });
    mine.ended = doing.catch(() => undefined);
    atWork.add(doing);
    try {
      return await doing;
    } finally {
      atWork.delete(doing);
      held.delete(key);
      busyAt = Date.now();
    }
  }

  return {
    take,
    /** Another worker may have the run: BullMQ could not renew its lock. */
    lose(key: string): void {
      const one = held.get(key);
      if (one) halt(one, "lost");
    },
    stopAll(): void {
      for (const one of held.values()) halt(one, "stop");
    },
    settled: () => Promise.allSettled(atWork),
    /** A job was taken from a worker that was silent. */
    cameBack(key: string): void {
      void removePoison(client, queue, key)
        .then((removed) => removed && say(`The queue had a job that cannot be read (${JSON.stringify(key.slice(0, 60))}); it was removed.`))
        .catch(() => undefined);
    },
    /** Errors of BullMQ; that a connection is lost is said by the one that is watched. */
    troubled(error: Error): void {
      if (error.message === lastTrouble || USUAL.test(error.message)) return;
      lastTrouble = error.message;
      say(`The queue reports: ${error.message}`);
    },
    whenIdle(ms: number, end: () => void): void {
      const timer = setInterval(
        () => {
          if (atWork.size > 0) busyAt = Date.now();
          if (!stop.aborted && Date.now() - busyAt < ms) return;
          clearInterval(timer);
          end();
        },
        Math.min(ms, 1000),
      );
    },
  };
}

/** What BullMQ says while Redis is away, and of runs that another worker took meanwhile. */
const USUAL =
  /ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOST|ENET|onnection is closed|ocket |LOADING|could not renew lock|Missing lock|Missing key|not in the active state/;
