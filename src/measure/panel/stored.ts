/** Results of measures beside the run: one file a measure and settings, so that nothing is measured twice and nothing is overwritten by other settings. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, sha256, writeWhole } from "../../data/files";
import { UserError } from "../../errors";

/** What a result depends on. */
export interface MeasureKey {
  what: string;
  settings: Record<string, number>;
  seed: number;
  /** `train`, `test`; of measures of several runs also `both`, or `history` where no examples were needed. */
  split: string;
  /** Examples of the split that were used, all or the first of a seeded order. */
  examples: number;
  batchNorm: string;
  /** The same function at rescaled weights: layer `layer` times `alpha`. Absent: the weights as they are. */
  rescale?: { layer: number; alpha: number };
  /** Hash of the weights; of several runs: of all that the result takes from them. */
  weights: string;
  /** Hash of the data. */
  data: string;
  /** Goes up when a measure gives other numbers for the same settings. */
  version: number;
}

export interface StoredMeasure extends MeasureKey {
  /** Folders of the runs, where it is a measure of several, in their order. */
  runs?: string[];
  result: unknown;
  seconds: number;
  backend: string;
  measuredAt: string;
}

/** Goes up when measures give other numbers for the same settings: all of them, or one. */
export const MEASURE_VERSION = 1;
const VERSIONS: Record<string, number> = { noise: 2, flatness: 2, trajectory: 2, edge: 2 };

/** The version of a measure's numbers. */
export const versionOf = (what: string): number => (Object.hasOwn(VERSIONS, what) && VERSIONS[what]) || MEASURE_VERSION;

/** A short hash of all that a result depends on. */
export function keyHash(key: MeasureKey): string {
  const text = JSON.stringify(key, [...Object.keys(key), ...Object.keys(key.settings), ...Object.keys(key.rescale ?? {})].sort());
  return sha256(Buffer.from(text)).slice(0, 12);
}

const nameOf = (folder: string, key: MeasureKey): string => join(folder, "measures", `${key.what}-${keyHash(key)}`);

/** Where the result lies: `<run>/measures/<what>-<hash>.json`. */
export const measureFile = (folder: string, key: MeasureKey): string => `${nameOf(folder, key)}.json`;

/** Where a measure that can go on after an interruption keeps what it has so far. */
export const partialFile = (folder: string, key: MeasureKey): string => `${nameOf(folder, key)}.partial`;

/** @returns the result with these very settings, if it is there and whole */
export async function readMeasure(folder: string, key: MeasureKey): Promise<StoredMeasure | undefined> {
  const file = measureFile(folder, key);
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw new UserError(`Cannot read ${file}: ${error.message}.`);
  });
  if (text === undefined) return undefined;
  try {
    const { sha256: sum, ...stored } = JSON.parse(text) as StoredMeasure & { sha256: string };
    if (sum === checksum(stored)) return stored;
  } catch {
    // Said below: a file that is no JSON is as damaged as one with another checksum.
  }
  throw new UserError(`${file} is damaged. Delete it, or measure again with --again.`);
}

/** How a result that is not there yet comes about. */
export interface Fresh {
  key: MeasureKey;
  /** What computes. */
  backend: string;
  /** Folders of the runs, of a measure of several. */
  runs?: string[];
  /** Whether an interrupted attempt does not count. */
  again?: boolean | undefined;
  /** @param partial a file for what is done so far; removed once the result is kept */
  measure(partial: string): Promise<object>;
}

/** Measures, and keeps the result. @returns it, and where it lies */
export async function measureAndKeep(
  folder: string,
  { key, backend, runs, again, measure }: Fresh,
): Promise<{ stored: StoredMeasure; file: string }> {
  const partial = partialFile(folder, key);
  if (again) await rm(partial, { force: true });
  const began = performance.now();
  // As JSON has it, where what is no number is null: the fresh result and the kept one are the same.
  const result: unknown = JSON.parse(JSON.stringify(await measure(partial)));
  const stored: StoredMeasure = {
    ...key,
    ...(runs ? { runs } : {}),
    result,
    seconds: (performance.now() - began) / 1000,
    backend,
    measuredAt: new Date().toISOString(),
  };
  const file = await writeMeasure(folder, key, stored);
  await rm(partial, { force: true });
  return { stored, file };
}

/** Keeps a result; whole or not at all. */
async function writeMeasure(folder: string, key: MeasureKey, stored: StoredMeasure): Promise<string> {
  const file = measureFile(folder, key);
  try {
    makeFolder(join(folder, "measures"));
    await writeWhole(file, `${JSON.stringify({ ...stored, sha256: checksum(stored) }, null, 1)}\n`);
  } catch (error) {
    throw new UserError(
      `The result cannot be kept in ${file}: ${(error as Error).message}. Give a run in a folder that can be written to.`,
    );
  }
  return file;
}

const checksum = (stored: object): string => sha256(Buffer.from(JSON.stringify(stored)));
