/** A run with its network and its data, brought together once for all measures of a call. */
import { useBackend } from "../../backend/choose";
import { canonicalJson } from "../../config";
import type { DataSet } from "../../data/dataset";
import { fingerprint } from "../../data/fingerprint";
import { keptData } from "../../data/kept";
import { firstExamples } from "../../data/subset";
import { UsageError, UserError } from "../../errors";
import type { Network } from "../../model/network";
import { buildNetwork } from "../../model/networks";
import { loadRun, requireSameData, type StoredRun, vectorSha256 } from "../../train/run-folder";
import { loadSnapshot, loadSnapshots, type SnapshotFile, type StoredSnapshot } from "../../train/snapshots";
import { rescale } from "../rescale";
import { SharedLosses } from "./losses";
import type { Known } from "./measure";
import type { MeasureOptions } from "./options";

export interface Workplace {
  /** The run as it lies in its folder. */
  stored: StoredRun;
  network: Network;
  /** What is measured on: all examples, or a sample of them. */
  data: DataSet;
  dataSha256: string;
  /** Examples that the run was trained on, of which `data` may be a sample. */
  trainingExamples: number;
  /** What computes. */
  backend: string;
  losses: SharedLosses;
  /** The run's states along its training. @throws UserError where none were kept, or they do not belong to the run */
  snapshots(): Promise<StoredSnapshot[]>;
}

/** @throws UserError where the run or its data are not there, or not what they were */
export async function openWorkplace(
  folder: string,
  { split = "train", examples, signal }: Pick<MeasureOptions, "split" | "examples" | "signal">,
): Promise<Workplace> {
  const stored = requireFinite(await loadRun(folder));
  const whole = await dataOf(stored);
  const data = examples === undefined ? whole : { ...whole, [split]: firstExamples(whole[split], whole.classes, examples, "--examples") };
  const { name: backend } = await useBackend();
  const network = buildNetwork(stored.run.network, data.shape, data.classes);
  let snapshots: Promise<StoredSnapshot[]> | undefined;
  return {
    stored,
    network,
    data,
    trainingExamples: whole.train.count,
    dataSha256: data === whole ? stored.result.dataSha256 : fingerprint(data),
    backend,
    losses: new SharedLosses({ network, data, signal }),
    snapshots: () => {
      snapshots ??= snapshotsOf(stored);
      return snapshots;
    },
  };
}

/** @returns the run. @throws UserError for weights or statistics that are no numbers: a network with ReLU can hide them, and give numbers that mean nothing */
export function requireFinite<R extends Pick<StoredRun, "folder" | "weights" | "start" | "statistics">>(run: R): R {
  for (const name of ["weights", "start", "statistics"] as const) {
    const wrong = run[name].findIndex((value) => !Number.isFinite(value));
    if (wrong < 0) continue;
    throw new UserError(
      `The run in ${run.folder} cannot be measured: number ${wrong + 1} of its ${name} is ${run[name][wrong]}; the training diverged. Train it again, with a smaller --learning-rate.`,
    );
  }
  return run;
}

/** The data of a run. @throws UserError where they are not there, or not what the run was trained on */
export async function dataOf(stored: StoredRun): Promise<DataSet> {
  const data = await keptData(stored.run);
  requireSameData(stored, data);
  return data;
}

/** @throws UserError where there are none, or the last one is not the end of this run */
async function snapshotsOf(stored: StoredRun): Promise<StoredSnapshot[]> {
  const all = await loadSnapshots(stored.folder);
  for (const each of all) requireOfRun(each, stored);
  requireLast(all.at(-1) as StoredSnapshot, stored);
  return all;
}

/** The last of a run's snapshots. @throws UserError unless it is the run's end */
export async function requireEnd(stored: StoredRun, files: readonly SnapshotFile[]): Promise<StoredSnapshot> {
  const last = await loadSnapshot((files.at(-1) as SnapshotFile).file);
  requireLast(last, stored);
  return last;
}

function requireLast(last: StoredSnapshot, stored: StoredRun): void {
  requireOfRun(last, stored);
  if (vectorSha256(last.weights) === stored.result.weightsSha256) return;
  throw new UserError(
    `The snapshots in ${stored.folder} do not reach the end of its run: another training has begun there since. Train it again with --save and --snapshots.`,
  );
}

/** @throws UserError for a snapshot of another run */
export function requireOfRun({ run, data, step }: StoredSnapshot, stored: StoredRun): void {
  if (run === canonicalJson(stored.run) && data === stored.result.dataSha256) return;
  throw new UserError(
    `The snapshot of step ${step} in ${stored.folder} is of another run than the one that lies there. Train it again with --save and --snapshots.`,
  );
}

/** What measures can know of a run before they measure it. */
export const knownOf = ({ network, data, trainingExamples, snapshots }: Workplace, stored: StoredRun): Known => ({
  stored,
  network,
  data,
  trainingExamples,
  snapshots,
});

/** The run at rescaled weights. @throws UsageError where that layer cannot be rescaled */
export function rescaled(stored: StoredRun, how: MeasureOptions["rescale"], network: Network): StoredRun {
  if (!how) return stored;
  try {
    const { weights, statistics } = rescale(stored, how.layer, how.alpha, network);
    return { ...stored, weights, statistics };
  } catch (error) {
    throw error instanceof RangeError ? new UsageError(`--rescale: ${error.message}`) : error;
  }
}
