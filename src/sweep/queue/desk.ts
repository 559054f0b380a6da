/** The runs of a coordinator that are out, and what happens when one comes back. */
import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { UserError } from "../../errors";
import { type ExecutorOptions, MOST_RETRIES } from "../executor";
import { JOB, JOB_OPTIONS } from "./bull";
import type { Notice } from "./connect";
import { parseMessage, plain } from "./message";
import { KEPT_SECONDS, keysOf, PREFIX } from "./names";
import { type Order, toJob } from "./order";
import { bundleAt, manifestAt, roomIn } from "./parcel";
import { keepFinished, requireFinished } from "./receive";
import { seed } from "./seed";

/** Runs that are sent out together. */
export const BATCH = 250;

/** Results that are fetched and written at a time. */
const LANES = 4;

/** Of the room in Redis, what may be filled with what goes out. */
const OUTWARD = 0.5;

/** Gives a run up; the last coordinator that does takes all of it away. KEYS wanted, outcome, checkpoint, tries; ARGV coordinator. */
const RELEASE = `
redis.call("SREM", KEYS[1], ARGV[1])
if redis.call("SCARD", KEYS[1]) == 0 then redis.call("UNLINK", KEYS[1], KEYS[2], KEYS[3], KEYS[4]) end
return 1`;

/** A run that is out. */
export interface Open extends Order {
  key: string;
  attempts: number;
  /** Times that what came of it was refused, or that its job ended without anything. */
  refused: number;
  /** With what BullMQ gave its job up. */
  why: string;
}

export interface DeskSpec {
  client: Redis;
  bull: Queue;
  /** The coordinator's name: the same when it comes back. */
  me: string;
  options: ExecutorOptions;
  say: Notice;
  queue: string;
}

/** What the store cannot do, as against what is wrong with a message in the queue. */
class StoreError extends Error {
  constructor(override readonly cause: unknown) {
    super("the store cannot be written");
  }
}

const storing = (error: unknown): never => {
  throw new StoreError(error);
};

export function makeDesk({ client, bull, me, options, say, queue }: DeskSpec) {
  const { store, onEvent, signal } = options;
  const keys = keysOf(queue);
  const open = new Map<string, Open>();
  /** Those of which something came. */
  const ready = new Set<string>();
  const busy = new Set<string>();
  const atWork = new Set<Promise<void>>();
  const room = roomIn(
    client,
    signal,
    (usedMB) => say(`Redis holds ${usedMB} MB: what the store has of runs waits until there is room.`),
    OUTWARD,
  );
  let failure: unknown;
  let wake = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });

  /** Asks for runs: of those that came back already the results are taken, those that are nowhere are sent out. Waits where Redis has no room. */
  async function admit(orders: Open[]): Promise<void> {
    for (;;) {
      try {
        await room();
        return await send(orders);
      } catch (error) {
        if (signal.aborted) return;
        if (!/^OOM /.test((error as Error).message)) throw error;
      }
    }
  }

  async function send(orders: Open[]): Promise<void> {
    const ask = client.pipeline();
    for (const { key } of orders) {
      const { wanted, outcome } = keys.of(key);
      ask.sadd(wanted, me).expire(wanted, KEPT_SECONDS).exists(outcome).exists(`${PREFIX}:${queue}:${key}`);
    }
    const answers = ((await ask.exec()) ?? []).map(([error, value]) => {
      if (error) throw error;
      return value;
    });
    const absent: Open[] = [];
    for (const [i, order] of orders.entries()) {
      open.set(order.key, order);
      if (answers[4 * i + 2] === 1) ended(order.key);
      else if (answers[4 * i + 3] !== 1) absent.push(order);
    }
    if (absent.length === 0) return;
    for (const order of absent) {
      const { checkpoint, staging } = keys.of(order.key);
      await seed(order, { client, store, room, target: checkpoint, staging });
    }
    await bull.addBulk(absent.map((order) => ({ name: JOB, data: toJob(order), opts: { ...JOB_OPTIONS, jobId: order.key } })));
  }

  /** @param reason with which BullMQ gave the job up, where it did */
  function ended(key: string, reason?: string): void {
    const order = open.get(key);
    if (!order) return;
    if (reason !== undefined) order.why = plain(reason);
    ready.add(key);
    work();
  }

  /** Takes results, some at a time. */
  function work(): void {
    for (const key of ready) {
      if (atWork.size >= LANES || failure || signal.aborted) return;
      const order = open.get(key);
      if (busy.has(key)) continue;
      ready.delete(key);
      if (!order) continue;
      busy.add(key);
      const job = collect(order)
        .catch((error) => {
          failure ??= error;
        })
        .finally(() => {
          busy.delete(key);
          atWork.delete(job);
          work();
          wake();
        });
      atWork.add(job);
    }
  }

  async function collect(order: Open): Promise<void> {
    const { key, id, run } = order;
    const { outcome } = keys.of(key);
    try {
      const manifest = await manifestAt(client, outcome);
      if (!manifest) return await absent(order);
      order.attempts = manifest.attempts;
      if (manifest.kind === "failed") return await failed(order, plain(manifest.error ?? "no reason was given", 4000));
      if (manifest.kind !== "done") throw new UserError("A message in the queue was refused: it is no result.");
      const found = await bundleAt(client, outcome, manifest);
      if (!found) return await absent(order);
      requireFinished(order, found.files);
      const row = await keepFinished(order, found, store, signal).catch(storing);
      if (row) await close(order, () => onEvent({ kind: "done", id, row }));
    } catch (error) {
      if (error instanceof StoreError) throw error.cause;
      if (!(error instanceof UserError)) throw error;
      say(`${run.network} on ${run.data}, batch ${run.batch}, seed ${run.seed}: ${error.message}`);
      await client.unlink(outcome);
      await oncemore(order, error.message);
    }
  }

  /** A job that is over and left nothing: another coordinator with the same store took it, or it is sent out again. */
  async function absent(order: Open): Promise<void> {
    if (order.measure.length === 0 && (await store.statusOf(order.id)) === "done") {
      const row = (await store.rowsOf([order.id])).get(order.id);
      if (row) return close(order, () => onEvent({ kind: "done", id: order.id, row }));
    }
    await oncemore(order, order.why || "its job ended without a result");
  }

  async function oncemore(order: Open, error: string): Promise<void> {
    order.refused++;
    if (order.refused > MOST_RETRIES) return failed(order, error);
    await admit([order]);
  }

  async function failed(order: Open, error: string): Promise<void> {
    const { id, run, attempts } = order;
    await store.noteFailure(id, run, { error, attempts }).catch(storing);
    await close(order, () => onEvent({ kind: "failed", id, attempts, error }));
  }

  async function close({ key }: Open, tell: () => void): Promise<void> {
    open.delete(key);
    tell();
    const { wanted, outcome, checkpoint, tries } = keys.of(key);
    await client.eval(RELEASE, 4, wanted, outcome, checkpoint, tries, me);
  }

  return {
    count: () => open.size,
    admit,
    ended,
    /** Finds what an event that was lost would have told, and what Redis lost. */
    async lookAgain(): Promise<void> {
      const quiet = [...open.values()].filter(({ key }) => !ready.has(key) && !busy.has(key));
      for (let i = 0; i < quiet.length; i += BATCH) await admit(quiet.slice(i, i + BATCH));
    },
    /** A worker's message; what is none is ignored. */
    told(key: string, data: unknown): void {
      const order = open.get(key);
      const message = order && parseMessage(data);
      if (!order || !message) return;
      const { id } = order;
      if (message.kind === "progress") onEvent({ ...message, id, loss: message.loss ?? Number.NaN });
      else if (message.kind === "retrying") onEvent({ ...message, id, error: plain(message.error) });
      else {
        order.attempts = message.attempt;
        onEvent({ ...message, id, worker: plain(message.worker) });
      }
    },
    stalled(key: string): void {
      const order = open.get(key);
      if (order)
        onEvent({ kind: "retrying", id: order.id, attempt: order.attempts + 1, error: "its worker died, hung or cannot be reached" });
    },
    /** Waits until something came back, or so long. */
    async nudged(ms: number): Promise<void> {
      if (signal.aborted) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    /** Resolves when the results at hand are written. */
    settled: () => Promise.all(atWork),
    rethrow(): void {
      if (failure) throw failure;
    },
  };
}
