import type { Planned } from "../executor";
import type { Place } from "./places";
import type { FromWorker, Outcome, RunSettings } from "./protocol";
/** What became of a run that a process was given; `died`: with the process. */
export type Ended = Outcome | {
    kind: "died";
    error: string;
};
export interface Watch {
    onStarted(from?: {
        step: number;
        epoch: number;
    }): void;
    onProgress(event: Extract<FromWorker, {
        kind: "progress";
    }>["event"]): void;
    /** Aborted: the process saves its run and leaves it. */
    signal: AbortSignal;
}
export interface PoolProcess {
    pid: number | undefined;
    /** Whether it ever came up. */
    readonly ready: boolean;
    /** Whether it ended by itself before it came up. */
    readonly falseStart: boolean;
    /** Whether it is there no more. */
    readonly gone: boolean;
    /** After its last run. */
    readonly memoryMB: number;
    /** Has a run executed; one at a time. */
    execute(planned: Planned, settings: RunSettings, watch: Watch): Promise<Ended>;
    /** Lets it end; resolves when it has. */
    end(): Promise<void>;
}
/** @param quietLeast seconds that a run may work without a sign, whatever else is expected of it */
export declare function startProcess(place: Place, quietLeast?: number): PoolProcess;
/** How a process ended, in words. @param words its last on standard error */
export declare function describeEnd(code: number | null, signal: string | null, words: string): string;
