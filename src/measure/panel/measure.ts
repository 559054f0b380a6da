/** The panel of measures that a trained run can be put through, each by name, with its settings, its cost and what it needs. */
import type { Run } from "../../config";
import type { DataSet } from "../../data/dataset";
import { UsageError } from "../../errors";
import type { Network } from "../../model/network";
import { type Random, random } from "../../random";
import type { StoredRun } from "../../train/run-folder";
import type { StoredSnapshot } from "../../train/snapshots";
import type { NetworkLoss } from "../network-loss";
import type { SumKind } from "../sums";
import { requireWithinLimits } from "./limits";
import type { LossSpec } from "./losses";

/** How often a measure goes over the examples, at most. */
export interface Cost {
  /** Evaluations of the loss alone. */
  losses?: number;
  /** Of the loss and its gradient. */
  gradients?: number;
  /** Products with the Hessian, or with the Gauss–Newton matrix. */
  products?: number;
}

/** What a measure is given. */
export interface Subject {
  stored: StoredRun;
  network: Network;
  data: DataSet;
  /** Examples that the run was trained on, of which `data` may be a sample: the N of what is said of the training. */
  trainingExamples: number;
  /** The weights to be measured: those of `stored`. */
  w: Float64Array;
  loss: NetworkLoss;
  /** The loss with other settings, for measures that need it; freed by the panel. */
  another(spec: Partial<LossSpec> & Pick<LossSpec, "kinds">): Promise<NetworkLoss>;
  /** States of the training on its way, its start and its end among them. @throws UserError where none were kept */
  snapshots(): Promise<StoredSnapshot[]>;
  random: Random;
  /** Tells this measurement, with its settings, from all others of the run. */
  key: string;
  /** A file for what is done so far, from which the same measurement goes on; the panel removes it once the result is kept. */
  partial: string;
  signal?: AbortSignal;
  /** @param done passes over the examples so far */
  onPass(done: number): void;
}

/** What is known of a subject before it is measured. */
export type Known = Pick<Subject, "stored" | "network" | "data" | "trainingExamples" | "snapshots">;

/** What is known of a run before it is trained. */
export interface Untrained {
  run: Pick<Run, "optimizer" | "batch" | "remedies">;
  network: Pick<Network, "kinds">;
  /** Number of its training examples. */
  examples: number;
  /** Whether it keeps its states along the training. */
  snapshots: boolean;
}

export type Settings = Record<string, number>;

export interface Measure {
  /** In a few words. */
  about: string;
  /** All settings, with their defaults. */
  settings: Settings;
  kinds: SumKind[];
  /** Why it cannot be taken, with these settings, of a run as it will be trained, and what could be done; undefined where it can. */
  refusal?(untrained: Untrained, settings: Settings): string | undefined;
  /** The loss that it needs, where that is not the one asked for. @throws UserError for a run that it cannot measure */
  on?(subject: Known): Partial<Omit<LossSpec, "kinds">>;
  /** Refuses settings that do not fit the run or each other, before anything is timed. @throws RangeError; UserError for a run that it cannot measure */
  check?(settings: Settings, subject: Known, on: Pick<LossSpec, "split" | "batchNorm">): void | Promise<void>;
  /** What its result depends on beside the weights, in a few words. */
  also?(subject: Known): Promise<string>;
  /** It follows the training, and says nothing of one point: it cannot be measured along the training, nor at rescaled weights. */
  ofTraining?: boolean;
  /** Its main number in the result: a path such as `phi.mean`. None: the result is no number. */
  headline?: string;
  cost(settings: Settings, subject: Known): Cost | Promise<Cost>;
  /** @returns plain data: numbers, lists, records */
  run(subject: Subject, settings: Settings): Promise<object>;
}

/** How a subject follows and ends a measure that evaluates its loss. */
export const watch = ({ random, onPass, signal }: Subject) => ({ random, onEvaluation: onPass, ...(signal ? { signal } : {}) });

/** The main number of a result; undefined where it has none. */
export function headlineOf({ headline }: Pick<Measure, "headline">, result: unknown): number | undefined {
  const found = headline?.split(".").reduce((value: unknown, key) => (value as Record<string, unknown> | undefined)?.[key], result);
  return typeof found === "number" ? found : undefined;
}

/** The settings of a measure with some changed. @throws UsageError for a name that the measure does not have, and for a value out of its limits */
export function settingsOf(name: string, { settings }: Pick<Measure, "settings">, changes: Record<string, string | number>): Settings {
  const unknown = Object.keys(changes).find((key) => !(key in settings));
  if (unknown) {
    const known = Object.keys(settings);
    throw new UsageError(`${name} has no setting ${unknown}. ${known.length > 0 ? `Its settings: ${known.join(", ")}.` : "It has none."}`);
  }
  const wrong = Object.entries(changes).find(([, value]) => typeof value !== "number");
  if (wrong) throw new UsageError(`${name}.${wrong[0]} must be a number, got "${wrong[1]}".`);
  const all = { ...settings, ...(changes as Settings) };
  requireWithinLimits(name, all);
  return all;
}

/** The stream of random numbers of a measure: another measure beside it does not change its numbers. */
export const streamOf = (seed: number, name: string): Random => random(seed).split("measure", name);
