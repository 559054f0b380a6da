/** What is computed along a stored run's training, or from it, and is no measure of its end: kept beside the run, so that it is computed once. */
import { join } from "node:path";
import type { DataSet } from "../data/dataset";
import type { BatchNormMode } from "../measure/network-loss";
import { keyHash, type MeasureKey, measureAndKeep, readMeasure, versionOf } from "../measure/panel/stored";
import { COURSES_FOLDER } from "../sweep/store/paths";
import type { StoredRun } from "../train/run-folder";

export interface Course {
  what: string;
  settings: Record<string, number>;
  /** Of what it is measured with; default `running`. */
  batchNorm?: BatchNormMode;
  data: DataSet;
  /** Hash of all weights that it depends on; default: those at the run's end. */
  depends?: string;
}

/**
 * Takes the rows from beside the run, or makes and keeps them there.
 * @throws UserError where what lies there is damaged, or the folder cannot be written to
 */
export async function keptCourse<T>(
  { folder, result }: StoredRun,
  { what, settings, batchNorm = "running", data, depends = result.weightsSha256 }: Course,
  work: () => Promise<T[]>,
): Promise<T[]> {
  const key: MeasureKey = {
    what,
    settings,
    seed: 1,
    split: "train",
    examples: data.train.count,
    batchNorm,
    weights: depends,
    data: result.dataSha256,
    version: versionOf(what),
  };
  // A folder of its own: `measures` holds what the panel measures of the run itself.
  const place = join(folder, COURSES_FOLDER, keyHash(key));
  const known = await readMeasure(place, key);
  if (known) return (known.result as { rows: T[] }).rows;
  const { stored } = await measureAndKeep(place, { key, backend: result.backend, measure: async () => ({ rows: await work() }) });
  return (stored.result as { rows: T[] }).rows;
}
