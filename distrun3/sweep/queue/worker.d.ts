import type { Run } from "../../config";
import type { RunStore } from "../store";
import { type Address } from "./address";
import type { Execute } from "./hands";
export type WorkEvent = {
    kind: "started" | "done" | "handed back" | "lost";
    id: string;
    run: Run;
} | {
    kind: "failed";
    id: string;
    run: Run;
    error: string;
}
/** Something to tell people. */
 | {
    kind: "notice";
    text: string;
};
export interface WorkSpec {
    address: Address;
    queue: string;
    concurrency: number;
    signal: AbortSignal;
    /** On this machine's own disk. */
    store: RunStore;
    execute: Execute;
    onEvent(event: WorkEvent): void;
    /** Seconds without a sign after which another worker may take a run. */
    lockSeconds: number;
    /** Ends after so many seconds without work. */
    idleSeconds?: number;
    /** Seconds to wait for a Redis that is not there yet. */
    patience?: number;
}
/**
 * Works until the signal says stop, or nothing was to do for so long.
 * @throws UserError where Redis cannot be reached, or the worker is refused: another version, other data
 */
export declare function work(spec: WorkSpec): Promise<void>;
