/** How long runs will take: by the times of stored runs that are like them, else by a step that is timed here. */
import { chosenBackend, useBackend } from "../backend/choose";
import { canonicalJson, type Run } from "../config";
import type { DataSet, Split } from "../data/dataset";
import { dimensionsOf } from "../data/dimensions";
import { buildNetwork, type NetworkName, trainingWork } from "../model/networks";
import { random } from "../random";
import { median } from "../stats/summary";
import { createEngine, startingState } from "../train/engine";
import { buildOptimizer } from "../train/optimizers";
import { gradientsAStep, remedyTexts } from "../train/remedies/check";
import { examplesOf, expectedSteps, stepsAnEpoch } from "./expected";
import type { RunRow } from "./store/row";

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
    // The seed does not change the time of a run, and the rate only when the loss stalls.
    const key = canonicalJson({ ...run, seed: 0, learningRate: run.until === "stall" ? run.learningRate : 0 });
    const found = known.get(key) ?? estimate(run, cells.get(cellOf(run)) ?? [], timer);
    known.set(key, found);
    return found;
  };
}

/** Seconds below which a stored run tells little of longer ones: the first steps of a program are slow, and a timer coarse. */
const TELLING = 1;

/** @param stored runs of its cell that are done */
async function estimate(run: Run, stored: readonly RunRow[], timer: Timer): Promise<Estimate> {
  const alike = stored.filter((row) => isLike(row, run));
  const closest = alike.filter(({ learningRate }) => learningRate === run.learningRate);
  const like = closest.length > 0 ? closest : alike;
  if (like.length > 0) return { seconds: median(like.map((row) => row.seconds as number)), basis: "like it", assumed: false };
  const { steps, assumed } = expectedSteps(run, stored);
  const work = workOf(run, steps);
  const telling = stored
    .map((row) => ({
      seconds: row.seconds as number,
      work: workOf({ ...(row as unknown as Run), remedies: run.remedies }, row.steps as number),
    }))
    .filter((each) => each.seconds >= TELLING || each.work >= work / 4);
  if (telling.length > 0)
    return { seconds: work * median(telling.map((each) => each.seconds / each.work)), basis: "stored steps", assumed };
  return { seconds: work * (await timer(run)), basis: "timed step", assumed };
}

const cellOf = ({ network, data, batch, remedies }: Run | RunRow): string =>
  JSON.stringify([network, data, batch, typeof remedies === "string" ? remedies : remedyTexts(remedies).join(" ")]);

/** Whether a stored run has the same work before it: the same examples, optimizer, evaluations and end. */
function isLike(row: RunRow, run: Run): boolean {
  const keys = ["optimizer", "until", "trainSize", "validation", "evaluateEvery"] as const;
  const ofStall = run.until === "stall" ? (["patience", "minDelta"] as const) : [];
  return [...keys, ...ofStall].every((key) => row[key] === run[key]) && row.maxEpochs === run.epochs && row.maxSteps === run.steps;
}

/**
 * The work of so many steps, in examples that are trained on. One that is evaluated, along the way or at the end, counts as about a third: there is no way back through the network. In a small run
 * the evaluations are most of the work.
 */
function workOf(run: Pick<Run, "data" | "batch" | "trainSize" | "validation" | "evaluateEvery" | "remedies">, steps: number): number {
  const epochs = Math.ceil(steps / stepsAnEpoch(run));
  const test = run.validation ?? dimensionsOf(run.data).test;
  return gradientsAStep(run) * steps * run.batch + ((Math.floor(epochs / run.evaluateEvery) + 1) * test + examplesOf(run)) / 3;
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
  const { network, data, start } = madeUp(run.network, run.data, batch, run);
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

function madeUp(name: NetworkName, dataName: Run["data"], count: number, run: Run) {
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
