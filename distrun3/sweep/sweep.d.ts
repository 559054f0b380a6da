import type { Executor, Planned, SweepEvent } from "./executor";
import { type SweepInput } from "./grid";
import { type RunStore } from "./store";
import type { RunRow } from "./store/row";
import { type TunedRate } from "./tune";
/** What is about to be executed. A sweep whose rates are tuned has two stages, others have the second one. */
export interface SweepStage {
    name: "tuning" | "runs";
    /** All runs of the stage. */
    runs: Planned[];
    /** Those that are not in the store. */
    toDo: Planned[];
    /** Who executes them; absent where nothing is to do. */
    executor?: string;
}
export interface SweepOptions {
    /** Default: the folder LARGEBATCH_RUNS, else data/runs. */
    store?: RunStore;
    /** Default: a pool of processes on this machine. */
    executor?: Executor;
    /** Told before each stage. */
    onStage?(stage: SweepStage): void;
    onEvent?(event: SweepEvent): void;
    /** Told what a reader should know, a sentence at a time. */
    onNote?(note: string): void;
    /** Aborted: runs at hand are saved, and the same sweep goes on with them. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
    /** Seconds between two checkpoints of a run; default: 60. */
    checkpointEvery?: number;
}
/** What is missing of a sweep, and why. */
export interface SweepFailure {
    /** Of the run; absent for runs that have no learning rate, and so no id. */
    id?: string;
    /** For people: "F1 on mnist, batch 256, seed 3". */
    what: string;
    error: string;
    attempts?: number;
}
export interface SweepResult {
    /** A row a finished run, seed by seed. */
    rows: RunRow[];
    failed: SweepFailure[];
    /** Runs that were in the store, and runs that were executed for this call, tuning included. */
    taken: number;
    executed: number;
    /** The signal came first: what is missing is neither done nor failed. */
    interrupted: boolean;
    /** Where the rates were tuned: those chosen, and what they were chosen from. */
    rates: TunedRate[];
    /** What the reader was told with `onNote`. */
    notes: string[];
}
/**
 * Runs a sweep to its end. Called again, it takes what is done from the store, in milliseconds, and goes on with the rest.
 * A run that failed is named in the result and keeps no other from being executed; the next call tries it again, unless it diverged.
 * @throws UsageError for a sweep that is wrong, UserError where the store or the executor cannot work at all
 */
export declare function sweep(input: SweepInput, options?: SweepOptions): Promise<SweepResult>;
