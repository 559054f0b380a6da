/** Carries a run's checkpoint through Redis, so that another machine goes on where this one was: taken before the run, brought now and then while it is at work. */
import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Redis } from "ioredis";
import { canonicalJson } from "../../config";
import { makeFolder, sizeOf, writeWhole } from "../../data/files";
import { UserError } from "../../errors";
import { CHECKPOINT_FILE, LOCK_FILE } from "../../train/checkpoint";
import { lockAt } from "../../train/lock";
import { decodeSealed } from "../../train/safetensors";
import { ENVIRONMENT_FILE } from "../execute/environment";
import { type Bundle, bundle } from "./bundle";
import type { Order } from "./order";
import { bundleAt, manifestAt, type Place, putBundle, type Room } from "./parcel";
import { requireFinished } from "./receive";

/** At the least so many times as long as an upload takes lies between two: a queue is no place for gigabytes a minute. */
const REST = 10;

/** A second: files are looked at no more often. */
const LEAST_MS = 1000;

export interface CarrySpec {
  client: Redis;
  place: Place;
  order: Order;
  /** Of the run, on this machine. */
  folder: string;
  worker: string;
  attempts: number;
  room: Room;
  notice(text: string): void;
}

/** The step of a checkpoint of this very run. @throws UserError for a file that is damaged or another run's */
export function stepOf(bytes: Uint8Array, { run }: Order): number {
  const { metadata } = decodeSealed(bytes, CHECKPOINT_FILE);
  if (metadata.run !== canonicalJson(run)) throw new UserError(`${CHECKPOINT_FILE} is of another run.`);
  const { step } = JSON.parse(metadata.progress ?? "{}") as { step?: unknown };
  if (typeof step !== "number") throw new UserError(`${CHECKPOINT_FILE} does not say its step.`);
  return step;
}

/** The step of the checkpoint on this machine; −1 where there is none. One that cannot be read is removed: it would stop the run. */
async function localStep(folder: string, order: Order): Promise<number> {
  const file = join(folder, CHECKPOINT_FILE);
  const bytes = await readFile(file).catch(() => undefined);
  if (!bytes) return -1;
  try {
    return stepOf(bytes, order);
  } catch {
    await rm(file, { force: true });
    return -1;
  }
}

/** Puts the checkpoint from Redis into the run's folder where it is further than the one there. @returns the step that the run will go on from; −1: its start */
export async function fetchCheckpoint({ client, place, order, folder, notice }: CarrySpec): Promise<number> {
  if ((await client.exists(place.target)) === 0 && (await sizeOf(join(folder, CHECKPOINT_FILE))) === undefined) return -1;
  makeFolder(folder);
  const lock = lockAt(join(folder, LOCK_FILE), "a checkpoint from the queue");
  // Another process of this machine is at the run: it is further.
  if (!(await lock.take().catch(() => false))) return -1;
  try {
    const here = await localStep(folder, order);
    const manifest = await manifestAt(client, place.target);
    if (manifest?.kind === "given") return await takeGiven(order, folder, await bundleAt(client, place.target, manifest));
    if (manifest?.kind !== "checkpoint" || (manifest.step ?? -1) <= here) return here;
    const found = await bundleAt(client, place.target, manifest);
    const bytes = found?.files.get(CHECKPOINT_FILE);
    if (!found || !bytes) return here;
    const step = stepOf(bytes, order);
    for (const [name, content] of found.files) await writeWhole(join(folder, name), content);
    return step;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    notice(`A checkpoint in the queue cannot be used, the run goes on without it: ${error.message}`);
    await client.unlink(place.target);
    return localStep(folder, order);
  } finally {
    await lock.release();
  }
}

/** Puts a finished run into its folder, where measures are to be taken of it. @returns no step: nothing is trained */
async function takeGiven(order: Order, folder: string, given: Bundle | undefined): Promise<number> {
  if (!given) return -1;
  requireFinished(order, given.files);
  for (const [name, content] of given.files) await writeWhole(join(folder, name), content);
  return -1;
}

/** Brings the newest checkpoint to Redis now and then. @param known the step that is there already */
export function carryCheckpoint({ client, place, order, folder, worker, attempts, room }: CarrySpec, known: number) {
  const file = join(folder, CHECKPOINT_FILE);
  const controller = new AbortController();
  let step = known;
  let seen = Number.NaN;
  let took = 0;

  async function bring(): Promise<void> {
    const modified = (await stat(file).catch(() => undefined))?.mtimeMs;
    if (modified === undefined || modified === seen) return;
    const bytes = await readFile(file).catch(() => undefined);
    if (!bytes) return;
    seen = modified;
    const newest = stepOf(bytes, order);
    if (newest <= step) return;
    const began = performance.now();
    const environment = await readFile(join(folder, ENVIRONMENT_FILE)).catch(() => undefined);
    const files = new Map<string, Uint8Array>([
      [CHECKPOINT_FILE, bytes],
      ...(environment ? ([[ENVIRONMENT_FILE, environment]] as const) : []),
    ]);
    if (await putBundle(client, place, bundle({ kind: "checkpoint", worker, attempts, step: newest }, files), room)) step = newest;
    took = performance.now() - began;
  }

  const loop = (async () => {
    while (!controller.signal.aborted) {
      const pause = Math.max(LEAST_MS, 1000 * order.checkpointEvery, REST * took);
      await wait(pause, undefined, { signal: controller.signal }).catch(() => undefined);
      if (!controller.signal.aborted) await bring().catch(() => undefined);
    }
  })();
  return {
    /** Ends the carrying. */
    async stop(): Promise<void> {
      controller.abort();
      await loop;
    },
    /** The newest, now. */
    bring,
  };
}
