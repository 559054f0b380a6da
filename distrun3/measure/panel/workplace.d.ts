import type { DataSet } from "../../data/dataset";
import type { Network } from "../../model/network";
import { type StoredRun } from "../../train/run-folder";
import { type SnapshotFile, type StoredSnapshot } from "../../train/snapshots";
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
    /** What computes. */
    backend: string;
    losses: SharedLosses;
    /** The run's states along its training. @throws UserError where none were kept, or they do not belong to the run */
    snapshots(): Promise<StoredSnapshot[]>;
}
/** @throws UserError where the run or its data are not there, or not what they were */
export declare function openWorkplace(folder: string, { split, examples, signal }: Pick<MeasureOptions, "split" | "examples" | "signal">): Promise<Workplace>;
/** The data of a run. @throws UserError where they are not there, or not what the run was trained on */
export declare function dataOf(stored: StoredRun): Promise<DataSet>;
/** @throws UserError unless the last of a run's snapshots is its end */
export declare function requireEnd(stored: StoredRun, files: readonly SnapshotFile[]): Promise<void>;
/** @throws UserError for a snapshot of another run */
export declare function requireOfRun({ run, data, step }: StoredSnapshot, stored: StoredRun): void;
/** What measures can know of a run before they measure it. */
export declare const knownOf: ({ network, data, snapshots }: Workplace, stored: StoredRun) => Known;
/** The run at rescaled weights. @throws UsageError where that layer cannot be rescaled */
export declare function rescaled(stored: StoredRun, how: MeasureOptions["rescale"], network: Network): StoredRun;
