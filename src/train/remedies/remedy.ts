/** What a remedy against the generalization gap is: a name, its paper, its settings, and the layers of a training that it wraps. */
import type { z } from "zod";
import type { Run } from "../../config";
import type { Network } from "../../model/network";
import type { Snapshot } from "../engine";
import type { Optimizer } from "../optimizers/optimizer";
import type { ExtraSpec, StateSpecs } from "../state";
import type { Wrappers } from "../step";

/** A number, a word or a switch: settings of a remedy are flat, so that a command line can give them. */
export type Setting = number | string | boolean;
export type Settings = Record<string, Setting>;

/** How far a training is, where a schedule is asked. */
export interface Place {
  /** Steps since the start. */
  step: number;
  /** Epochs since the start; within one, no whole number. */
  epoch: number;
}

/** What is decided outside of the recorded step, as functions of how far the training is. */
export interface Schedule {
  /** Epochs to train, or at most to train. */
  epochs: number;
  /** Steps to train, or at most to train; undefined: no limit. */
  steps: number | undefined;
  /** Size of a mini-batch in an epoch, counted from 0. Where it changes, the step is recorded anew. */
  batch(epoch: number): number;
  /** The step's learning rate as a multiple of the run's. */
  rate(place: Place): number;
  /** Whether the optimizer starts anew with this epoch: its slots at their first values, the weights as they are. */
  restarts(epoch: number): boolean;
}

/** What a remedy is told of the training that it is part of. */
export interface About {
  run: Run;
  /** Number of training examples. */
  examples: number;
}

/** What it is told where a step is made. */
export interface StepAbout extends About {
  network: Network;
  /** Size of the mini-batch that the step is made for. */
  batch: number;
  /** Of the whole training, all remedies together. */
  schedule: Schedule;
}

/** What a finished training still offers. */
export interface Finish {
  /** The remedy's own tensors at the end, as it declared them in `extra`. */
  own: Float32Array[];
  /** Batch norm's statistics at some weights: the mean of what it sees over one epoch of training batches. */
  statisticsAt(weights: Float32Array): Float32Array;
}

/** The layers that a remedy wraps, for one batch size; those that it leaves out stay as they are. */
export interface Parts extends Wrappers {
  optimizer?(base: Optimizer): Optimizer;
  /** Tensors of its own, kept with the weights in checkpoints. A step finds them in `state.extra` under the remedy's name. */
  extra?(specs: Omit<StateSpecs, "extra">): ExtraSpec[];
  /** The state that counts in the end, from the last one: called once, after the last step, never for a training that was interrupted. */
  finish?(end: Snapshot, offer: Finish): Snapshot;
  /** Into how many equal parts it cuts the batch, e.g. for workers; the remedies within see one part. */
  cuts?: number;
  /** Of how many examples the groups are that it cuts the batch (or the part of it) into; the last group may be smaller. */
  groups?: number;
}

export interface Remedy<S extends Settings = Settings> {
  /** As it is given to `--remedy`. */
  name: string;
  /** One line: what it does. */
  idea: string;
  /** Authors, year, arXiv number. */
  paper: string;
  /** Each with a default and `.describe(…)`: what it is, its unit, where the default comes from. */
  settings: z.ZodType<S> & { shape: Record<string, z.ZodType> };
  /** Gradients of the whole batch that a step takes. */
  cost: number | ((settings: S) => number);
  /** Names of remedies that it cannot be combined with, each with the reason; said once for a pair. */
  excludes?: Record<string, string>;
  /** Why it cannot be part of a run, where that is so: the rest of a sentence that begins with the remedy's name, with what to do. */
  refuses?(settings: S, run: Run): string | undefined;
  /** Wraps the schedule. */
  schedule?(settings: S, about: About): (next: Schedule) => Schedule;
  /** Makes the layers of a step. */
  parts?(settings: S, about: StepAbout): Parts;
}

/** A remedy whose other fields are checked against its settings. */
export const remedy = <S extends Settings>(definition: Remedy<S>): Remedy => definition as unknown as Remedy;
