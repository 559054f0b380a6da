/** Keeps the weights of a training on its way, one sealed safetensors file each: at the start, every so many epochs or steps, and at the end. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { canonicalJson, type Run } from "../config";
import type { DataSet } from "../data/dataset";
import { makeFolder, writeWhole } from "../data/files";
import { fingerprint } from "../data/fingerprint";
import { UsageError, UserError } from "../errors";
import type { Snapshot } from "./engine";
import type { SnapshotKeeper } from "./loop";
import { epochAt, hasOneBatch, scheduleOf, stepsIn } from "./remedies/schedule";
import { decodeSealed, encodeSealed } from "./safetensors";

/** In the folder of the run. */
export const SNAPSHOT_FOLDER = "snapshots";

const FORMAT = "largebatch snapshot";
/** Goes up when an older snapshot would be read wrongly. */
const VERSION = "1";
const VECTORS = ["weights", "statistics"] as const satisfies (keyof Snapshot)[];

/** How far apart snapshots are. */
export interface Spacing {
  every: number;
  unit: "epochs" | "steps";
}

export interface SnapshotOptions extends Spacing {
  /** Of the run: the snapshots lie in its folder `snapshots`. */
  folder: string;
  run: Run;
  data: DataSet;
}

/** Where a training stood after so many steps. */
export interface StoredSnapshot extends Pick<Snapshot, (typeof VECTORS)[number]> {
  step: number;
  /** Steps in epochs; within one, no whole number. */
  epoch: number;
  /** Of which training: its run as canonical JSON, and the hash of its data. */
  run: string;
  data: string;
  /** Steps between two snapshots of the training that wrote it; undefined: written by an earlier version. */
  spacing?: number;
}

/** The spacing that a text gives: "5" or "epochs:5", "steps:100". @throws UsageError for another one */
export function parseSpacing(text: string): Spacing {
  const [, unit = "epochs", every] = /^(?:(epochs|steps):)?([1-9]\d*)$/.exec(text.trim()) ?? [];
  if (every === undefined) throw new UsageError(`--snapshots takes a number of epochs, or steps:N; got "${text}".`);
  return { every: Number(every), unit: unit as Spacing["unit"] };
}

/**
 * Snapshots of one training, beside its run. A training that starts begins them anew; one that is resumed keeps those up to its step and makes the later ones again, so that none is there
 * twice and none is missing. Its methods throw a UserError where snapshots of another run lie there, where one is missing or damaged, and where the folder cannot be written to.
 */
export function snapshotsIn({ folder, run, data, every, unit }: SnapshotOptions): SnapshotKeeper {
  const place = join(folder, SNAPSHOT_FOLDER);
  const schedule = scheduleOf(run, data.train.count);
  const stepsAnEpoch = stepsIn(schedule, data.train.count, 0);
  if (unit === "epochs" && !hasOneBatch(schedule))
    throw new UsageError(
      "The batch changes along the way, so epochs are not of one length: space snapshots by steps (--snapshots steps:N).",
    );
  const spacing = unit === "epochs" ? every * stepsAnEpoch : every;
  const identity = { run: canonicalJson(run), data: fingerprint(data) };
  const kept = new Set<number>();
  return {
    async begin(from) {
      const there = await snapshotFiles(folder);
      for (const { file } of there) requireOwn(await loadSnapshot(file), identity, file, place);
      const stays = ({ step }: { step: number }) => from !== undefined && step <= from;
      for (const { step } of there.filter(stays)) kept.add(step);
      for (let due = 0; due < (from ?? 0); due += spacing) if (!kept.has(due)) throw missing(place, due, from as number);
      await prepare(place, there.filter((each) => !stays(each)).map(({ file }) => file)); // biome-ignore format: one line
    },
    nextAfter: (step) => (Math.floor(step / spacing) + 1) * spacing,
    async keep(state, step) {
      if (kept.has(step)) return;
      const file = join(place, `step-${String(step).padStart(9, "0")}.safetensors`);
      await writeWhole(file, encode(state, { ...identity, step, epoch: epochAt(schedule, data.train.count, step), spacing })).catch(
        (error: Error) => {
          throw new UserError(
            `Cannot write the snapshot ${file}: ${error.message}. Make room or give another folder, then start the training again.`,
          );
        },
      );
      kept.add(step);
    },
  };
}

export interface SnapshotFile {
  step: number;
  file: string;
}

/** A run's snapshots in the order of their steps. @throws UserError where there are none */
export async function requireSnapshots(folder: string): Promise<SnapshotFile[]> {
  const files = await snapshotFiles(folder);
  if (files.length > 0) return files;
  throw new UserError(
    `There are no snapshots in ${join(folder, SNAPSHOT_FOLDER)}. Train again and keep some: npx largebatch train … --save ${folder} --snapshots 1`,
  );
}

/** The same; none where there are none. */
export async function snapshotFiles(folder: string): Promise<SnapshotFile[]> {
  const place = join(folder, SNAPSHOT_FOLDER);
  const names = await readdir(place).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new UserError(`Cannot read ${place}: ${error.message}.`);
  });
  return names
    .flatMap((name) => {
      const step = /^step-(\d+)\.safetensors$/.exec(name)?.[1];
      return step === undefined ? [] : [{ step: Number(step), file: join(place, name) }];
    })
    .sort((a, b) => a.step - b.step);
}

/** @throws UserError for a file that cannot be read, is damaged, or is no snapshot */
export async function loadSnapshot(file: string): Promise<StoredSnapshot> {
  const bytes = await readFile(file).catch((error: Error) => {
    throw new UserError(`Cannot read the snapshot ${file}: ${error.message}.`);
  });
  const { tensors, metadata } = decoded(bytes, file);
  if (metadata.format !== FORMAT) throw new UserError(`${file} is no snapshot of a training. ${REMEDY}`);
  if (metadata.version !== VERSION)
    throw new UserError(`${file} is of format ${metadata.version}; this version of largebatch reads ${VERSION}. ${REMEDY}`);
  const [weights, statistics] = VECTORS.map((name) => {
    const values = tensors[name]?.values;
    if (values instanceof Float32Array) return values;
    throw new UserError(`${file} has no ${name}. ${REMEDY}`);
  }) as [Float32Array, Float32Array];
  const { step, epoch, run = "", data = "", spacing } = metadata;
  return { step: Number(step), epoch: Number(epoch), weights, statistics, run, data, ...(spacing ? { spacing: Number(spacing) } : {}) };
}

/**
 * The snapshots in a run's folder, in the order of their steps; all at once, with 4 bytes a weight each.
 * @throws UserError where there are none, where one is damaged, and where they are not all of one training
 */
export async function loadSnapshots(folder: string): Promise<StoredSnapshot[]> {
  const files = await requireSnapshots(folder);
  const all: StoredSnapshot[] = [];
  for (const { file } of files) {
    const snapshot = await loadSnapshot(file);
    requireOwn(snapshot, all[0] ?? snapshot, file, join(folder, SNAPSHOT_FOLDER));
    all.push(snapshot);
  }
  return all;
}

const REMEDY = "Delete the folder that it lies in, and train the run again with --save and --snapshots.";

function decoded(bytes: Uint8Array, file: string): ReturnType<typeof decodeSealed> {
  try {
    return decodeSealed(bytes, file);
  } catch (error) {
    throw error instanceof UserError ? new UserError(`${error.message} ${REMEDY}`) : error;
  }
}

/** Steps that were kept once and whose files are gone, as the last snapshot of a training tells. */
export function missingSteps(files: readonly Pick<SnapshotFile, "step">[], { step: end, spacing = 0 }: StoredSnapshot): number[] {
  const there = new Set(files.map(({ step }) => step));
  const due = spacing > 0 ? Array.from({ length: Math.ceil(end / spacing) }, (_, i) => i * spacing) : [];
  return due.filter((step) => !there.has(step));
}

type Told = Required<Omit<StoredSnapshot, (typeof VECTORS)[number]>>;

function encode(state: Snapshot, { step, epoch, spacing, ...identity }: Told): Uint8Array {
  const tensors = Object.fromEntries(VECTORS.map((name) => [name, { shape: [state[name].length], values: state[name] }]));
  const numbers = { step: String(step), epoch: String(epoch), spacing: String(spacing) };
  return encodeSealed({ tensors, metadata: { format: FORMAT, version: VERSION, ...identity, ...numbers } });
}

/** @throws UserError for a snapshot of another training */
function requireOwn(found: StoredSnapshot, own: Pick<StoredSnapshot, "run" | "data">, file: string, place: string): void {
  if (found.run === own.run && found.data === own.data) return;
  const what = found.run === own.run ? "of other data" : "of another run";
  throw new UserError(`${file} is a snapshot ${what}. Give another folder, or delete ${place}.`);
}

const missing = (place: string, step: number, from: number): UserError =>
  new UserError(
    `The training goes on at step ${from}, but ${place} has no snapshot of step ${step}: it began without --snapshots, or with others. ` +
      "Go on without --snapshots, or delete the checkpoint to train from the start.",
  );

/** Makes the folder, and clears away what the training will write again, and what a killed process left half written. */
async function prepare(place: string, stale: string[]): Promise<void> {
  try {
    makeFolder(place);
    const halves = (await readdir(place)).filter((name) => /^step-.*\.part$/.test(name)).map((name) => join(place, name));
    for (const file of [...stale, ...halves]) await rm(file, { force: true });
  } catch (error) {
    throw new UserError(`Snapshots cannot be kept in ${place}: ${(error as Error).message}. Give a folder that can be written to.`);
  }
}
