/** One run in the hands of a worker: from its job to what came of it, in Redis. */
import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { type Job, WaitingError } from "bullmq";
import type { Redis } from "ioredis";
import { UserError } from "../../errors";
import { MOST_RETRIES } from "../executor";
import { failureOf } from "../pool/failure";
import { bundle } from "./bundle";
import { type CarrySpec, carryCheckpoint, fetchCheckpoint } from "./carry";
import { within } from "./connect";
import { dataRefused, type Fingerprints } from "./fingerprints";
import { gather } from "./gather";
import type { Executed } from "./hands";
import { type Message, plain } from "./message";
import { KEPT_SECONDS, keysOf } from "./names";
import type { Order } from "./order";
import { type Place, putBundle, roomIn } from "./parcel";
import type { WorkSpec } from "./worker";

/** A run at hand, and why it is to be left, if it is: the worker stops, or another has the run. */
export interface Held {
  controller: AbortController;
  why?: "stop" | "lost";
  /** Resolves when it has been left. */
  ended: Promise<unknown>;
}

export function halt(held: Held, why: "stop" | "lost"): void {
  held.why ??= why;
  held.controller.abort();
}

export interface RunSpec extends Pick<WorkSpec, "queue" | "store" | "execute" | "onEvent"> {
  client: Redis;
  /** The worker's. */
  name: string;
  say(text: string): void;
  refuse(error: Error): void;
  job: Job;
  /** What the job's lock says while it is ours. */
  token: string;
  key: string;
  order: Order;
  held: Held;
  dataOf: Fingerprints;
}

/** Milliseconds between two messages of a run's progress. */
const TELL_MS = 1000;

/** Milliseconds that a word to a Redis which may be away can take when the worker stops. */
const LAST_WORD_MS = 10_000;

/** Milliseconds until a run is asked for again that another process of this machine has. */
const HELD_MS = 1000;

/**
 * Executes a run and puts what came of it into Redis.
 * @returns what BullMQ notes as the job's result
 * @throws WaitingError where the job went back, or is another worker's by now
 */
export async function oneRun(spec: RunSpec): Promise<string> {
  const { client, queue, key, order, held, onEvent, name, token, say } = spec;
  const { id, run } = order;
  const keys = keysOf(queue).of(key);
  const [wants, came] = await Promise.all([client.scard(keys.wanted), client.exists(keys.outcome)]);
  // Its coordinator has it, or gave it up; or an earlier worker was killed between its last two words.
  if (wants === 0 || came === 1) return "not needed";
  // Counted before it starts, and taken back where it was left in good order: what remains are deaths.
  // A set of names, since a command may come twice where the connection was lost before its answer.
  const mark = randomBytes(8).toString("hex");
  const [, , attempt] = await Promise.all([
    client.sadd(keys.tries, mark),
    client.expire(keys.tries, KEPT_SECONDS),
    client.scard(keys.tries),
  ]);
  const room = roomIn(client, held.controller.signal, (usedMB) =>
    say(`Redis holds ${usedMB} MB: results wait on this disk until a coordinator has fetched some.`),
  );
  const place = (target: string): Place => ({ lock: keys.lock, holder: token, staging: keys.staging, target });
  /** @returns whether it is there; else the run is another's, or the worker stops */
  const send = async (about: { kind: "done" } | { kind: "failed"; error: string }, files: Map<string, Uint8Array>): Promise<boolean> => {
    try {
      if (await putBundle(client, place(keys.outcome), bundle({ ...about, worker: name, attempts: attempt }, files), room)) return true;
      halt(held, "lost");
    } catch (error) {
      // What is done stays done on this disk.
      if (!held.controller.signal.aborted) throw error;
    }
    return false;
  };

  const left = async (): Promise<never> => {
    if (held.why !== "lost") return back();
    await within(LAST_WORD_MS, client.srem(keys.tries, mark));
    onEvent({ kind: "lost", id, run });
    throw new WaitingError();
  };
  const back = async (): Promise<never> => {
    await within(LAST_WORD_MS, client.srem(keys.tries, mark));
    onEvent({ kind: "handed back", id, run });
    return handBack(spec);
  };
  const fail = async (error: string): Promise<string> => {
    if (!(await send({ kind: "failed", error: plain(error, 4000) }, new Map()))) return left();
    onEvent({ kind: "failed", id, run, error });
    return "failed";
  };

  if (attempt > MOST_RETRIES + 1) return fail(`Its worker died or hung ${MOST_RETRIES + 1} times.`);
  const refused = await refusal(spec);
  if (held.controller.signal.aborted) return left();
  if (refused) {
    spec.refuse(refused);
    return back();
  }
  const folder = spec.store.folderOf(id);
  const carry: CarrySpec = { client, place: place(keys.checkpoint), order, folder, worker: name, attempts: attempt, room, notice: say };
  const tell = teller(spec.job);
  const ended = await executed(spec, carry, attempt, tell);
  const retry = async (error: string): Promise<string> => {
    if (attempt > MOST_RETRIES) return fail(error);
    tell({ kind: "retrying", attempt: attempt + 1, error: plain(error, 4000) });
    return handBack(spec);
  };
  switch (ended.kind) {
    case "done": {
      if (!(await send({ kind: "done" }, await gather(folder)))) return left();
      await rm(folder, { recursive: true, force: true });
      onEvent({ kind: "done", id, run });
      return "done";
    }
    case "failed":
      return fail(ended.error);
    case "held":
      await wait(HELD_MS);
      return left();
    case "unwritable":
    case "unfit":
      spec.refuse(new UserError(ended.error));
      return back();
    case "interrupted":
      return held.controller.signal.aborted ? left() : retry("its process was told to end");
    default:
      return held.controller.signal.aborted ? left() : retry(ended.error);
  }
}

/** Has the run executed; its checkpoint comes from Redis before, and goes there meanwhile and when the worker stops. */
async function executed(
  { order, held, store, execute, onEvent, name }: RunSpec,
  carry: CarrySpec,
  attempt: number,
  tell: Tell,
): Promise<Executed> {
  const { id, run, measure, checkpointEvery } = order;
  try {
    const carrier = carryCheckpoint(carry, await fetchCheckpoint(carry));
    onEvent({ kind: "started", id, run });
    try {
      return await execute(
        order,
        { store: store.folder, measure, checkpointEvery },
        {
          signal: held.controller.signal,
          onStarted: (from) => tell({ kind: "started", worker: name, attempt, ...(from ? { from } : {}) }),
          onProgress: ({ epoch, step, share, loss, accuracy, memoryMB }) =>
            tell({
              kind: "progress",
              epoch,
              step,
              share,
              loss: Number.isFinite(loss) ? loss : null,
              ...(accuracy === undefined ? {} : { accuracy }),
              memoryMB,
            }),
        },
      );
    } finally {
      await carrier.stop();
      if (held.why === "stop") await within(LAST_WORD_MS, carrier.bring());
    }
  } catch (error) {
    return failureOf(error);
  }
}

/** Why this machine must not execute the run: its data are not there, or not the coordinator's. */
async function refusal({ order, dataOf }: RunSpec): Promise<UserError | undefined> {
  try {
    const data = await dataOf(order.run);
    return data.sha256 === order.data ? undefined : dataRefused(order.run, data);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}

/** Gives a run to whoever comes next. @throws WaitingError: BullMQ then leaves the job alone */
async function handBack({ job, token }: RunSpec): Promise<never> {
  await within(LAST_WORD_MS, job.moveToWait(token));
  throw new WaitingError();
}

type Tell = (message: Message) => void;

/** Tells the coordinator how a run goes, but not too often; that it cannot be told is no reason to stop. */
function teller(job: Job): Tell {
  let last = Number.NEGATIVE_INFINITY;
  return (message) => {
    const now = performance.now();
    if (message.kind === "progress" && now - last < TELL_MS) return;
    last = now;
    void job.updateProgress(message as object).catch(() => undefined);
  };
}
