import { type Column, type RunRow, type Value } from "./row";
/** An epoch of a run, with what tells the run from others. */
export type EpochRow = Record<string, Value | undefined>;
export declare const HISTORY_COLUMNS: readonly Column[];
/** The epochs of runs, run by run; of those that are not done, the epochs so far. What cannot be read of a damaged run is left out. */
export declare function historyRows(store: string, rows: Iterable<RunRow>): AsyncGenerator<EpochRow>;
/** The epochs of the run in a folder, as columns. What cannot be read is left out. */
export declare const epochsIn: (folder: string, status: RunRow["status"]) => EpochRow[];
