/** What moves a network's state over a data set: a compiled program on TensorFlow, operation by operation elsewhere. The caller does not know which. */
import { tf } from "../backend/tf";
import { refuseUntrainable } from "../backend/wasm";
import type { DataSet } from "../data/dataset";
import { cut, join } from "../model/flat";
import type { Mode, WeightSpec } from "../model/layer";
import { type Network, sizeOf, startingWeights } from "../model/network";
import { type Random, random } from "../random";
import { compiledEngine } from "./compiled-engine";
import { eagerEngine } from "./eager-engine";
import type { Evaluation } from "./evaluate";
import type { Optimizer } from "./optimizers/optimizer";
import { type ExtraOf, type ExtraSpec, type StateSpecs, type StepSettings, stateSpecs } from "./state";
import type { Wrappers } from "./step";

/** The whole state of a training as flat vectors; exact. */
export interface Snapshot {
  weights: Float32Array;
  /** The optimizer's slots, weight by weight. Empty where nothing is trained. */
  slots: Float32Array;
  /** Batch norm's running statistics. */
  statistics: Float32Array;
  /** What remedies keep, one after the other; absent: nothing. */
  extra?: Float32Array;
}

/** The state that a training starts from: weights drawn, slots and statistics at their constants, and what remedies keep. */
export function startingState(network: Network, optimizer: Optimizer, random: Random, extraOf?: ExtraOf): Snapshot {
  const specs = stateSpecs(network, optimizer, extraOf);
  const drawn = (specs: WeightSpec[]) => startingWeights(specs, random);
  return withExtra({ weights: drawn(specs.weights), slots: drawn(specs.slots), statistics: drawn(specs.statistics) }, specs);
}

/** A state with what remedies keep at its starting values. */
export function withExtra(start: Omit<Snapshot, "extra">, specs: StateSpecs): Snapshot {
  const extra = Object.values(specs.extra).flat();
  if (extra.length === 0) return start;
  const parts = (["weights", "slots", "statistics"] as const).flatMap((kind) =>
    cut(start[kind], specs[kind]).map((values, i) => [(specs[kind][i] as WeightSpec).name, values] as const),
  );
  const named = new Map(parts);
  const valuesOf = ({ name, shape, start }: ExtraSpec): Float32Array => {
    if (typeof start === "number") return new Float32Array(sizeOf(shape)).fill(start);
    const values = named.get(start.copyOf);
    if (!values) throw new Error(`${name} should start as a copy of ${start.copyOf}, which the state does not have.`);
    return values;
  };
  return { ...start, extra: join(extra.map(valuesOf)) };
}

/** What a run's weights are drawn from. */
export const startOf = (seed: number): Random => random(seed).split("start");

export interface Engine {
  /**
   * Trains for some steps.
   * @param rows `steps · batch` numbers of training examples
   * @param rates learning rate of each step
   * @param firstStep number of the first of these steps since the start; it picks dropout's masks
   * @returns the loss of each step's batch before the step
   */
  train(rows: Int32Array, rates: Float32Array, firstStep: number): Float32Array;
  evaluate(split: "train" | "test"): Evaluation;
  /**
   * What batch norm sees at the weights at hand, dropout on as in training: the mean over batches of examples.
   * @param rows `batches · batch` numbers of training examples
   * @param firstStep picks dropout's masks, one more for each batch
   * @returns in the layout of the running statistics
   * @throws Error for an engine whose training has not said that it `observes`
   */
  observe(rows: Int32Array, firstStep: number): Float32Array;
  read(): Snapshot;
  write(snapshot: Snapshot): void;
  dispose(): void;
}

/** How an engine trains. */
export interface TrainingSpec {
  optimizer: Optimizer;
  batch: number;
  settings: StepSettings;
  /** Of remedies, around the layers of the step. */
  wrappers?: Wrappers;
  /** What remedies keep in the state. */
  extraOf?: ExtraOf;
  /** The step cuts its batch, and can be recorded at multiples of this alone (and what the batch leaves of one); default 1. */
  grain?: number;
  /** Whether `observe` will be asked for. */
  observes?: boolean;
}

export interface EngineSpec {
  network: Network;
  data: DataSet;
  /** What evaluation normalises with; default `running`. */
  normalise?: Mode["normalise"];
  /** Examples an evaluation chunk. */
  chunk?: number;
  /** Absent: the engine only evaluates. */
  training?: TrainingSpec;
}

/**
 * An engine on the backend in use, at `start`.
 * @throws UserError when that backend cannot train the network
 */
export function createEngine(spec: EngineSpec, start: Snapshot): Engine {
  if (spec.training) refuseUntrainable(spec.network);
  const engine = tf.getBackend() === "tensorflow" ? compiledEngine(spec) : eagerEngine(spec);
  engine.write(start);
  return engine;
}
