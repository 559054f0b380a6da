/** How many steps a training will take: as its budget says, or, where it ends when the loss stalls, as stored runs like it took. */
import type { Run } from "../config";
import { dimensionsOf } from "../data/dimensions";
import { median } from "../stats/summary";
import { mostSteps, scheduleOf, stepsBefore } from "../train/remedies/schedule";
import type { RunRow } from "./store/row";

/** Epochs that a training is taken to need until its loss stalls, where no stored run tells. */
export const ASSUMED_EPOCHS = 50;

export interface Expected {
  steps: number;
  /** The number of epochs is `ASSUMED_EPOCHS`. */
  assumed: boolean;
}

type Sized = Pick<Run, "data" | "batch"> & Partial<Pick<Run, "trainSize" | "validation">>;

/** Number of examples that a run trains on. */
export const examplesOf = ({ data, trainSize, validation = 0 }: Omit<Sized, "batch">): number =>
  trainSize ?? dimensionsOf(data).train - validation;

/** Whole batches of a pass over them. */
export const stepsAnEpoch = (run: Sized): number => Math.max(1, Math.floor(examplesOf(run) / run.batch));

/** @param stored rows of any runs */
export function expectedSteps(run: Run, stored: readonly RunRow[]): Expected {
  const examples = examplesOf(run);
  const schedule = scheduleOf(run, examples);
  if (run.until === "steps") return { steps: schedule.steps ?? 0, assumed: false };
  if (run.until === "epochs") return { steps: mostSteps(schedule, examples), assumed: false };
  const epochs = epochsUntilStall(run, stored);
  const most = schedule.steps ?? Number.POSITIVE_INFINITY;
  return {
    steps: Math.min(most, stepsBefore(schedule, examples, Math.min(schedule.epochs, epochs ?? ASSUMED_EPOCHS))),
    assumed: epochs === undefined,
  };
}

/** The median of those stored runs that tell most; undefined where none does. What decides it most comes first: the rule, the examples, then optimizer and rate. */
function epochsUntilStall(run: Run, stored: readonly RunRow[]): number | undefined {
  const same =
    (...keys: (keyof Run & keyof RunRow)[]) =>
    (row: RunRow) =>
      keys.every((key) => row[key] === run[key]);
  const examples = examplesOf(run);
  let best = stored.filter(
    (row) =>
      row.status === "done" &&
      row.epochs &&
      row.ending === "stall" &&
      same("network", "data", "batch", "patience", "minDelta")(row) &&
      isWithin(2, examplesOf(row as unknown as Run), examples),
  );
  for (const closer of [same("trainSize", "validation"), same("optimizer"), same("learningRate")]) {
    const narrowed = best.filter(closer);
    if (narrowed.length > 0) best = narrowed;
  }
  return best.length > 0 ? median(best.map((row) => row.epochs as number)) : undefined;
}

const isWithin = (factor: number, a: number, b: number): boolean => a <= factor * b && b <= factor * a;
