/** Keskar's φ of states that are no stored runs: along a training (Figure 6 of Keskar et al., 2017) and after warm starts (Figure 5). Kept beside the run that they belong to. */
import { inTwo } from "../ahead/in-two";
import type { DataSet } from "../data/dataset";
import { sha256 } from "../data/files";
import { type KeskarEffort, keskarFull } from "../measure/keskar";
import { type BatchNormMode, networkLoss } from "../measure/network-loss";
import { streamOf } from "../measure/panel/measure";
import { buildNetwork } from "../model/networks";
import { openStore, type RunStore } from "../sweep/store";
import type { StoredRun } from "../train/run-folder";
import { spreadSteps, statesAlong, type TrainingState, warmStart } from "../train/warm-start";
import { keptCourse } from "./kept-course";
import { END_ALONE } from "./study";

export interface PhiOptions {
  /** Settings of the panel's `keskar`: with them the end of a training gives the panel's number. */
  keskar: Required<KeskarEffort> & { epsilon: number };
  batchNorm: BatchNormMode;
  data: DataSet;
  /** Default: the folder LARGEBATCH_RUNS, else data/runs. */
  store?: RunStore;
}

/** A state of a training. */
export interface CoursePoint {
  step: number;
  epoch: number;
  /** Of all training examples, nats. */
  loss: number;
  phi: number;
}

/** Where a large-batch training ended that began at a state of a small-batch one. */
export interface WarmStartPoint {
  /** Epochs of the small batch before it. */
  epoch: number;
  /** Of the large batch. */
  epochs: number;
  trainLoss: number;
  /** Share of the test examples. */
  testAccuracy: number;
  phi: number;
}

/**
 * φ and the loss along a stored run's training, at its start and at `points` steps that are spread over the logarithm. The run is trained again for it.
 * @param id of a finished run in the store
 */
export async function phiAlong(id: string, { points, ...options }: PhiOptions & { points: number }): Promise<CoursePoint[]> {
  const { store = openStore(), data } = options;
  const stored = await store.load(id);
  const course = { ...courseOf(options), what: "phiAlong", settings: { ...options.keskar, points } };
  return keptCourse(stored, course, async () => {
    const { states } = await statesAlong({ ...stored.run, evaluateEvery: END_ALONE }, data, [
      0,
      ...spreadSteps(stored.result.steps, points),
    ]);
    const stepsAnEpoch = Math.floor(data.train.count / stored.run.batch);
    return measuring(stored, options, async (phiAt) => {
      const course: CoursePoint[] = [];
      for (const state of states) course.push({ step: state.step, epoch: state.step / stepsAnEpoch, ...(await phiAt(state)) });
      return course;
    });
  });
}

/**
 * Trains the large batch from the states of a small-batch training after some epochs, each to its own end.
 * @param ids of the two finished runs
 * @param epochs of the small batch; 0 is the cold start, and epochs beyond its end are passed over
 */
export async function warmStarts(
  [smallId, largeId]: readonly [small: string, large: string],
  { epochs, onStart, ...options }: PhiOptions & { epochs: readonly number[]; onStart?(epoch: number): void },
): Promise<WarmStartPoint[]> {
  const { store = openStore(), data } = options;
  const [small, large] = [await store.load(smallId), await store.load(largeId)];
  const depends = sha256(Buffer.from([small.result.weightsSha256, large.result.weightsSha256, ...epochs].join(" ")));
  return keptCourse(small, { ...courseOf(options), what: "warmStarts", depends }, async () => {
    const stepsAnEpoch = Math.floor(data.train.count / small.run.batch);
    const due = epochs.filter((epoch) => epoch * stepsAnEpoch <= small.result.steps);
    const steps = due.map((epoch) => epoch * stepsAnEpoch);
    const { states } = await statesAlong({ ...small.run, evaluateEvery: END_ALONE }, data, steps);
    return measuring(large, options, async (phiAt) => {
      const ends: WarmStartPoint[] = [];
      for (const [i, epoch] of due.entries()) {
        onStart?.(epoch);
        const from = states.find(({ step }) => step === steps[i]) as TrainingState;
        const end = await warmStart({ ...large.run, evaluateEvery: END_ALONE }, from, data);
        const { phi } = await phiAt(end);
        ends.push({ epoch, epochs: end.epochs, trainLoss: end.train.loss, testAccuracy: end.test.accuracy, phi });
      }
      return ends;
    });
  });
}

/** `phiAlong` of several runs of one data set, where it takes long in two processes. @param options.onRun told after each */
export const phiAlongEach = (
  ids: readonly string[],
  { onRun, ...options }: Parameters<typeof phiAlong>[1] & { onRun?(): void },
): Promise<CoursePoint[][]> =>
  inTwo(ids, (id) => phiAlong(id, options).then(telling(onRun)), { task: "phiAlong", itemOf: (id) => itemOf([id], options) });

/** `warmStarts` of several pairs of one data set, where it takes long in two processes. @param options.onSeries told after each pair */
export const warmStartsEach = (
  pairs: readonly (readonly [small: string, large: string])[],
  { onSeries, ...options }: Parameters<typeof warmStarts>[1] & { onSeries?(): void },
): Promise<WarmStartPoint[][]> =>
  inTwo(pairs, (ids) => warmStarts(ids, options).then(telling(onSeries)), { task: "warmStarts", itemOf: (ids) => itemOf(ids, options) });

const telling =
  (tell?: () => void) =>
  <T>(result: T): T => {
    tell?.();
    return result;
  };

/** The call as plain data; the helper loads the data set by itself. */
function itemOf(ids: readonly string[], { data: _, store = openStore(), onStart: __, ...options }: PhiOptions & { onStart?: unknown }) {
  return { store: store.folder, ids, options };
}

/** What the two have in common. */
const courseOf = ({ keskar, batchNorm, data }: PhiOptions) => ({ settings: keskar, batchNorm, data });

type PhiAt = (state: Pick<TrainingState, "weights" | "statistics">) => Promise<{ loss: number; phi: number }>;

/** Gives φ of any state of the run's network, with the random numbers of the panel's `keskar`. */
async function measuring<T>({ run, statistics }: StoredRun, { keskar, batchNorm, data }: PhiOptions, work: (phiAt: PhiAt) => Promise<T>) {
  const network = buildNetwork(run.network, data.shape, data.classes);
  const loss = await networkLoss({ network, data, batchNorm, kinds: ["loss", "gradient"], statistics });
  try {
    return await work(async ({ weights, statistics: own }) => {
      const random = streamOf(1, "keskar");
      const { loss: at, phi } = await keskarFull(loss.withStatistics(own), Float64Array.from(weights), { ...keskar, random });
      return { loss: at, phi };
    });
  } finally {
    loss.dispose();
  }
}
