/** A training that starts from the weights of another one (the warm start of Keskar et al., 2017, section 3), and the states of a training on its way, kept in memory. */
import type { Run } from "../config";
import type { DataSet } from "../data/dataset";
import { UsageError } from "../errors";
import type { Snapshot } from "./engine";
import { beginning, type Checkpoint, type SnapshotKeeper, type TrainHooks, type TrainResult, train } from "./loop";

/** Where a training stood after so many steps. */
export interface TrainingState extends Pick<Snapshot, "weights" | "statistics"> {
  step: number;
}

/**
 * Trains a run as `train` does, but from given weights: with the order of the examples, the optimizer's empty slots and the budget of a training that starts. `start` of the result is `from`.
 * @param from weights and batch norm's running statistics of another training of the same network
 * @throws UsageError for weights of another network; else as `train`
 */
export async function warmStart(
  run: Run,
  from: Pick<TrainingState, "weights" | "statistics">,
  data: DataSet,
  hooks: Omit<TrainHooks, "checkpoint"> = {},
): Promise<TrainResult> {
  const checkpoint: Checkpoint = {
    everySeconds: Number.POSITIVE_INFINITY,
    async load(fresh) {
      for (const name of ["weights", "statistics"] as const)
        if (from[name].length !== fresh[name].length)
          throw new UsageError(
            `The start has ${from[name].length} ${name}, ${run.network} has ${fresh[name].length}: give a state of the same network.`,
          );
      return { state: { ...fresh, weights: from.weights, statistics: from.statistics }, progress: beginning, backend: "" };
    },
    // Interrupted, it is begun again: where it started lies elsewhere.
    save: async () => undefined,
  };
  return { ...(await train(run, data, { ...hooks, checkpoint })), start: from.weights };
}

/**
 * Trains a run to its end and keeps its states after the given numbers of steps, and at its end.
 * @param steps in any order; 0 is the start; those beyond the end are passed over
 */
export async function statesAlong(
  run: Run,
  data: DataSet,
  steps: readonly number[],
  hooks: Omit<TrainHooks, "snapshots" | "checkpoint"> = {},
): Promise<{ states: TrainingState[]; result: TrainResult }> {
  const due = [...steps].sort((a, b) => a - b);
  const states: TrainingState[] = [];
  const snapshots: SnapshotKeeper = {
    begin: async () => undefined,
    nextAfter: (step) => due.find((each) => each > step) ?? Number.POSITIVE_INFINITY,
    async keep({ weights, statistics }, step) {
      if (states.at(-1)?.step !== step) states.push({ step, weights, statistics });
    },
  };
  const result = await train(run, data, { ...hooks, snapshots });
  return { states, result };
}

/** Numbers of steps from 1 to `last`, evenly spread on the logarithmic scale, each once: a loss falls most in the first of them. */
export function spreadSteps(last: number, points: number): number[] {
  if (!(Number.isInteger(last) && last >= 1 && Number.isInteger(points) && points >= 2))
    throw new RangeError(`Steps are spread from 1 to an integer of 1 or more, over 2 points or more; got ${last} and ${points}.`);
  return [...new Set(Array.from({ length: points }, (_, i) => Math.round(last ** (i / (points - 1)))))];
}
