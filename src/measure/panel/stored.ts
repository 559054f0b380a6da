/** Results of measures beside the run: one file a measure and settings, so that nothing is measured twice and nothing is overwritten by other settings. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, sha256, writeWhole } from "../../data/files";
import { UserError } from "../../errors";

/** What a result depends on. */
export interface MeasureKey {
  what: string;
  settings: Record<string, number>;
  seed: number;
  split: string;
  /** Examples of the split that were used, all or the first of a seeded order. */
  examples: number;
  batchNorm: string;
  /** Hash of the weights. */
  weights: string;
  /** Hash of the data. */
  data: string;
  /** Goes up when a measure gives other numbers for the same settings. */
  version: number;
}

export interface StoredMeasure extends MeasureKey {
  result: unknown;
  seconds: number;
  backend: string;
  measuredAt: string;
}

/** Goes up when a measure gives other numbers for the same settings. */
export const MEASURE_VERSION = 1;

/** A short hash of all that a result depends on. */
export function keyHash(key: MeasureKey): string {
  const text = JSON.stringify(key, [...Object.keys(key), ...Object.keys(key.settings)].sort());
  return sha256(Buffer.from(text)).slice(0, 12);
}

/** Where the result lies: `<run>/measures/<what>-<hash>.json`. */
export const measureFile = (folder: string, key: MeasureKey): string => join(folder, "measures", `${key.what}-${keyHash(key)}.json`);

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

/** Keeps a result; whole or not at all. */
export async function writeMeasure(folder: string, stored: StoredMeasure): Promise<string> {
  const { result: _result, seconds: _seconds, backend: _backend, measuredAt: _at, ...key } = stored;
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
