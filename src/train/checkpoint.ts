/** Keeps a training on disk: a folder with one safetensors file that is always whole, and that only the same run on the same data goes on from. */
import { createHash } from "node:crypto";
import { access, constants, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { canonicalJson, type Run } from "../config";
import type { DataSet } from "../data/dataset";
import { writeWhole } from "../data/files";
import { UserError } from "../errors";
import type { Snapshot } from "./engine";
import type { Checkpoint, Progress, Saved } from "./loop";
import { decodeSealed, encodeSealed, type Stored } from "./safetensors";

export const CHECKPOINT_FILE = "checkpoint.safetensors";

const FORMAT = "largebatch checkpoint";
/** Goes up when an older checkpoint would be read wrongly, or would lead to other numbers. */
const VERSION = "1";

export interface DiskCheckpoint extends Checkpoint {
  /** Path of the file, whether or not it is there. */
  file: string;
  /** When the training is done and its result is safe. @returns whether there was a checkpoint */
  remove(): Promise<boolean>;
}

export interface CheckpointOptions {
  folder: string;
  run: Run;
  data: DataSet;
  /** Default 60. */
  everySeconds?: number;
}

/**
 * The checkpoint of a run in a folder. One process at a time; what is saved stays whole whenever the process is killed.
 * Its methods throw a UserError that names the file, what is wrong and what to do.
 */
export function checkpointIn({ folder, run, data, everySeconds = 60 }: CheckpointOptions): DiskCheckpoint {
  const file = join(folder, CHECKPOINT_FILE);
  const identity = { format: FORMAT, version: VERSION, run: canonicalJson(run), data: fingerprint(data), variant: data.variant ?? "" };
  let kept: number | undefined;
  return {
    file,
    everySeconds,
    async load(like) {
      await prepare(folder);
      const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined;
        throw new UserError(`Cannot read the checkpoint ${file}: ${error.message}. ${remedy(file)}`);
      });
      if (!bytes) return undefined;
      const saved = decode(bytes, file, identity, like);
      kept = saved.progress.step;
      return saved;
    },
    async save(saved) {
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
      await rm(file, { force: true });
      const was = kept !== undefined;
      kept = undefined;
      return was;
    },
  };
}

const remedy = (file: string): string => `Delete ${file} to train from the start, or give another folder.`;

/** Makes the folder and clears away what a killed process left half written. @throws UserError where it cannot be written to */
async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
    const left = (await readdir(folder)).filter((name) => name.startsWith(`${CHECKPOINT_FILE}.`) && name.endsWith(".part"));
    await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
  } catch (error) {
    throw new UserError(`Checkpoints cannot be kept in ${folder}: ${(error as Error).message}. Give a folder that can be written to.`);
  }
}

/** SHA-256 of all that a training sees of a data set. */
function fingerprint({ shape, classes, train, test }: DataSet): string {
  const hash = createHash("sha256").update(JSON.stringify([shape, classes, train.count, test.count]));
  for (const { images, labels } of [train, test]) hash.update(images).update(labels);
  return hash.digest("hex");
}

type Identity = Record<"format" | "version" | "run" | "data" | "variant", string>;

const VECTORS = ["weights", "slots", "statistics"] as const satisfies (keyof Snapshot)[];

function encode({ state, progress, backend }: Saved, identity: Identity): Uint8Array {
  const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [state[name].length], values: state[name] }]));
  return encodeSealed({ tensors, metadata: { ...identity, backend, progress: JSON.stringify(progress, spellNonFinite) } });
}

function decode(bytes: Uint8Array, file: string, identity: Identity, like: Snapshot): Saved {
  try {
    const { tensors, metadata } = decodeSealed(bytes, file);
    requireSame(metadata, identity, file);
    const state = Object.fromEntries(VECTORS.map((name) => [name, vector(tensors, name, like[name].length, file)]));
    return { state: state as unknown as Snapshot, progress: parseProgress(metadata.progress ?? "", file), backend: metadata.backend ?? "" };
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

/** The settings in which two runs differ, each given as JSON. */
function differences(there: string, asked: string): string {
  const [a, b] = [JSON.parse(there), JSON.parse(asked)] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((key) => a[key] !== b[key])
    .map((key) => `${key} is ${a[key] ?? "not set"} there, ${b[key] ?? "not set"} here`)
    .join("; ");
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
