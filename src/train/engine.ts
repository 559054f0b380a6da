/** What moves a network's state over a data set: a compiled program on TensorFlow, operation by operation elsewhere. The caller does not know which. */
import { tf } from "../backend/tf";
import { refuseUntrainable } from "../backend/wasm";
import type { DataSet } from "../data/dataset";
import type { Mode, WeightSpec } from "../model/layer";
import { type Network, startingWeights } from "../model/network";
import { type Random, random } from "../random";
import { compiledEngine } from "./compiled-engine";
import { eagerEngine } from "./eager-engine";
import type { Evaluation } from "./evaluate";
import type { Optimizer } from "./optimizers/optimizer";
import { type StepSettings, stateSpecs } from "./step";

/** The whole state of a training as flat vectors; exact. */
export interface Snapshot {
  weights: Float32Array;
  /** The optimizer's slots, weight by weight. Empty where nothing is trained. */
  slots: Float32Array;
  /** Batch norm's running statistics. */
  statistics: Float32Array;
}

/** The state that a training starts from: weights drawn, slots and statistics at their constants. */
export function startingState(network: Network, optimizer: Optimizer, random: Random): Snapshot {
  const { slots, statistics } = stateSpecs(network, optimizer);
  const drawn = (specs: WeightSpec[]) => startingWeights(specs, random);
  return { weights: drawn(network.weights), slots: drawn(slots), statistics: drawn(statistics) };
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
  read(): Snapshot;
  write(snapshot: Snapshot): void;
  dispose(): void;
}

export interface EngineSpec {
  network: Network;
  data: DataSet;
  /** What evaluation normalises with; default `running`. */
  normalise?: Mode["normalise"];
  /** Examples an evaluation chunk. */
  chunk?: number;
  /** Absent: the engine only evaluates. */
  training?: { optimizer: Optimizer; batch: number; settings: StepSettings };
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
