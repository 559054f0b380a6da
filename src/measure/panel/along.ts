/** Measures along a training: each measure at each snapshot of a stored run, every result kept beside the run as soon as it is there. */
import { UsageError } from "../../errors";
import { loadSnapshot, missingSteps, requireSnapshots, type SnapshotFile } from "../../train/snapshots";
import { headlineOf } from "./measure";
import { type Estimate, type Job, jobsOf, type MeasureOptions } from "./options";
import { measureTask, shareLoss, type Task, taskOf } from "./session";
import { type MeasureKey, readMeasure, type StoredMeasure } from "./stored";
import { openWorkplace, requireEnd, requireOfRun, rescaled, type Workplace } from "./workplace";

export interface AlongRow {
  /** Steps in epochs; within one, no whole number. */
  epoch: number;
  /** Steps since the start. */
  step: number;
  /** The measure's main number, named by `number`; null where it has none. */
  value: number | null;
  result: unknown;
}

/** One measure along a training, with all that its rows depend on. */
export interface Along extends Omit<MeasureKey, "weights" | "data" | "version"> {
  /** Which number of the result `value` is. */
  number: string | null;
  /** One a snapshot, in the order of the training; the last is its end. */
  rows: AlongRow[];
  /** Steps whose snapshots were kept and are gone: they have no row. */
  missing: number[];
}

export interface AlongOptions extends Omit<MeasureOptions, "onResult"> {
  /** Measures at the snapshots of these steps alone; default: at all. */
  at?: readonly number[];
  /** Told of each measure when it begins; its rows are added as they come, so that they are there when it is interrupted. */
  onBegin?(along: Along): void;
  onRow?(what: string, row: AlongRow): void;
}

/**
 * Measures a run at its start, at each of its snapshots and at its end. Random numbers are the same at each, so that they do not blur what changes.
 * @returns one entry a measure, in the order of `what`
 * @throws as `measureRun` does; UserError for a run without snapshots, UsageError for a measure that follows the training by itself
 */
export async function measureAlong(folder: string, options: AlongOptions): Promise<Along[]> {
  const jobs = jobsOf(options);
  const wrong = jobs.find(({ measure }) => measure.ofTraining);
  if (wrong) throw new UsageError(`${wrong.name} follows the training by itself: leave out --along.`);
  const files = await requireSnapshots(folder);
  const chosen = files.filter(({ step }) => options.at?.includes(step) ?? true);
  const place = await openWorkplace(folder, options);
  try {
    const missing = missingSteps(files, await requireEnd(place.stored, files));
    const plans: Plan[] = [];
    for (const job of jobs) plans.push(await planOf(job, place, chosen, options));
    await shareLoss(
      place,
      plans.flatMap(({ points }) => points.filter(({ known }) => !known).slice(0, 1).map(({ task }) => task)), // biome-ignore format: one line
    );
    const results: Along[] = [];
    for (const plan of plans) results.push(await follow(place, plan, missing, options));
    return results;
  } finally {
    place.losses.dispose();
  }
}

/** One measure at every snapshot: what is there, and what is left to do. */
interface Plan {
  job: Job;
  points: { epoch: number; step: number; file: string; task: Task; known: StoredMeasure | undefined }[];
}

async function planOf(job: Job, place: Workplace, files: readonly SnapshotFile[], options: AlongOptions): Promise<Plan> {
  const points: Plan["points"] = [];
  for (const { file } of files) {
    const { epoch, step, stored } = await runAt(file, place, options);
    const task = await taskOf(job, place, stored, options);
    const known = options.again ? undefined : await readMeasure(place.stored.folder, task.key);
    points.push({ epoch, step, file, task: light(task), known });
  }
  return { job, points };
}

/** The run with its weights at a snapshot. */
async function runAt(file: string, place: Workplace, { rescale }: AlongOptions) {
  const snapshot = await loadSnapshot(file);
  requireOfRun(snapshot, place.stored);
  const { epoch, step, weights, statistics } = snapshot;
  return { epoch, step, stored: rescaled({ ...place.stored, weights, statistics }, rescale, place.network) };
}

/** Without the weights: they are read again when it is this snapshot's turn, so that one is in memory at a time. */
const light = (task: Task): Task => ({
  ...task,
  known: { ...task.known, stored: { ...task.known.stored, weights: new Float32Array() } },
});

async function follow(place: Workplace, { job, points }: Plan, missing: number[], options: AlongOptions): Promise<Along> {
  const { name, measure } = job;
  const { folder } = place.stored;
  const left = points.filter(({ known }) => !known).length;
  const label = `${name} at ${left} of ${points.length} snapshots`;
  const { weights: _weights, data: _data, version: _version, ...key } = (points[0] as Plan["points"][number]).task.key;
  const along: Along = { ...key, number: measure.headline ?? null, rows: [], missing };
  options.onBegin?.(along);
  let before = 0;
  let each: number | undefined;
  for (const { epoch, step, file, task, known } of points) {
    const measured = async () => {
      const { stored } = await runAt(file, place, options);
      const there = { ...task, known: { ...task.known, stored } };
      const result = await measureTask(folder, place, there, options, {
        // All snapshots cost the same: the first one speaks for all.
        onEstimate: (estimate) => {
          if (each === undefined) options.onEstimate?.(label, times(estimate, left));
          each = estimate.passes;
        },
        onPass: (done) => options.onPass?.(label, before + done, left * (each ?? 0)),
      });
      before += each ?? 0;
      return result.stored;
    };
    const { result } = known ?? (await measured());
    const row = { epoch, step, value: headlineOf(measure, result) ?? null, result };
    along.rows.push(row);
    options.onRow?.(name, row);
  }
  return along;
}

function times({ losses = 0, gradients = 0, products = 0, ...rest }: Estimate, by: number): Estimate {
  return {
    ...rest,
    losses: by * losses,
    gradients: by * gradients,
    products: by * products,
    passes: by * rest.passes,
    seconds: by * rest.seconds,
  };
}
