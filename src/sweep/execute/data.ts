/** The data set of a run, kept loaded: runs of a sweep mostly share it, and loading takes longer than many a small run. */
import type { Run } from "../../config";
import { loadData } from "../../data";
import type { DataSet } from "../../data/dataset";

/** Two, since a sweep that tunes its learning rates goes from one set to the other. */
const MOST = 2;

/** By what the set depends on, latest last. */
const kept = new Map<string, Promise<DataSet>>();

/** @throws UserError as `loadData` does */
export function dataOf({ data, trainSize, validation }: Run): Promise<DataSet> {
  const key = JSON.stringify([data, trainSize, validation]);
  const set = kept.get(key) ?? loadData(data, { trainSize, validation });
  kept.delete(key);
  kept.set(key, set);
  // What could not be loaded may be there the next time.
  set.catch(() => kept.delete(key));
  for (const oldest of [...kept.keys()].slice(0, -MOST)) kept.delete(oldest);
  return set;
}
