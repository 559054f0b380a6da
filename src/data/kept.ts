/** Data sets that stay loaded: runs and measures that follow one another mostly share one, and loading takes longer than many a small run. */
import type { DataName, DataSet } from "./dataset";
import { type LoadOptions, loadData } from "./load";

/** Two, since a sweep that tunes its learning rates goes from one set to the other. */
const MOST = 2;

/** By what the set depends on, latest last. */
const kept = new Map<string, Promise<DataSet>>();

/** What of a run says what it is trained on. */
export interface DataChoice extends Pick<LoadOptions, "trainSize" | "validation"> {
  data: DataName;
}

/**
 * The data set of a run, from memory where one of the last two calls asked for the same.
 * @throws UserError as `loadData` does
 */
export function keptData({ data, trainSize, validation }: DataChoice): Promise<DataSet> {
  const key = JSON.stringify([data, trainSize, validation, process.env.LARGEBATCH_DATA]);
  const set = kept.get(key) ?? loadData(data, { trainSize, validation });
  kept.delete(key);
  kept.set(key, set);
  // What could not be loaded may be there the next time.
  set.catch(() => kept.delete(key));
  for (const oldest of [...kept.keys()].slice(0, -MOST)) kept.delete(oldest);
  return set;
}
