/** Measures several stored runs together; the result is kept beside the first of them. */
import { useBackend } from "../../backend/choose";
import type { DataSet, Split } from "../../data/dataset";
import { sha256 } from "../../data/files";
import { fingerprint } from "../../data/fingerprint";
import { firstExamples } from "../../data/subset";
import { UsageError } from "../../errors";
import { buildNetwork } from "../../model/networks";
import { loadRun, type StoredRun } from "../../train/run-folder";
import { jointNamed, measureName } from "./index";
import { type JointMeasure, type JointNetwork, type JointSubject, requireTogether, type SpaceMeasure } from "./joint";
import { SharedLosses } from "./losses";
import { type Settings, settingsOf, streamOf } from "./measure";
import { blaming, type MeasureOptions } from "./options";
import { keyHash, type MeasureKey, measureAndKeep, readMeasure, type StoredMeasure, versionOf } from "./stored";
import { dataOf, requireFinite } from "./workplace";

export type TogetherOptions = Omit<MeasureOptions, "rescale">;

/**
 * Measures runs together: a path between two, the plane through three, the fit of steps to a target.
 * @param folders of the runs, in the order that the measure takes them in
 * @returns the results, in the order of `what`
 * @throws UsageError for unknown measures or settings, and for runs that a measure cannot put together; UserError where a run or its data are not there, or not what they were
 */
export async function measureTogether(folders: readonly string[], options: TogetherOptions): Promise<StoredMeasure[]> {
  const { jobs, runs } = await requireMeasurable(folders, options);
  const results: StoredMeasure[] = [];
  for (const job of jobs) {
    const { stored, file } = await (job.measure.of === "space"
      ? inSpace({ ...job, measure: job.measure }, runs, options)
      : ofHistories(job, runs, options));
    results.push(stored);
    options.onResult?.(stored, file);
  }
  return results;
}

/** The measures and the runs, read and looked at before anything is measured. @throws as `measureTogether` does */
export async function requireMeasurable(folders: readonly string[], { what, settings, ...options }: TogetherOptions): Promise<Prepared> {
  const jobs: Job<JointMeasure>[] = [];
  for (const text of what) {
    const name = measureName(text);
    const measure = jointNamed(name);
    const own = settingsOf(name, measure, settings?.[name] ?? {});
    await blaming(name, () => measure.check?.(own));
    jobs.push({ name, measure, settings: own });
  }
  const runs: StoredRun[] = [];
  for (const folder of folders) runs.push(await loadRun(folder));
  for (const { name, measure } of jobs) {
    requireUsed(name, measure, options);
    requireTogether(name, measure, runs);
    if (measure.of === "space") runs.forEach(requireFinite);
  }
  return { jobs, runs };
}

/** @throws UsageError for a choice that a measure would pass over */
function requireUsed(
  name: string,
  { of, ...measure }: JointMeasure,
  { split, batchNorm }: Pick<TogetherOptions, "split" | "batchNorm">,
): void {
  const refuse = (flag: string, why: string) => {
    throw new UsageError(`${name} ${why}: leave out ${flag}, or the measure.`);
  };
  if (of === "histories" && split !== undefined) refuse("--split", "works on the runs' histories");
  if (of === "histories" && batchNorm !== undefined) refuse("--batch-norm", "works on the runs' histories");
  if ("split" in measure && measure.split === "both" && split !== undefined) refuse("--split", "takes the examples of both splits");
}

interface Job<M extends JointMeasure> {
  name: string;
  measure: M;
  settings: Settings;
}

interface Prepared {
  jobs: Job<JointMeasure>[];
  runs: StoredRun[];
}

type Kept = { stored: StoredMeasure; file: string | undefined };

/** What the key of a result has in common for all joint measures. */
const keyOf = ({ name, settings }: Job<JointMeasure>, { seed = 1 }: TogetherOptions) => ({
  what: name,
  settings,
  seed,
  version: versionOf(name),
});

const hashOf = (value: unknown): string => sha256(Buffer.from(JSON.stringify(value)));

function ofHistories(job: Job<JointMeasure>, runs: readonly StoredRun[], options: TogetherOptions): Promise<Kept> {
  const { measure } = job;
  if (measure.of !== "histories") throw new Error(`${job.name} needs more than histories.`);
  if (options.examples !== undefined) throw new UsageError(`${job.name} works on the runs' histories: leave out --examples.`);
  // In one order, however the runs were named.
  const ordered = [...runs].sort((a, b) => a.run.batch - b.run.batch || a.run.seed - b.run.seed);
  const key: MeasureKey = {
    ...keyOf(job, options),
    split: "history",
    examples: 0,
    batchNorm: "none",
    weights: hashOf(ordered.map(measure.key)),
    data: (runs[0] as StoredRun).result.dataSha256,
  };
  return keptOr(job, ordered, key, options, (subject) => measure.run(subject, job.settings));
}

async function inSpace(job: Job<SpaceMeasure>, runs: StoredRun[], options: TogetherOptions): Promise<Kept> {
  const { name, measure, settings } = job;
  const { split = "train", batchNorm, examples, signal } = options;
  const [first] = runs as [StoredRun];
  const whole = await dataOf(first);
  const splits = measure.split === "both" ? (["train", "test"] as const) : ([split] as const);
  const data = examples === undefined ? whole : sampled(whole, splits, examples);
  const network = buildNetwork(first.run.network, data.shape, data.classes);
  const modes = network.statistics.length > 0 ? measure.modes(batchNorm) : (["running"] as const);
  const key: MeasureKey = {
    ...keyOf(job, options),
    split: measure.split === "both" ? "both" : split,
    examples: splits.reduce((sum, each) => sum + data[each].count, 0),
    batchNorm: modes.join("+"),
    weights: hashOf(runs.map(({ result }) => result.weightsSha256)),
    data: data === whole ? first.result.dataSha256 : fingerprint(data),
  };
  const { name: backend } = await useBackend();
  const losses = new SharedLosses({ network, data, signal });
  const work = async (common: JointSubject): Promise<object> => {
    const subject: JointNetwork = {
      ...common,
      network,
      data,
      split,
      modes: [...modes],
      loss: (spec, statistics = first.statistics) => losses.get(spec, statistics),
    };
    const estimate = await measure.estimate(subject, settings);
    options.onEstimate?.(name, estimate);
    return measure.run({ ...subject, onPass: (done) => options.onPass?.(name, done, estimate.passes) }, settings);
  };
  try {
    return await keptOr(job, runs, key, options, work, backend);
  } finally {
    losses.dispose();
  }
}

/** The kept result, or a fresh one. */
async function keptOr(
  { name }: Job<JointMeasure>,
  runs: StoredRun[],
  key: MeasureKey,
  { again, seed = 1, signal }: TogetherOptions,
  work: (subject: JointSubject) => Promise<object>,
  backend = "none",
): Promise<Kept> {
  const { folder } = runs[0] as StoredRun;
  const known = again ? undefined : await readMeasure(folder, key);
  if (known) return { stored: known, file: undefined };
  const subject = { runs, random: streamOf(seed, name), key: keyHash(key), onPass: () => {}, ...(signal ? { signal } : {}) };
  const measure = (partial: string) => blaming(name, () => work({ ...subject, partial }));
  return measureAndKeep(folder, { key, backend, runs: runs.map((run) => run.folder), again, measure });
}

/** The splits cut down: to so many examples, or all that there are. */
function sampled(data: DataSet, splits: readonly ("train" | "test")[], examples: number): DataSet {
  const cut = (split: Split): Split =>
    splits.length > 1 && split.count <= examples ? split : firstExamples(split, data.classes, examples, "--examples");
  return { ...data, ...Object.fromEntries(splits.map((split) => [split, cut(data[split])])) };
}
