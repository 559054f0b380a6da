/** The small training that fixtures/make_remedies.py does, too: 20 steps of 12 examples on a network with convolution and batch norm. */
import { parseRun, type Run, type RunInput } from "../../../src/config";
import type { DataSet, Split } from "../../../src/data/dataset";
import { batchNorm } from "../../../src/model/batch-norm";
import type { WeightSpec } from "../../../src/model/layer";
import { conv, dense, flatten, maxPool, relu } from "../../../src/model/layers";
import { network, sizeOf } from "../../../src/model/network";
import { compiledEngine } from "../../../src/train/compiled-engine";
import { eagerEngine } from "../../../src/train/eager-engine";
import { type Engine, type Snapshot, startingState, startOf, withExtra } from "../../../src/train/engine";
import { finished, trainingOf } from "../../../src/train/remedies/compose";
import { scheduleOf } from "../../../src/train/remedies/schedule";
import { stateSpecs } from "../../../src/train/state";

export const STEPS = 20;
export const BATCH = 12;
export const EXAMPLES = STEPS * BATCH;

export const net = network(
  "test",
  [8, 8, 2],
  [conv(3, 4), batchNorm(), relu(), maxPool(3, 2), flatten(), dense(7), batchNorm(), relu(), dense(5)],
);

/** Numbers in [−0.5, 0.5) from a multiplicative hash of their place. */
const ramp = (count: number, offset: number) =>
  Float64Array.from({ length: count }, (_, i) => (Math.imul(i + offset, 2654435761 | 0) >>> 0) / 2 ** 32 - 0.5);

const split: Split = {
  images: Uint8Array.from(ramp(EXAMPLES * 128, 10_000), (value) => Math.floor((value + 0.5) * 256)),
  labels: Uint8Array.from({ length: EXAMPLES }, (_, i) => (7 * i + Math.floor(i / BATCH)) % 5),
  count: EXAMPLES,
};

export const data: DataSet = {
  name: "glyphs",
  shape: [8, 8, 2],
  classes: 5,
  classNames: [],
  train: split,
  test: split,
  source: "made by this test",
};

const OFFSETS = [1, 1000, 5000];

function startingWeights(specs: WeightSpec[]): Float32Array {
  const offsets = [...OFFSETS];
  return Float32Array.from(
    specs.flatMap(({ shape, start }) => {
      const size = sizeOf(shape);
      if (start.kind === "constant") return Array<number>(size).fill(start.value);
      return [...ramp(size, offsets.shift() as number)].map((value) => value * 2 * Math.sqrt(6 / (start.fanIn + start.fanOut)));
    }),
  );
}

/** A run of one epoch of 20 steps; F1 stands for any network with batch norm, as `net` has no name. */
export const runOf = (settings: Partial<RunInput>): Run =>
  parseRun({ network: "F1", batch: BATCH, until: "epochs", epochs: 1, optimizer: "momentum", epsilon: 1e-4, ...settings });

export const ENGINES = { eager: eagerEngine, compiled: compiledEngine };

export interface Course {
  rates: Float32Array;
  losses: Float32Array;
  end: Snapshot;
}

/** All steps from the start that the fixtures have, and what remedies make of the end. */
export function twentySteps(run: Run, create: (typeof ENGINES)["eager"] = compiledEngine, steps = STEPS): Course {
  const schedule = scheduleOf(run, EXAMPLES);
  const training = trainingOf(run, net, EXAMPLES);
  const engine = create({ network: net, data, training });
  try {
    engine.write(startOfRun(run));
    const rates = Float32Array.from({ length: STEPS }, (_, step) => run.learningRate * schedule.rate({ step, epoch: step / STEPS }));
    const rows = Int32Array.from({ length: EXAMPLES }, (_, i) => i);
    const losses = engine.train(rows.subarray(0, steps * run.batch), rates.subarray(0, steps), 0);
    return { rates, losses, end: finishedOn(engine, run, rows) };
  } finally {
    engine.dispose();
  }
}

/** The state that a run starts from: that of the fixtures, and what its remedies keep. */
export function startOfRun(run: Run): Snapshot {
  const { optimizer, extraOf } = trainingOf(run, net, EXAMPLES);
  const drawn = startingState(net, optimizer, startOf(run.seed));
  return withExtra({ ...drawn, weights: startingWeights(net.weights) }, stateSpecs(net, optimizer, extraOf));
}

function finishedOn(engine: Engine, run: Run, rows: Int32Array): Snapshot {
  const { optimizer, extraOf } = trainingOf(run, net, EXAMPLES);
  const about = { run, network: net, examples: EXAMPLES, batch: run.batch, schedule: scheduleOf(run, EXAMPLES) };
  const last = engine.read();
  return finished(about, stateSpecs(net, optimizer, extraOf), last, (weights) => {
    engine.write({ ...last, weights });
    return engine.observe(rows, 0);
  });
}

/** Largest difference relative to the largest number. */
export function farthest(got: ArrayLike<number>, wanted: ArrayLike<number>): number {
  let [difference, size] = [0, 0];
  for (let i = 0; i < wanted.length; i++) {
    const off = Math.abs((wanted[i] as number) - (got[i] as number));
    // What is no number is as far as can be.
    difference = Number.isNaN(off) ? Number.POSITIVE_INFINITY : Math.max(difference, off);
    size = Math.max(size, Math.abs(wanted[i] as number));
  }
  return difference / size;
}
