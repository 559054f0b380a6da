/** Measures many stored runs of one network and data set: data and recorded gradients are brought to the device once for all of them; where it takes long, in two processes. */
import { inTwo } from "../../ahead/in-two";
import { UsageError } from "../../errors";
import { loadRun } from "../../train/run-folder";
import { ofOneFunction } from "./joint";
import { jobsOf, type MeasureOptions } from "./options";
import { measureTask, type Task, taskOf } from "./session";
import { readMeasure, type StoredMeasure } from "./stored";
import { openWorkplace, requireFinite, rescaled, type Workplace } from "./workplace";

export interface EachOptions extends Omit<MeasureOptions, "onEstimate" | "onPass" | "onResult"> {
  /** Told after each run. */
  onRun?(folder: string, results: StoredMeasure[]): void;
}

/**
 * `measureRun` for each folder, with the same results kept beside each run.
 * @returns a list a run, in the order of `folders`; in it the results in the order of `what`
 * @throws as `measureRun` does; UsageError for runs of another network or data than the first
 */
export async function measureEach(folders: readonly string[], options: EachOptions): Promise<StoredMeasure[][]> {
  const jobs = jobsOf(options);
  const [first] = folders;
  if (first === undefined) return [];
  const { what, settings, seed, split, examples, batchNorm, rescale, again, signal } = options;
  const plain = { what, settings, seed, split, examples, batchNorm, rescale };
  const place = await openWorkplace(first, options);
  const measure = async (folder: string): Promise<StoredMeasure[]> => {
    const here = await moved(place, folder);
    const stored = rescaled(here.stored, rescale, here.network);
    const results: StoredMeasure[] = [];
    for (const job of jobs) results.push(await known(folder, here, await taskOf(job, here, stored, options), options));
    options.onRun?.(folder, results);
    return results;
  };
  try {
    // What is measured again would be measured by both.
    const least = again ? Number.POSITIVE_INFINITY : undefined;
    return await inTwo(folders, measure, { task: "measure", itemOf: (folder) => ({ folder, options: plain }), least, signal });
  } finally {
    place.losses.dispose();
  }
}

/** The result that lies there, or a new one. */
async function known(folder: string, place: Workplace, task: Task, options: EachOptions): Promise<StoredMeasure> {
  const there = options.again ? undefined : await readMeasure(folder, task.key);
  return there ?? (await measureTask(folder, place, task, options, { onEstimate: () => {}, onPass: () => {} })).stored;
}

/** The workplace with another run in it. @throws UsageError for one whose loss is another function */
async function moved(place: Workplace, folder: string): Promise<Workplace> {
  const { stored: first } = place;
  if (folder === first.folder) return place;
  const stored = requireFinite(await loadRun(folder));
  const keys = [...new Set([...Object.keys(first.run), ...Object.keys(stored.run)])] as (keyof typeof stored.run)[];
  const other = keys.find((key) => !ofOneFunction(key) && stored.run[key] !== first.run[key]);
  if (other)
    throw new UsageError(`${folder} and ${first.folder} are measured apart: ${other} is ${stored.run[other]} and ${first.run[other]}.`);
  if (stored.result.dataSha256 !== first.result.dataSha256)
    throw new UsageError(`${folder} and ${first.folder} were trained on other files of ${first.run.data}.`);
  // Snapshots are the first run's: a measure that follows the training is opened for each run by itself.
  return { ...place, stored, snapshots: async () => (await openWorkplace(folder, {})).snapshots() };
}
