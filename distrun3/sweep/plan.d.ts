/** What a sweep would do: its runs, which of them are in the store, and how long the others will take. Nothing is trained. */
import { type Basis, type Timer } from "./estimate";
import type { Planned } from "./executor";
import { type SweepInput } from "./grid";
import { type PlanStatus } from "./status";
import { type RunStore } from "./store";
export interface PlannedRun extends Omit<Planned, "id"> {
    /** Absent: tuning will decide the learning rate, which is a part of the id. */
    id?: string;
    status: PlanStatus;
    /** Estimate, for a run that is still to do. */
    seconds?: number;
    basis?: Basis;
}
export interface Plan {
    /** Runs that choose learning rates; empty where they are not tuned. */
    tuning: PlannedRun[];
    runs: PlannedRun[];
    done: number;
    /** Those that an earlier sweep found to diverge. */
    diverged: number;
    toDo: number;
    /** Of all that is to do on `processes`, one run each at a time; measures of the panel not included. */
    seconds: number;
    processes: number;
    /** What the estimates rest on, a sentence each; empty where nothing is to do. */
    basis: string[];
    notes: string[];
}
export interface PlanOptions {
    /** Default: the project's. */
    store?: RunStore;
    /** Runs at a time; default: as many as a pool on this machine has processes. */
    processes?: number;
    /** Threads of one operation in each; a step is timed with as many. Default: as in a pool. */
    threads?: number;
    /** Default: times some steps here. */
    timer?: Timer;
}
/** @throws UsageError as `parseSweep` */
export declare function planSweep(input: SweepInput, options?: PlanOptions): Promise<Plan>;
