/** What a sweep asks of those who execute its runs, a pool on this machine or workers behind a queue, and what it hears from them. */
import type { Run } from "../config";
import type { RunStore } from "./store";
import type { RunRow } from "./store/row";
/** A run that a sweep wants, and its name. */
export interface Planned {
    /** `runId(run)`. */
    id: string;
    run: Run;
    /** The recipe of the sweep that it comes from. */
    recipe: string;
}
export type SweepEvent = {
    kind: "started";
    id: string;
    worker: string;
    attempt: number;
    from?: {
        step: number;
        epoch: number;
    };
} | {
    kind: "progress";
    id: string;
    epoch: number;
    step: number;
    /** Of the run's own end, 0 to 1; at most, where the loss may stall before it. */
    share: number;
    loss: number;
    /** Newest accuracy on the evaluation set, 0 to 1. */
    accuracy?: number;
    memoryMB: number;
} | {
    kind: "done";
    id: string;
    row: RunRow;
} | {
    kind: "retrying";
    id: string;
    attempt: number;
    error: string;
} | {
    kind: "failed";
    id: string;
    attempts: number;
    error: string;
};
export interface ExecutorOptions {
    store: RunStore;
    onEvent(event: SweepEvent): void;
    /** Aborted: runs at hand are saved and left resumable, and `execute` comes back. */
    signal: AbortSignal;
    /** Measures of the panel taken of each finished run, e.g. "keskar", "hessian". */
    measure: string[];
    /** Seconds between two checkpoints of a run. */
    checkpointEvery: number;
}
/** Executes runs until each is done or has failed, or the signal says stop. A run that is done is in the store before its event is told. */
export interface Executor {
    /** For people: "2 processes", "the queue at redis://…". Without passwords. */
    name: string;
    execute(runs: Planned[], options: ExecutorOptions): Promise<void>;
}
/** Times that a run is started anew after its worker died or hung, before it counts as failed. */
export declare const MOST_RETRIES = 3;
