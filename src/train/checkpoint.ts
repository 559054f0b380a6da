/** Keeps a training on disk: a folder with one safetensors file that is always whole, and that only the same run on the same data goes on from. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { canonicalJson, differences, type Run } from "../config";
import type { DataSet } from "../data/dataset";
import { makeWritable, sizeOf, writeWhole } from "../data/files";
import { fingerprint } from "../data/fingerprint";
import { UserError } from "../errors";
import type { Snapshot } from "./engine";
import { type Lock, lockAt } from "./lock";
import type { Checkpoint, Progress, Saved } from "./loop";
import { decodeSealed, encodeSealed, type Stored } from "./safetensors";

export const CHECKPOINT_FILE = "checkpoint.safetensors";
export const LOCK_FILE = `${CHECKPOINT_FILE}.lock`;

const FORMAT = "largebatch checkpoint";
/** Goes up when an older checkpoint would be read wrongly, or would lead to other numbers. */
const VERSION = "1";

export interface DiskCheckpoint extends Checkpoint {
  /** Path of the file, whether or not it is there. */
  file: string;
  /** When the training is done and its result is safe. A file of another run, or of another process by now, stays. @returns whether there was a checkpoint */
  remove(): Promise<boolean>;
  /** Gives the folder back. What is saved stays. */
  close(): Promise<void>;
}

export interface CheckpointOptions {
  folder: string;
  run: Run;
  data: DataSet;
  /** Default 60. */
  everySeconds?: number;
}

/**
 * The checkpoint of a run in a folder, which it holds from its first `load` or `save` on until `close` or `remove`: one process a folder, one training at a time.
 * What is saved stays whole whenever the process is killed; the next one takes the folder over from a dead process. Its methods throw a UserError that names the file, what is wrong and what to do.
 */
export function checkpointIn({ folder, run, data, everySeconds = 60 }: CheckpointOptions): DiskCheckpoint {
  const file = join(folder, CHECKPOINT_FILE);
  const identity = { format: FORMAT, version: VERSION, run: canonicalJson(run), data: fingerprint(data), variant: data.variant ?? "" };
  const lock = lockAt(join(folder, LOCK_FILE), `${run.network} on ${run.data}, batch ${run.batch}, seed ${run.seed}`);
  let kept: number | undefined;
  return {
    file,
    everySeconds,
    async load(like) {
      await prepare(folder, lock);
      try {
        const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
          if (error.code === "ENOENT") return undefined;
          throw new UserError(`Cannot read the checkpoint ${file}: ${error.message}. ${remedy(file)}`);
        });
        const saved = bytes && decode(bytes, file, identity, like);
        kept = saved?.progress.step;
        return saved;
      } catch (error) {
        await lock.release();
        throw error;
      }
    },
    async save(saved) {
      if (await prepare(folder, lock)) await requireOwn(file, identity);
      await writeWhole(file, encode(saved, identity)).catch((error: Error) => {
        const before = kept === undefined ? "Nothing was saved before it" : `What was saved at step ${kept} is whole`;
        throw new UserError(
          `Cannot write the checkpoint ${file} at step ${saved.progress.step}: ${error.message}. ${before}. ` +
            "Make room or give another folder, then start the same training again.",
        );
      });
      kept = saved.progress.step;
    },
    async remove() {
      kept = undefined;
      try {
        if ((await sizeOf(file)) === undefined) return false;
        await prepare(folder, lock);
        await requireOwn(file, identity);
        await rm(file, { force: true });
        return true;
      } catch (error) {
        if (error instanceof UserError) return false;
        throw error;
      } finally {
        await lock.release();
      }
    },
    close: () => lock.release(),
  };
}

const remedy = (file: string): string => `Delete ${file} to train from the start, or give another folder.`;

/**
 * Makes the folder, takes its lock and clears away what a killed process left half written. @returns whether the lock was not held before
 * @throws UserError where the folder cannot be written to, or another has it
 */
async function prepare(folder: string, lock: Lock): Promise<boolean> {
  try {
    makeWritable(folder);
    if (!(await lock.take())) return false;
    const left = (await readdir(folder)).filter((name) => name.startsWith(`${CHECKPOINT_FILE}.`) && /\.(part|stale)$/.test(name));
    await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
    return true;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`Checkpoints cannot be kept in ${folder}: ${(error as Error).message}. Give a folder that can be written to.`);
  }
}

/** @throws UserError where the file is there and is not this run's */
async function requireOwn(file: string, identity: Identity): Promise<void> {
  if ((await sizeOf(file)) === undefined) return;
  const bytes = await readFile(file);
  advising(file, () => requireSame(decodeSealed(bytes, file).metadata, identity, file));
}

type Identity = Record<"format" | "version" | "run" | "data" | "variant", string>;

const VECTORS = ["weights", "slots", "statistics"] as const satisfies (keyof Snapshot)[];
/** Those of a state: what remedies keep is in the file where there is any. */
const vectorsOf = ({ extra }: Snapshot): (keyof Snapshot)[] => [...VECTORS, ...(extra ? (["extra"] as const) : [])];

function encode({ state, progress, backend }: Saved, identity: Identity): Uint8Array {
  const tensors = Object.fromEntries(
    vectorsOf(state).map((name) => {
      const values = state[name] as Float32Array;
      return [name, { shape: [values.length], values }];
    }),
  );
  return encodeSealed({ tensors, metadata: { ...identity, backend, progress: JSON.stringify(progress, spellNonFinite) } });
}

function decode(bytes: Uint8Array, file: string, identity: Identity, like: Snapshot): Saved {
  return advising(file, () => {
    const { tensors, metadata } = decodeSealed(bytes, file);
    requireSame(metadata, identity, file);
    const state = Object.fromEntries(
      vectorsOf(like).map((name) => [name, vector(tensors, name, (like[name] as Float32Array).length, file)]),
    );
    return { state: state as unknown as Snapshot, progress: parseProgress(metadata.progress ?? "", file), backend: metadata.backend ?? "" };
  });
}

/** Adds to what is wrong with a file what to do. */
function advising<T>(file: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message} ${remedy(file)}`) : error;
  }
}

/** @throws UserError unless the checkpoint is of this format, run and data */
function requireSame(metadata: Record<string, string>, identity: Identity, file: string): void {
  const { format, version, run, data, variant } = metadata;
  if (format !== identity.format)
    throw new UserError(`${file} is no checkpoint of a training${format ? ` (its format is ${JSON.stringify(format)})` : ""}.`);
  if (version !== identity.version)
    throw new UserError(`${file} is a checkpoint of format ${version}; this version of largebatch reads format ${identity.version}.`);
  if (run !== identity.run) throw new UserError(`${file} is the checkpoint of another run: ${differences(run ?? "{}", identity.run)}.`);
  if (data !== identity.data) {
    const name = (text: string | undefined) => (text ? `“${text}”` : "the official data");
    const which = variant === identity.variant ? "the files have changed since" : `${name(variant)} there, ${name(identity.variant)} now`;
    throw new UserError(`${file} was trained on other data: ${which}.`);
  }
}

function vector(tensors: Stored["tensors"], name: string, length: number, file: string): Float32Array {
  const values = tensors[name]?.values;
  if (!(values instanceof Float32Array) || values.length !== length)
    throw new UserError(
      `${file} is of another network or optimizer: expected ${length} numbers of ${name}, got ${values?.length ?? "none"}.`,
    );
  return values;
}

/** JSON has no such numbers; a stall's first reference is infinite, and a test loss can be. */
const spellNonFinite = (_key: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? String(value) : value;

const real = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"]).transform(Number)]);
const count = z.number().int().min(0);
const PROGRESS = z.object({
  step: count,
  epoch: count,
  done: count,
  sum: real,
  stall: z.object({ reference: real, waited: count, stalled: z.boolean() }),
  history: z.array(z.object({ epoch: count, step: count, trainLoss: real, test: z.object({ loss: real, accuracy: real }).optional() })),
  seconds: real,
});

function parseProgress(text: string, file: string): Progress {
  try {
    return PROGRESS.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new UserError(`${file} does not say how far its training was: ${why}.`);
  }
}
