/** Trains one run: the same settings and seed give the same weights. */
import { useBackend } from "../backend/choose";
import { type Scalar, tf } from "../backend/tf";
import type { Run } from "../config";
import { epochOrder } from "../data/batches";
import type { DataSet } from "../data/dataset";
import { UsageError, UserError } from "../errors";
import { toTensors, toVector } from "../model/flat";
import { type Network, startingWeights } from "../model/network";
import { buildNetwork } from "../model/networks";
import { type Random, random } from "../random";
import { type Evaluation, evaluate } from "./evaluate";
import { type Examples, gatherExamples } from "./examples";
import { buildOptimizer } from "./optimizers";
import type { Optimizer } from "./optimizers/optimizer";
import { type State, tensorsOf, trainStep } from "./step";
import { type Stall, stallAfter, stallStart } from "./stopping";

/** What is known after an epoch. */
export interface Epoch {
  epoch: number;
  step: number;
  /** Mean loss of the epoch's batches as they were trained on, nats. */
  trainLoss: number;
  test?: Evaluation;
}

export type Ending = "stall" | "epochs" | "steps" | "interrupted";

export interface TrainResult {
  run: Run;
  /** What the data's files are, where they are not the official ones. */
  variant?: string;
  ending: Ending;
  epochs: number;
  steps: number;
  /** At the end, dropout off, batch norm with running statistics. */
  train: Evaluation;
  test: Evaluation;
  history: Epoch[];
  /** Final and starting weights as flat vectors, and batch norm's running statistics. */
  weights: Float32Array;
  start: Float32Array;
  statistics: Float32Array;
  /** Wall time of the training itself, seconds. */
  seconds: number;
  /** Median wall time of a step, milliseconds. */
  stepMs: number;
  backend: string;
}

export interface TrainHooks {
  onEpoch?(epoch: Epoch): void;
  onStep?(progress: { epoch: number; step: number; stepsAnEpoch: number; loss: number }): void;
  /** Ends the training between two steps; the result then says `interrupted`. */
  signal?: AbortSignal;
}

/** How long the loop may hold the event loop, milliseconds. */
const PATIENCE_MS = 100;

/**
 * Trains a run on a data set to its end.
 * @throws UsageError where the batch does not fit the data, UserError where the loss is no number any more
 */
export async function train(run: Run, data: DataSet, hooks: TrainHooks = {}): Promise<TrainResult> {
  const count = data.train.count;
  if (run.batch > count)
    throw new UsageError(`The batch (${run.batch}) is larger than the training set (${count} examples of ${data.name}).`);
  const backend = await useBackend();
  const network = buildNetwork(run.network, data.shape, data.classes);
  const optimizer = buildOptimizer(run);
  const start = startingWeights(network.weights, random(run.seed).split("start"));
  const examples = { train: { split: data.train, shape: data.shape }, test: { split: data.test, shape: data.shape } };
  let state = startState(network, optimizer, start);
  try {
    const progress = await steps(run, network, optimizer, examples, state, hooks, (next) => {
      state = next;
    });
    const mode = { normalise: "running" as const, statistics: state.statistics };
    return {
      run,
      ...(data.variant ? { variant: data.variant } : {}),
      ...progress,
      train: evaluate(network, state.weights, examples.train, mode),
      test: evaluate(network, state.weights, examples.test, mode),
      weights: toVector(state.weights),
      start,
      statistics: toVector(state.statistics),
      backend: backend.name,
    };
  } finally {
    tf.dispose(tensorsOf(state));
  }
}

function startState(network: Network, optimizer: Optimizer, w: Float32Array): State {
  return {
    weights: toTensors(w, network.weights),
    slots: network.weights.map((spec) => optimizer.slots.map((slot) => tf.fill(slot.scalar ? [] : spec.shape, slot.value))),
    statistics: toTensors(startingWeights(network.statistics, random(0)), network.statistics),
  };
}

type Progress = Pick<TrainResult, "ending" | "epochs" | "steps" | "history" | "seconds" | "stepMs">;

async function steps(
  run: Run,
  network: Network,
  optimizer: Optimizer,
  examples: { train: Examples; test: Examples },
  first: State,
  hooks: TrainHooks,
  keep: (state: State) => void,
): Promise<Progress> {
  const stepsAnEpoch = Math.floor(examples.train.split.count / run.batch);
  const advance = trainStep(network, optimizer, run);
  const history: Epoch[] = [];
  const times: number[] = [];
  const rate = tf.scalar(run.learningRate);
  const began = performance.now();
  let state = first;
  let step = 0;
  let epoch = 0;
  let stall: Stall = stallStart;
  let ending: Ending | undefined;
  let rested = performance.now();
  try {
    while (!ending) {
      const order = shuffled(examples.train.split.count, random(run.seed), epoch);
      let sum = 0;
      let done = 0;
      while (done < stepsAnEpoch && !ending) {
        const before = performance.now();
        const next = oneStep(advance, state, examples.train, order.subarray(done * run.batch, (done + 1) * run.batch), rate, step);
        tf.dispose(tensorsOf(state));
        state = next.state;
        keep(state);
        times.push(performance.now() - before);
        step++;
        done++;
        if (!Number.isFinite(next.loss)) throw diverged(run, step, epoch + 1);
        sum += next.loss;
        hooks.onStep?.({ epoch: epoch + 1, step, stepsAnEpoch, loss: next.loss });
        if (performance.now() - rested > PATIENCE_MS) {
          await new Promise(setImmediate);
          rested = performance.now();
        }
        if (hooks.signal?.aborted) ending = "interrupted";
        else if (run.steps !== undefined && step >= run.steps) ending = "steps";
      }
      epoch++;
      const trainLoss = sum / done;
      if (run.until === "stall") stall = stallAfter(stall, trainLoss, run);
      if (!ending && stall.stalled) ending = "stall";
      if (!ending && epoch >= run.epochs) ending = "epochs";
      const record: Epoch = { epoch, step, trainLoss };
      if (epoch % run.evaluateEvery === 0 || ending) {
        record.test = evaluate(network, state.weights, examples.test, { normalise: "running", statistics: state.statistics });
      }
      history.push(record);
      hooks.onEpoch?.(record);
    }
  } finally {
    rate.dispose();
  }
  return { ending, epochs: epoch, steps: step, history, seconds: (performance.now() - began) / 1000, stepMs: median(times) };
}

/** The order of the examples in an epoch depends on the seed and the epoch alone, so that a resumed run sees the same one. */
const shuffled = (count: number, rng: Random, epoch: number): Int32Array => epochOrder(count, rng.split("order", epoch));

function oneStep(
  advance: ReturnType<typeof trainStep>,
  state: State,
  examples: Examples,
  chosen: Int32Array,
  rate: Scalar,
  step: number,
): { state: State; loss: number } {
  const input = { ...gatherExamples(examples, chosen), step: tf.scalar(step, "int32") };
  const output = advance(state, { ...input, rate });
  const [loss = Number.NaN] = output.loss.dataSync();
  tf.dispose([input.images, input.labels, input.step, output.loss]);
  return { state: output.state, loss };
}

const diverged = (run: Run, step: number, epoch: number): UserError =>
  new UserError(
    `The loss is no number any more at step ${step} (epoch ${epoch}): the training diverged at batch ${run.batch} with ${run.optimizer}, ` +
      `learning rate ${run.learningRate}. Try a smaller one: --set learningRate=${Number((run.learningRate / 10).toPrecision(3))}`,
  );

function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
