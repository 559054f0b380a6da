import { type Teller } from "./execute/pulse";
import type { Planned } from "./executor";
import type { RunStore } from "./store";
import type { RunRow } from "./store/row";
export interface ExecuteOptions extends Teller {
    store: RunStore;
    /** Aborted: the run is saved between two steps and left resumable. */
    signal: AbortSignal;
    /** Measures of the panel taken of the finished run. */
    measure: string[];
    /** Seconds between two checkpoints. */
    checkpointEvery: number;
    /** Told when the run is in the hands of this process. @param from where its checkpoint stood */
    onStart?(from?: {
        step: number;
        epoch: number;
    }): void;
}
/** What came of one attempt at a run. */
export type Attempt = {
    kind: "done";
    row: RunRow;
}
/** Another process has it. */
 | {
    kind: "held";
}
/** The signal came first. */
 | {
    kind: "interrupted";
};
/** Milliseconds between two looks at a run that another process has. */
export declare const LOOK_MS = 1000;
/**
 * Executes a run and puts it into the store; one that is done already is not done again, one that another process has is waited for.
 * @returns undefined where the signal came first: the run is saved, and the same call goes on with it
 * @throws UserError for what no other attempt would mend: a diverged loss, other data than the checkpoint's, a store that cannot be written
 */
export declare function executeRun(planned: Planned, options: ExecuteOptions): Promise<RunRow | undefined>;
/** As `executeRun`, but does not wait for another process. */
export declare function attemptRun(planned: Planned, options: ExecuteOptions): Promise<Attempt>;
