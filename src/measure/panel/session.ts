/** Measures one stored run: what was measured before with the same settings is taken from beside the run, the rest is measured and kept there. */
import { sha256 } from "../../data/files";
import { UsageError } from "../../errors";
import { type StoredRun, vectorSha256 } from "../../train/run-folder";
import { type NetworkLoss, refuseRecomputed } from "../network-loss";
import type { SumKind } from "../sums";
import type { LossSpec } from "./losses";
import { type Cost, type Known, streamOf } from "./measure";
import { blaming, type Estimate, type Job, jobsOf, type MeasureOptions } from "./options";
import { keyHash, type MeasureKey, measureAndKeep, readMeasure, type StoredMeasure, versionOf } from "./stored";
import { knownOf, openWorkplace, rescaled, type Workplace } from "./workplace";

export type { Estimate, MeasureOptions } from "./options";

/** What a pass of each sort is timed by: the first that the measure uses. */
const KINDS_OF: Record<keyof Cost, readonly SumKind[]> = {
  losses: ["loss"],
  gradients: ["gradient"],
  products: ["hessian", "gaussNewton"],
};

/**
 * Measures a run in a folder.
 * @returns the results, in the order of `what`
 * @throws UsageError for unknown measures or settings, UserError where the run or its data are not there, or not what they were
 */
export async function measureRun(folder: string, options: MeasureOptions): Promise<StoredMeasure[]> {
  const jobs = jobsOf(options);
  const place = await openWorkplace(folder, options);
  const stored = rescaled(place.stored, options.rescale, place.network);
  try {
    const planned: { task: Task; known: StoredMeasure | undefined }[] = [];
    for (const job of jobs) {
      const task = await taskOf(job, place, stored, options);
      planned.push({ task, known: options.again ? undefined : await readMeasure(folder, task.key) });
    }
    await shareLoss(
      place,
      planned.flatMap(({ task, known }) => (known ? [] : [task])),
    );
    const results: StoredMeasure[] = [];
    for (const { task, known } of planned) {
      const { name } = task.job;
      const of = {
        onEstimate: (estimate: Estimate) => options.onEstimate?.(name, estimate),
        onPass: (done: number, most: number) => options.onPass?.(name, done, most),
      };
      const { stored: result, file } = known ? { stored: known, file: undefined } : await measureTask(folder, place, task, options, of);
      results.push(result);
      options.onResult?.(result, file);
    }
    return results;
  } finally {
    place.losses.dispose();
  }
}

/** One measure at one point of weight space. */
export interface Task {
  job: Job;
  known: Known;
  key: MeasureKey;
  /** The loss that it acts on. */
  loss: LossSpec;
}

/** @throws UserError for a run that the measure cannot measure */
export async function taskOf(
  job: Job,
  place: Workplace,
  stored: StoredRun,
  { split: askedSplit, batchNorm: askedMode, seed = 1, rescale }: MeasureOptions,
): Promise<Task> {
  const { name, measure, settings } = job;
  const known = knownOf(place, stored);
  if (rescale && measure.ofTraining)
    await blaming(name, () => {
      throw new RangeError("it follows the training itself, and cannot be measured at rescaled weights.");
    });
  const own = await blaming(name, async () => {
    await measure.check?.(settings, known, { split: askedSplit ?? "train", batchNorm: askedMode ?? "running" });
    return measure.on?.(known);
  });
  requireAgreed(name, "--split", askedSplit, own?.split);
  requireAgreed(name, "--batch-norm", askedMode, own?.batchNorm);
  const loss: LossSpec = { split: askedSplit ?? "train", batchNorm: askedMode ?? "running", ...own, kinds: measure.kinds };
  if (measure.kinds.some((kind) => kind !== "loss")) await blaming(name, () => refuseRecomputed(loss.batchNorm, place.network));
  const weights = vectorSha256(stored.weights);
  const also = await measure.also?.(known);
  const key: MeasureKey = {
    what: name,
    settings,
    seed,
    split: loss.split,
    examples: place.data[loss.split].count,
    batchNorm: loss.batchNorm,
    ...(rescale ? { rescale } : {}),
    weights: also === undefined ? weights : sha256(Buffer.from(`${weights} ${also}`)),
    data: place.dataSha256,
    version: versionOf(name),
  };
  return { job, known, key, loss };
}

/** @throws UsageError for a choice that the measure would pass over, because it has its own */
function requireAgreed(name: string, flag: string, asked: string | undefined, own: string | undefined): void {
  if (asked !== undefined && own !== undefined && asked !== own)
    throw new UsageError(`${name} is measured with ${flag} ${own} alone: leave out ${flag} ${asked}, or the measure.`);
}

/** Makes one loss for all tasks that ask for the same one, with what any of them needs of it. */
export async function shareLoss(place: Workplace, tasks: readonly Task[]): Promise<void> {
  const same = (a: LossSpec, b: LossSpec) => a.split === b.split && a.batchNorm === b.batchNorm && a.chunk === b.chunk;
  for (const { loss, known } of tasks) {
    const kinds = [...new Set(tasks.filter((other) => same(other.loss, loss)).flatMap((other) => other.loss.kinds))];
    await place.losses.get({ ...loss, kinds }, known.stored.statistics);
  }
}

/** How one task is followed. */
export interface Follow {
  onEstimate(estimate: Estimate): void;
  /** @param of passes, at most */
  onPass(done: number, of: number): void;
}

/** Measures one task, and keeps the result beside the run. */
export function measureTask(
  folder: string,
  place: Workplace,
  task: Task,
  { again, signal, seed = 1 }: MeasureOptions,
  { onEstimate, onPass }: Follow,
): Promise<{ stored: StoredMeasure; file: string }> {
  const { job, known, key } = task;
  const { name, measure, settings } = job;
  const { stored, data } = known;
  const run = async (partial: string): Promise<object> => {
    const cost = await measure.cost(settings, known);
    const loss = await place.losses.get(task.loss, stored.statistics);
    const estimate = await estimateOf(cost, loss, measure.kinds, data[task.loss.split].count);
    onEstimate(estimate);
    return measure.run(
      {
        ...known,
        w: Float64Array.from(stored.weights),
        loss,
        another: (spec) => place.losses.get({ ...task.loss, ...spec }, stored.statistics),
        random: streamOf(seed, name),
        key: keyHash(key),
        partial,
        onPass: (done) => onPass(done, estimate.passes),
        ...(signal ? { signal } : {}),
      },
      settings,
    );
  };
  return measureAndKeep(folder, { key, backend: place.backend, again, measure: (partial) => blaming(name, () => run(partial)) });
}

async function estimateOf(cost: Cost, loss: NetworkLoss, kinds: SumKind[], examples: number): Promise<Estimate> {
  let seconds = 0;
  for (const [each, possible] of Object.entries(KINDS_OF)) {
    const passes = cost[each as keyof Cost] ?? 0;
    const kind = possible.find((one) => kinds.includes(one));
    if (passes > 0 && kind) seconds += (passes * (await loss.estimateMs(kind))) / 1000;
  }
  const { losses = 0, gradients = 0, products = 0 } = cost;
  const matrix = kinds.includes("hessian") ? ("Hessian" as const) : ("Gauss–Newton" as const);
  return { ...cost, passes: losses + gradients + products, seconds, examples, ...(products > 0 ? { matrix } : {}) };
}
