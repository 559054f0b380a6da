/** What a measure of several runs together is: how many it takes, what it needs of them, and what it is given. */
import type { DataSet } from "../../data/dataset";
import { UsageError } from "../../errors";
import type { Network } from "../../model/network";
import type { Random } from "../../random";
import type { StoredRun } from "../../train/run-folder";
import type { BatchNormMode, NetworkLoss } from "../network-loss";
import type { LossSpec } from "./losses";
import type { Settings } from "./measure";
import type { Estimate } from "./options";

/** What a measure of several runs is given. */
export interface JointSubject {
  /** In the order in which they were named. */
  runs: StoredRun[];
  random: Random;
  key: string;
  /** As a single run's `Subject.partial`. */
  partial: string;
  signal?: AbortSignal;
  /** @param done so many of the passes that were estimated */
  onPass(done: number): void;
}

/** The same with a network to evaluate. */
export interface JointNetwork extends JointSubject {
  network: Network;
  data: DataSet;
  /** Whose examples, where the measure takes one split. */
  split: "train" | "test";
  /** Modes of batch norm, those that the measure chose. */
  modes: BatchNormMode[];
  /** A loss, made once a call. @param statistics default: none, for `withStatistics` */
  loss(spec: LossSpec, statistics?: Float32Array): Promise<NetworkLoss>;
}

interface JointCommon {
  about: string;
  settings: Settings;
  /** Its main number in the result, as of a single run's measure. */
  headline?: string;
  /** How many runs it takes. */
  runs: { least: number; most: number };
  /** Refuses settings that do not fit each other, before anything is read. @throws RangeError */
  check?(settings: Settings): void;
  /** Whether the runs may differ in a setting; in batch and seed they always may. */
  mayDiffer(setting: string): boolean;
}

/** Works on the histories of the runs alone. */
export interface HistoryMeasure extends JointCommon {
  of: "histories";
  /** What of a run its result depends on. */
  key(run: StoredRun): unknown;
  run(subject: JointSubject, settings: Settings): Promise<object>;
}

/** Evaluates the network at points of weight space between and around the runs. */
export interface SpaceMeasure extends JointCommon {
  of: "space";
  split: "asked" | "both";
  /** Modes of batch norm. @param asked undefined: none was asked for */
  modes(asked: BatchNormMode | undefined): BatchNormMode[];
  /** `passes` are evaluations, of both splits where it takes both. */
  estimate(subject: JointNetwork, settings: Settings): Promise<Estimate>;
  run(subject: JointNetwork, settings: Settings): Promise<object>;
}

export type JointMeasure = HistoryMeasure | SpaceMeasure;

/** The settings that make a loss: runs that agree in them have one function of the weights. */
const FUNCTION = ["network", "data", "trainSize", "validation"];
export const ofOneFunction = (setting: string): boolean => !FUNCTION.includes(setting);

/** @throws UsageError for too few or too many runs, or such as cannot be put together */
export function requireTogether(name: string, { runs: { least, most }, mayDiffer }: JointMeasure, runs: readonly StoredRun[]): void {
  if (runs.length < least || runs.length > most) {
    const wanted = most === least ? `${least} runs` : `${least} runs or more`;
    throw new UsageError(`${name} takes ${wanted} together, got ${runs.length}: npx largebatch measure RUN… --what ${name}.`);
  }
  const [first, ...others] = runs as [StoredRun, ...StoredRun[]];
  for (const other of others) {
    const keys = [...new Set([...Object.keys(first.run), ...Object.keys(other.run)])] as (keyof StoredRun["run"])[];
    const differing = keys.filter((key) => key !== "batch" && key !== "seed" && !mayDiffer(key) && first.run[key] !== other.run[key]);
    const said = differing.map((key) => `${key} is ${first.run[key] ?? "not set"} and ${other.run[key] ?? "not set"}`);
    if (differing.length > 0) throw new UsageError(`${name}: ${first.folder} and ${other.folder} do not go together: ${said.join("; ")}.`);
    if (first.result.dataSha256 !== other.result.dataSha256)
      throw new UsageError(`${name}: ${first.folder} and ${other.folder} were trained on other files of ${first.run.data}.`);
  }
  const same = runs.find(({ result }, i) => runs.slice(0, i).some((before) => before.result.weightsSha256 === result.weightsSha256));
  if (same) throw new UsageError(`${name}: ${same.folder} is named twice, or another run has the very same weights.`);
}
