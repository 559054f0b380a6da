/** Trains one run: the same settings and seed give the same weights. */
import { useBackend } from "../backend/choose";
import type { Run } from "../config";
import { epochOrder } from "../data/batches";
import type { DataSet } from "../data/dataset";
import { UsageError, UserError } from "../errors";
import { startingWeights } from "../model/network";
import { buildNetwork } from "../model/networks";
import { random } from "../random";
import { createEngine, type Engine } from "./engine";
import type { Evaluation } from "./evaluate";
import { buildOptimizer } from "./optimizers";
import { stateSpecs } from "./step";
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

/** How long one call to the engine should last, milliseconds: long enough to be quick, short enough for progress and interruption. */
const CALL_MS = 150;

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
  const constants = (specs: typeof network.weights) => startingWeights(specs, random(0));
  const { slots, statistics } = stateSpecs(network, optimizer);
  const engine = createEngine(
    { network, data, training: { optimizer, batch: run.batch, settings: run } },
    { weights: start, slots: constants(slots), statistics: constants(statistics) },
  );
  try {
    const progress = await epochs(run, count, engine, hooks);
    const end = engine.read();
    return {
      run,
      ...(data.variant ? { variant: data.variant } : {}),
      ...progress,
      train: engine.evaluate("train"),
      test: engine.evaluate("test"),
      weights: end.weights,
      start,
      statistics: end.statistics,
      backend: backend.name,
    };
  } finally {
    engine.dispose();
  }
}

type Progress = Pick<TrainResult, "ending" | "epochs" | "steps" | "history" | "seconds" | "stepMs">;

async function epochs(run: Run, count: number, engine: Engine, hooks: TrainHooks): Promise<Progress> {
  const stepsAnEpoch = Math.floor(count / run.batch);
  const pace = new Pace();
  const history: Epoch[] = [];
  const began = performance.now();
  let step = 0;
  let epoch = 0;
  let stall: Stall = stallStart;
  let ending: Ending | undefined;
  while (!ending) {
    // The order depends on the seed and the epoch alone, so that a resumed run sees the same one.
    const order = epochOrder(count, random(run.seed).split("order", epoch));
    let sum = 0;
    let done = 0;
    while (done < stepsAnEpoch && !ending) {
      const steps = Math.min(pace.steps, stepsAnEpoch - done, (run.steps ?? Number.POSITIVE_INFINITY) - step);
      const rows = order.slice(done * run.batch, (done + steps) * run.batch);
      const losses = pace.time(steps, () => engine.train(rows, new Float32Array(steps).fill(run.learningRate), step));
      const bad = losses.findIndex((loss) => !Number.isFinite(loss));
      if (bad >= 0) throw diverged(run, step + bad + 1, epoch + 1);
      for (const loss of losses) sum += loss;
      step += steps;
      done += steps;
      hooks.onStep?.({ epoch: epoch + 1, step, stepsAnEpoch, loss: losses.at(-1) as number });
      await new Promise(setImmediate);
      if (hooks.signal?.aborted) ending = "interrupted";
      else if (run.steps !== undefined && step >= run.steps) ending = "steps";
    }
    epoch++;
    const trainLoss = sum / done;
    if (run.until === "stall") stall = stallAfter(stall, trainLoss, run);
    if (!ending && stall.stalled) ending = "stall";
    if (!ending && epoch >= run.epochs) ending = "epochs";
    const record: Epoch = { epoch, step, trainLoss };
    if (epoch % run.evaluateEvery === 0 || ending) record.test = engine.evaluate("test");
    history.push(record);
    hooks.onEpoch?.(record);
  }
  return { ending, epochs: epoch, steps: step, history, seconds: (performance.now() - began) / 1000, stepMs: pace.stepMs() };
}

/** Chooses how many steps one call takes, from how long the last ones took. */
class Pace {
  /** Steps of the next call. */
  steps = 1;
  private readonly calls: { ms: number; steps: number }[] = [];

  time<T>(steps: number, call: () => T): T {
    const began = performance.now();
    const result = call();
    const ms = performance.now() - began;
    this.calls.push({ ms, steps });
    // At most four times as many as before: the first call of a program is slow, the second may be very quick.
    this.steps = Math.max(1, Math.min(4 * this.steps, Math.round(CALL_MS / (ms / steps))));
    return result;
  }

  /** Median time of a step, weighted by the steps of each call. */
  stepMs(): number {
    const sorted = this.calls.map(({ ms, steps }) => ({ each: ms / steps, steps })).sort((a, b) => a.each - b.each);
    const half = sorted.reduce((sum, { steps }) => sum + steps, 0) / 2;
    let seen = 0;
    for (const { each, steps } of sorted) {
      seen += steps;
      if (seen >= half) return each;
    }
    return Number.NaN;
  }
}

const diverged = (run: Run, step: number, epoch: number): UserError =>
  new UserError(
    `The loss is no number any more at step ${step} (epoch ${epoch}): the training diverged at batch ${run.batch} with ${run.optimizer}, ` +
      `learning rate ${run.learningRate}. Try a smaller one: --set learningRate=${Number((run.learningRate / 10).toPrecision(3))}`,
  );
