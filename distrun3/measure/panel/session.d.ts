import { type StoredRun } from "../../train/run-folder";
import type { LossSpec } from "./losses";
import { type Known } from "./measure";
import { type Estimate, type Job, type MeasureOptions } from "./options";
import { type MeasureKey, type StoredMeasure } from "./stored";
import { type Workplace } from "./workplace";
export type { Estimate, MeasureOptions } from "./options";
/**
 * Measures a run in a folder.
 * @returns the results, in the order of `what`
 * @throws UsageError for unknown measures or settings, UserError where the run or its data are not there, or not what they were
 */
export declare function measureRun(folder: string, options: MeasureOptions): Promise<StoredMeasure[]>;
/** One measure at one point of weight space. */
export interface Task {
    job: Job;
    known: Known;
    key: MeasureKey;
    /** The loss that it acts on. */
    loss: LossSpec;
}
/** @throws UserError for a run that the measure cannot measure */
export declare function taskOf(job: Job, place: Workplace, stored: StoredRun, { split, batchNorm, seed, rescale }: MeasureOptions): Promise<Task>;
/** Makes one loss for all tasks that ask for the same one, with what any of them needs of it. */
export declare function shareLoss(place: Workplace, tasks: readonly Task[]): Promise<void>;
/** How one task is followed. */
export interface Follow {
    onEstimate(estimate: Estimate): void;
    /** @param of passes, at most */
    onPass(done: number, of: number): void;
}
/** Measures one task, and keeps the result beside the run. */
export declare function measureTask(folder: string, place: Workplace, task: Task, { again, signal, seed }: MeasureOptions, { onEstimate, onPass }: Follow): Promise<{
    stored: StoredMeasure;
    file: string;
}>;
