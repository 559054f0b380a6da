import { type Run } from "../config";
import type { DataSet } from "../data/dataset";
import type { Snapshot } from "./engine";
import type { SnapshotKeeper } from "./loop";
/** In the folder of the run. */
export declare const SNAPSHOT_FOLDER = "snapshots";
declare const VECTORS: ["weights", "statistics"];
/** How far apart snapshots are. */
export interface Spacing {
    every: number;
    unit: "epochs" | "steps";
}
export interface SnapshotOptions extends Spacing {
    /** Of the run: the snapshots lie in its folder `snapshots`. */
    folder: string;
    run: Run;
    data: DataSet;
}
/** Where a training stood after so many steps. */
export interface StoredSnapshot extends Pick<Snapshot, (typeof VECTORS)[number]> {
    step: number;
    /** Steps in epochs; within one, no whole number. */
    epoch: number;
    /** Of which training: its run as canonical JSON, and the hash of its data. */
    run: string;
    data: string;
}
/** The spacing that a text gives: "5" or "epochs:5", "steps:100". @throws UsageError for another one */
export declare function parseSpacing(text: string): Spacing;
/**
 * Snapshots of one training, beside its run. A training that starts begins them anew; one that is resumed keeps those up to its step and makes the later ones again, so that none is there
 * twice and none is missing. Its methods throw a UserError where snapshots of another run lie there, where one is missing or damaged, and where the folder cannot be written to.
 */
export declare function snapshotsIn({ folder, run, data, every, unit }: SnapshotOptions): SnapshotKeeper;
export interface SnapshotFile {
    step: number;
    file: string;
}
/** A run's snapshots in the order of their steps. @throws UserError where there are none */
export declare function requireSnapshots(folder: string): Promise<SnapshotFile[]>;
/** The same; none where there are none. */
export declare function snapshotFiles(folder: string): Promise<SnapshotFile[]>;
/** @throws UserError for a file that cannot be read, is damaged, or is no snapshot */
export declare function loadSnapshot(file: string): Promise<StoredSnapshot>;
/**
 * The snapshots in a run's folder, in the order of their steps; all at once, with 4 bytes a weight each.
 * @throws UserError where there are none, where one is damaged, and where they are not all of one training
 */
export declare function loadSnapshots(folder: string): Promise<StoredSnapshot[]>;
export {};
