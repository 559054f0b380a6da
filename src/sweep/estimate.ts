/** How long runs will take: by the times of stored runs that are like them, else by a step that is timed here. */
import { chosenBackend, useBackend } from "../backend/choose";
import { canonicalJson, type Run } from "../config";
import type { DataSet, Split } from "../data/dataset";
import { dimensionsOf } from "../data/dimensions";
import { buildNetwork, type NetworkName, trainingWork } from "../model/networks";
import { random } from "../random";
import { createEngine, startingState } from "../train/engine";
import { buildOptimizer } from "../train/optimizers";
import { gradientsAStep, remedyTexts } from "../train/remedies/check";
import { mostSteps, scheduleOf, stepsBefore } from "../train/remedies/schedule";
import type { RunRow } from "./store/row";

/** Epochs that a training is taken to need until its loss stalls, where no stored run tells. */
export const ASSUMED_EPOCHS = 50;

/** What an estimate rests on: a stored run like it; the steps of stored runs; a step timed here. */
export type Basis = "like it" | "stored steps" | "timed step";

export interface Estimate {
  seconds: number;
  basis: Basis;
  /** The number of epochs is `ASSUMED_EPOCHS`. */
  assumed: boolean;
}

/** Seconds that one example takes in a training step of a run. */
export type Timer = (run: Run) => Promise<number>;

/** @param rows of all stored runs; those that are not done are passed over */
export function estimator(rows: readonly RunRow[], timer: Timer): (run: Run) => Promise<Estimate> {
  const cells = new Map<string, RunRow[]>();
  for (const row of rows) {
    if (row.status !== "done" || !row.seconds || !row.steps) continue;
    const before = cells.get(cellOf(row));
    if (before) before.push(row);
    else cells.set(cellOf(row), [row]);
  }
  const known = new Map<string, Promise<Estimate>>();
  return (run) => {
    // Neither changes the time of a run.
    const key = canonicalJson({ ...run, seed: 0, learningRate: 0 });
    const found = known.get(key) ?? estimate(run, cells.get(cellOf(run)) ?? [], timer);
    known.set(key, found);
    return found;
  };
}

/** @param stored runs of its cell that are done */
async function estimate(run: Run, stored: readonly RunRow[], timer: Timer): Promise<Estimate> {
  const alike = stored.filter((row) => isLike(row, run));
  if (alike.length > 0) return { seconds: median(alike.map((row) => row.seconds as number)), basis: "like it", assumed: false };
  const { steps, assumed } = stepsOf(run, stored);
  if (stored.length > 0) {
    const each = median(stored.map((row) => (row.seconds as number) / (row.steps as number)));
    return { seconds: steps * each, basis: "stored steps", assumed };
  }
  const example = await timer(run);
  return { seconds: example * (gradientsAStep(run) * steps * run.batch + evaluated(run, steps) / 3), basis: "timed step", assumed };
}

const cellOf = ({ network, data, batch, remedies }: Run | RunRow): string =>
  JSON.stringify([network, data, batch, typeof remedies === "string" ? remedies : remedyTexts(remedies).join(" ")]);

/** Whether a stored run has the same work before it: the same examples, optimizer and end. */
function isLike(row: RunRow, run: Run): boolean {
  if (row.optimizer !== run.optimizer || row.until !== run.until || row.trainSize !== run.trainSize) return false;
  if ((row.evaluatedOn === "validation") !== (run.validation !== undefined)) return false;
  if (run.until === "epochs") return row.epochs === run.epochs;
  return run.until === "stall" || row.steps === run.steps;
}

/** Steps that a run will take, at least nearly. @param stored runs of its cell */
function stepsOf(run: Run, stored: readonly RunRow[]): { steps: number; assumed: boolean } {
  const schedule = scheduleOf(run, examplesOf(run));
  const most = schedule.steps ?? Number.POSITIVE_INFINITY;
  if (run.until === "steps") return { steps: most, assumed: false };
  if (run.until === "epochs") return { steps: mostSteps(schedule, examplesOf(run)), assumed: false };
  const stalled = stored.filter((row) => row.until === "stall" && row.epochs);
  const epochs = stalled.length > 0 ? median(stalled.map((row) => row.epochs as number)) : ASSUMED_EPOCHS;
  return {
    steps: Math.min(most, stepsBefore(schedule, examplesOf(run), Math.min(schedule.epochs, epochs))),
    assumed: stalled.length === 0,
  };
}

const examplesOf = ({ data, trainSize, validation = 0 }: Run): number => trainSize ?? dimensionsOf(data).train - validation;

/** Examples that are evaluated along the way and at the end; each costs about a third of one that is trained on: there is no way back through the network. */
function evaluated(run: Run, steps: number): number {
  const epochs = Math.ceil(steps / Math.max(1, Math.floor(examplesOf(run) / run.batch)));
  const test = run.validation ?? dimensionsOf(run.data).test;
  return (Math.floor(epochs / run.evaluateEvery) + 1) * test + examplesOf(run);
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/** A larger batch is timed by one of this size: an example costs about as much in it, and memory and time stay small. */
const LARGEST_TIMED = { dense: 256, convolutional: 32 };

/** Milliseconds that a measurement lasts beyond its first, slow step. */
const MEASURE_MS = 200;

/**
 * A timer that takes some steps on random data in this process, once for each network, data set, batch and optimizer.
 * @param threads of one operation; default: the process's choice, made already or now
 */
export function stepTimer(threads?: number): Timer {
  const known = new Map<string, Promise<number>>();
  return (run) => {
    const limit = trainingWork(run.network, run.batch).dense ? LARGEST_TIMED.dense : LARGEST_TIMED.convolutional;
    const batch = Math.min(run.batch, limit);
    const key = JSON.stringify([run.network, run.data, batch, run.optimizer]);
    const found = known.get(key) ?? timeExample(run, batch, threads);
    known.set(key, found);
    return found;
  };
}

async function timeExample(run: Run, batch: number, threads: number | undefined): Promise<number> {
  await useBackend(chosenBackend() ? {} : { threads, work: trainingWork(run.network, batch) });
  const { network, data, start } = workOf(run.network, run.data, batch, run);
  const optimizer = buildOptimizer(run);
  const engine = createEngine({ network, data, training: { optimizer, batch, settings: run } }, start);
  try {
    const rows = Int32Array.from({ length: batch }, (_, i) => i);
    const step = () => engine.train(rows, Float32Array.of(0), 0);
    step();
    const began = performance.now();
    let steps = 0;
    do {
      step();
      steps++;
    } while (performance.now() - began < MEASURE_MS);
    return (performance.now() - began) / 1000 / steps / batch;
  } finally {
    engine.dispose();
  }
}

function workOf(name: NetworkName, dataName: Run["data"], count: number, run: Run) {
  const { shape, classes } = dimensionsOf(dataName);
  const rng = random(0);
  const split: Split = {
    images: Uint8Array.from({ length: count * shape[0] * shape[1] * shape[2] }, () => rng.bits() & 255),
    labels: Uint8Array.from({ length: count }, () => rng.below(classes)),
    count,
  };
  const data: DataSet = { name: dataName, shape, classes, classNames: [], train: split, test: split, source: "random numbers" };
  const network = buildNetwork(name, shape, classes);
  return { network, data, start: startingState(network, buildOptimizer(run), rng) };
}
