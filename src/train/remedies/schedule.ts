/** The schedule of a run: its own budget, batch and learning rate, and what its remedies make of them. */
import type { Run } from "../../config";
import { chosenOf } from "./check";
import type { Schedule } from "./remedy";

/** @param examples number of training examples */
export function scheduleOf(run: Run, examples: number): Schedule {
  const plain: Schedule = { epochs: run.epochs, steps: run.steps, batch: () => run.batch, rate: () => 1, restarts: () => false };
  return chosenOf(run).reduce((next, { remedy, settings }) => remedy.schedule?.(settings, { run, examples })(next) ?? next, plain);
}

/** Steps of an epoch, counted from 0; a last, partial batch is dropped. */
export const stepsIn = ({ batch }: Schedule, examples: number, epoch: number): number => Math.floor(examples / batch(epoch));

/** Steps before an epoch. */
export function stepsBefore(schedule: Schedule, examples: number, epoch: number): number {
  let steps = 0;
  for (let each = 0; each < epoch; each++) steps += stepsIn(schedule, examples, each);
  return steps;
}

/** The epoch of a step; within one, no whole number. */
export function epochAt(schedule: Schedule, examples: number, step: number): number {
  let [epoch, left] = [0, step];
  while (left >= stepsIn(schedule, examples, epoch)) {
    left -= stepsIn(schedule, examples, epoch);
    epoch++;
  }
  return epoch + left / stepsIn(schedule, examples, epoch);
}

/** Steps that the budget allows: by its epochs or by its steps, whichever comes first. */
export const mostSteps = (schedule: Schedule, examples: number): number =>
  Math.min(schedule.steps ?? Number.POSITIVE_INFINITY, stepsBefore(schedule, examples, schedule.epochs));

/** The step at a share of the budget. */
export const stepAtShare = (share: number, schedule: Schedule, examples: number): number =>
  Math.round(share * mostSteps(schedule, examples));

/** Why a remedy that begins at a share of the budget cannot be part of a run. */
export const refusedWithoutBudget = ({ until }: Run): string | undefined =>
  until === "stall"
    ? "it begins at a share of the budget, and a training until the loss stalls has none: give --epochs or --steps"
    : undefined;

/** Why a remedy that goes by the number of epochs cannot be part of a run. @param why the start of a sentence, which says what it does with epochs */
export const refusedButByEpochs = ({ until }: Run, why: string): string | undefined =>
  until === "epochs" ? undefined : `${why}, and a training ${ENDS[until]}: give --until epochs and --epochs`;

const ENDS = { stall: "until the loss stalls goes on for any number of them", steps: "to a number of steps ends by its steps" };

/** The batches of the epochs of the budget. */
const batchesOf = ({ batch, epochs }: Schedule): number[] => Array.from({ length: epochs }, (_, epoch) => batch(epoch));

export const largestBatch = (schedule: Schedule): number => batchesOf(schedule).reduce((most, each) => Math.max(most, each));

/** Whether the batch is the same in all epochs of the budget. */
export const hasOneBatch = (schedule: Schedule): boolean => new Set(batchesOf(schedule)).size === 1;
