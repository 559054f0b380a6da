/** Tells how far a training is, now and then, and how long it may be silent until it tells again. */
import type { Run } from "../../config";
import type { DataSet } from "../../data/dataset";
import type { TrainHooks } from "../../train/loop";
import { mostSteps, scheduleOf } from "../../train/remedies/schedule";
import type { SweepEvent } from "../executor";

export type ProgressEvent = Extract<SweepEvent, { kind: "progress" }>;
type Step = Parameters<NonNullable<TrainHooks["onStep"]>>[0];

/** Milliseconds between two tellings. */
const EVERY = 250;

/** Seconds without a sign while data are loaded, a program is compiled and its first step runs. */
export const QUIET_START = 900;
/** Seconds without a sign that any run may take, however quick its steps: a slow disk, a busy machine. */
export const QUIET_LEAST = 60;
/** How many times as long as expected the longest silence may be. */
const QUIET_FACTOR = 10;

/**
 * How long a training may work without a sign, in seconds beyond `QUIET_LEAST`. Between two calls to the engine lie 150 ms, or one step where a step is longer, or an evaluation: over the
 * training and the test examples, forwards only, it takes less than an epoch on as many.
 */
export function quietSeconds(stepSeconds: number, stepsAnEpoch: number, { train, test }: Pick<DataSet, "train" | "test">): number {
  const epochs = (train.count + test.count) / train.count;
  return QUIET_FACTOR * stepSeconds * Math.max(1, stepsAnEpoch * epochs);
}

export interface Teller {
  onProgress(event: ProgressEvent): void;
  /** @param quiet seconds beyond `QUIET_LEAST` that may pass until the next sign */
  onSign?(quiet: number): void;
}

/** Megabytes that this process has in memory. */
export const memoryMB = (): number => Math.round(process.memoryUsage.rss() / 1e6);

/** Hooks that tell how a training goes. */
export function pulse(
  id: string,
  run: Run,
  data: DataSet,
  { onProgress, onSign }: Teller,
): Required<Pick<TrainHooks, "onStep" | "onEpoch">> {
  const most = mostSteps(scheduleOf(run, data.train.count), data.train.count);
  let told = Number.NEGATIVE_INFINITY;
  let last: { step: number; at: number } | undefined;
  let stepSeconds = 0;
  let accuracy: number | undefined;
  return {
    onStep({ epoch, step, stepsAnEpoch, loss }: Step) {
      const now = performance.now();
      if (last && step > last.step) stepSeconds = (now - last.at) / 1000 / (step - last.step);
      last = { step, at: now };
      if (now - told < EVERY) return;
      told = now;
      const share = Math.min(1, step / most);
      onProgress({ kind: "progress", id, epoch, step, share, loss, ...(accuracy === undefined ? {} : { accuracy }), memoryMB: memoryMB() });
      if (stepSeconds > 0) onSign?.(quietSeconds(stepSeconds, stepsAnEpoch, data));
    },
    onEpoch({ test }) {
      if (test) accuracy = test.accuracy;
      // An evaluation is no step's time.
      if (last) last.at = performance.now();
    },
  };
}
