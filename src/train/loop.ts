/** Trains one run: the same settings and seed give the same weights. */
import { useBackend } from "../backend/choose";
import { type Run, requireComplete } from "../config";
import { epochOrder } from "../data/batches";
import type { DataSet } from "../data/dataset";
import { UsageError, UserError } from "../errors";
import { buildNetwork, trainingWork } from "../model/networks";
import { random } from "../random";
import { defaultSignal } from "../signal";
import { createEngine, type Engine, type Snapshot, startingState, startOf } from "./engine";
import type { Evaluation } from "./evaluate";
import type { EngineSource } from "./kept-engine";
import { Pace } from "./pace";
import { finished, trainingOf } from "./remedies/compose";
import type { Schedule, StepAbout } from "./remedies/remedy";
import { largestBatch, scheduleOf, stepsIn } from "./remedies/schedule";
import { type Stages, stagesOf } from "./staged-engine";
import { type StateSpecs, stateSpecs } from "./state";
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
  /** Which examples `test` was measured on, here and in the history: with a validation split the test set was not read. */
  evaluatedOn: "test" | "validation";
  ending: Ending;
  epochs: number;
  steps: number;
  /** At the end, dropout off, batch norm with running statistics. */
  train: Evaluation;
  /** On the examples that `evaluatedOn` names. */
  test: Evaluation;
  history: Epoch[];
  /** Final and starting weights as flat vectors, and batch norm's running statistics. */
  weights: Float32Array;
  start: Float32Array;
  statistics: Float32Array;
  /** Wall time of the training itself, seconds; of a resumed one all parts together. */
  seconds: number;
  /** Median wall time of a step in this process, milliseconds. */
  stepMs: number;
  backend: string;
}

/** How far a training has come, between two calls to the engine. */
export interface Progress {
  /** Steps since the start. */
  step: number;
  /** Whole epochs behind. */
  epoch: number;
  /** Steps done in the epoch at hand. */
  done: number;
  /** Sum of their losses, in float64. */
  sum: number;
  stall: Stall;
  history: Epoch[];
  seconds: number;
}

/** All that the rest of a training depends on, beside its run and its data. */
export interface Saved {
  state: Snapshot;
  progress: Progress;
  /** What it was computed with so far; for people. */
  backend: string;
}

/** Where a training is kept while it runs. The loop knows no disk. */
export interface Checkpoint {
  /** Seconds between two savings. */
  everySeconds: number;
  /**
   * What to go on from; undefined: nothing was saved yet.
   * @param like a state of the sizes that the run has
   * @throws UserError where what was saved is damaged or of another run
   */
  load(like: Snapshot): Promise<Saved | undefined>;
  /** Replaces what was saved before. */
  save(saved: Saved): Promise<void>;
  /** Called when the training has ended, however it did. */
  close?(): Promise<void>;
}

/** Where states of a training are kept on its way. The loop knows no disk. */
export interface SnapshotKeeper {
  /** Told once, before the first step. @param from the step that a resumed training goes on from; undefined: it starts */
  begin(from: number | undefined): Promise<void>;
  /** The next step after `step` whose state is to be kept; 0 counts as the one after −1. */
  nextAfter(step: number): number;
  /** Keeps the state after so many steps, if it is not kept already. Also called at the end, whatever its step. */
  keep(state: Snapshot, step: number): Promise<void>;
}

export interface TrainHooks {
  /** Told once, before the first step: what the training goes on from, and what computes. */
  onStart?(from: Saved | undefined, backend: string): void;
  onEpoch?(epoch: Epoch): void;
  onStep?(progress: { epoch: number; step: number; stepsAnEpoch: number; loss: number }): void;
  /** Awaited between two calls to the engine; the training goes on when it resolves. Its time is not the training's. */
  between?(): Promise<void> | undefined;
  /** Told once: how the training ended, or what it failed with. */
  onEnd?(end: { result: TrainResult } | { error: unknown }): void;
  /** Ends the training between two steps; the result then says `interrupted`. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
  /** Goes on from what is saved there, and saves there: every so many seconds, and when interrupted. What is saved stays there at the end. */
  checkpoint?: Checkpoint;
  /** Is given the state at the start, at the steps that it asks for, and at the end; awaited, and its time is not the training's. The numbers of the training do not depend on it. */
  snapshots?: SnapshotKeeper;
  /** Gives the engine; the numbers of the training do not depend on it. Default: a new one. */
  engine?: EngineSource;
}

/**
 * Trains a run on a data set to its end.
 * @throws UsageError where the run is not complete or its batch does not fit the data, UserError where the loss is no number any more
 */
export async function train(run: Run, data: DataSet, hooks: TrainHooks = {}): Promise<TrainResult> {
  let result: TrainResult;
  try {
    result = await trainToEnd(run, data, { ...hooks, signal: hooks.signal ?? defaultSignal() }).finally(() => hooks.checkpoint?.close?.());
  } catch (error) {
    hooks.onEnd?.({ error });
    throw error;
  }
  hooks.onEnd?.({ result });
  return result;
}

async function trainToEnd(run: Run, data: DataSet, hooks: TrainHooks): Promise<TrainResult> {
  requireComplete(run);
  requireSameSplit(run, data);
  const count = data.train.count;
  const schedule = scheduleOf(run, count);
  const largest = largestBatch(schedule);
  if (largest > count) throw new UsageError(`The batch (${largest}) is larger than the training set (${count} examples of ${data.name}).`);
  const backend = await useBackend({ work: trainingWork(run.network, run.batch) });
  const network = buildNetwork(run.network, data.shape, data.classes);
  const trainingFor = (batch: number) => trainingOf(run, network, count, batch);
  const { optimizer, extraOf } = trainingFor(schedule.batch(0));
  const fresh = startingState(network, optimizer, startOf(run.seed), extraOf);
  const saved = await hooks.checkpoint?.load(fresh);
  await hooks.snapshots?.begin(saved?.progress.step);
  const device = `${backend.name}, ${backend.device}`;
  hooks.onStart?.(saved, device);
  const from = saved?.progress ?? beginning;
  const give: EngineSource = hooks.engine ?? ((_, ...rest) => createEngine(...rest));
  const create = (batch: number, state: Snapshot) => give(run, { network, data, training: trainingFor(batch) }, state);
  const stages = stagesOf(create, schedule, { fresh, state: saved?.state ?? fresh, epoch: from.epoch });
  try {
    const save = async (progress: Progress) => hooks.checkpoint?.save({ state: stages.engine.read(), progress, backend: device });
    const course = await epochs({ run, schedule, count, stages }, hooks, { from, save });
    const { engine, batch } = stages;
    const about = { run, network, examples: count, batch, schedule };
    const end =
      course.ending === "interrupted" ? engine.read() : finishOn(engine, about, course.steps, stateSpecs(network, optimizer, extraOf));
    const train = engine.evaluate("train");
    // The last step may have gone astray, whose loss no other step told.
    if (!Number.isFinite(train.loss)) throw diverged(run, course.steps, course.epochs);
    return {
      run,
      ...(data.variant ? { variant: data.variant } : {}),
      evaluatedOn: run.validation === undefined ? "test" : "validation",
      ...course,
      train,
      test: engine.evaluate("test"),
      weights: end.weights,
      start: fresh.weights,
      statistics: end.statistics,
      backend: backend.name,
    };
  } finally {
    stages.dispose();
  }
}

/** What remedies put in the place of the last state. @param steps of the training @returns the state that the engine is left with */
function finishOn(engine: Engine, about: StepAbout, steps: number, specs: StateSpecs): Snapshot {
  const { run, examples, batch } = about;
  const last = engine.read();
  const rows = epochOrder(examples, random(run.seed).split("finish")).slice(0, Math.floor(examples / batch) * batch);
  const end = finished(about, specs, last, (weights) => {
    engine.write({ ...last, weights });
    return engine.observe(rows, steps);
  });
  if (end !== last) engine.write(end);
  return end;
}

/** @throws UsageError where examples are held out and the run does not say so, or the other way round */
function requireSameSplit({ validation }: Run, data: DataSet): void {
  if (validation === data.validation) return;
  const held = (count: number | undefined) => (count === undefined ? "none" : String(count));
  throw new UsageError(
    `The run holds out ${held(validation)} of the training examples for validation, the data given ${held(data.validation)}. ` +
      "Load the data with loadData(run.data, { trainSize: run.trainSize, validation: run.validation }).",
  );
}

/** No step done. */
export const beginning: Progress = { step: 0, epoch: 0, done: 0, sum: 0, stall: stallStart, history: [], seconds: 0 };

type Course = Pick<TrainResult, "ending" | "epochs" | "steps" | "history" | "seconds" | "stepMs">;

interface Resume {
  from: Progress;
  save(progress: Progress): Promise<void>;
}

/** What is trained, on how many examples, by which engine. */
interface Work {
  run: Run;
  schedule: Schedule;
  count: number;
  stages: Stages;
}

async function epochs({ run, schedule, count, stages }: Work, hooks: TrainHooks, { from, save }: Resume): Promise<Course> {
  const mostSteps = schedule.steps ?? Number.POSITIVE_INFINITY;
  const everyMs = 1000 * (hooks.checkpoint?.everySeconds ?? Number.POSITIVE_INFINITY);
  const pace = new Pace();
  let began = performance.now();
  const seconds = () => from.seconds + (performance.now() - began) / 1000;
  /** Waits for what is no training. */
  const aside = async (work: () => Promise<void> | undefined): Promise<void> => {
    const waited = performance.now();
    await work();
    began += performance.now() - waited;
  };
  const keep = (step: number) => aside(() => hooks.snapshots?.keep(stages.engine.read(), step));
  const nextKept = (step: number): number => hooks.snapshots?.nextAfter(step) ?? Number.POSITIVE_INFINITY;
  let savedAt = began;
  let at = from;
  stages.enter(at.epoch, at.done === 0);
  if (nextKept(at.step - 1) === at.step) await keep(at.step);
  for (;;) {
    const { engine, batch } = stages;
    const stepsAnEpoch = stepsIn(schedule, count, at.epoch);
    // The order depends on the seed and the epoch alone, so that a resumed run sees the same one.
    const order = epochOrder(count, random(run.seed).split("order", at.epoch));
    let stopped = false;
    while (at.done < stepsAnEpoch && at.step < mostSteps && !stopped) {
      if (performance.now() - savedAt >= everyMs) {
        await save({ ...at, seconds: seconds() });
        savedAt = performance.now();
      }
      const kept = nextKept(at.step);
      const steps = Math.min(pace.steps, stepsAnEpoch - at.done, mostSteps - at.step, kept - at.step);
      const rows = order.slice(at.done * batch, (at.done + steps) * batch);
      const losses = pace.time(steps, () => engine.train(rows, ratesOf(run, schedule, at, steps, stepsAnEpoch), at.step));
      at = advance(run, at, losses);
      if (at.step === kept) await keep(at.step);
      hooks.onStep?.({ epoch: at.epoch + 1, step: at.step, stepsAnEpoch, loss: losses.at(-1) as number });
      await new Promise(setImmediate);
      await aside(() => hooks.between?.());
      stopped = hooks.signal?.aborted ?? false;
    }
    const trainLoss = at.sum / at.done;
    const { ending, stall } = endingOf(run, schedule, at, { trainLoss, stepsAnEpoch, stopped });
    // Before the epoch is closed: what an interruption adds to the history is not there in a training without one.
    if (ending === "interrupted") await save({ ...at, seconds: seconds() });
    const record: Epoch = { epoch: at.epoch + 1, step: at.step, trainLoss };
    if (record.epoch % run.evaluateEvery === 0 || ending) record.test = engine.evaluate("test");
    at = { ...at, epoch: record.epoch, done: 0, sum: 0, stall, history: [...at.history, record] };
    hooks.onEpoch?.(record);
    if (ending && ending !== "interrupted") await keep(at.step);
    if (!ending) stages.enter(at.epoch, true);
    if (ending) return { ending, epochs: at.epoch, steps: at.step, history: at.history, seconds: seconds(), stepMs: pace.stepMs() };
  }
}

/** The learning rates of the next steps. */
const ratesOf = (
  { learningRate }: Run,
  { rate }: Schedule,
  { step, epoch, done }: Progress,
  steps: number,
  stepsAnEpoch: number,
): Float32Array =>
  Float32Array.from({ length: steps }, (_, i) => learningRate * rate({ step: step + i, epoch: epoch + (done + i) / stepsAnEpoch }));

/** After the steps of one call. @throws UserError where a loss is no number any more */
function advance(run: Run, at: Progress, losses: Float32Array): Progress {
  const bad = losses.findIndex((loss) => !Number.isFinite(loss));
  if (bad >= 0) throw diverged(run, at.step + bad + 1, at.epoch + 1);
  const sum = losses.reduce((sum, loss) => sum + loss, at.sum);
  return { ...at, step: at.step + losses.length, done: at.done + losses.length, sum };
}

/** Whether the training ends here, at the end of an epoch or (the steps are done, or it was stopped) within one. Being done comes before being stopped. */
function endingOf(
  run: Run,
  { steps, epochs }: Schedule,
  at: Progress,
  { trainLoss, stepsAnEpoch, stopped }: { trainLoss: number; stepsAnEpoch: number; stopped: boolean },
): { ending?: Ending; stall: Stall } {
  const whole = at.done === stepsAnEpoch;
  const stall = whole && run.until === "stall" ? stallAfter(at.stall, trainLoss, run) : at.stall;
  if (steps !== undefined && at.step >= steps) return { ending: "steps", stall };
  if (stall.stalled) return { ending: "stall", stall };
  if (whole && at.epoch + 1 >= epochs) return { ending: "epochs", stall };
  return stopped ? { ending: "interrupted", stall } : { stall };
}

const diverged = (run: Run, step: number, epoch: number): UserError =>
  new UserError(
    `The loss is no number any more at step ${step} (epoch ${epoch}): the training diverged at batch ${run.batch} with ${run.optimizer}, ` +
      `learning rate ${run.learningRate}. Try a smaller one: --set learningRate=${Number((run.learningRate / 10).toPrecision(3))}`,
  );
