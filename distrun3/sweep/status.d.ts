/** What the store knows of a run, as a sweep takes it. */
import type { RunRow, RunStatus } from "./store/row";
/** "new": nothing is known. "diverged": it failed so, would again, and is not tried again. */
export type PlanStatus = RunStatus | "new" | "diverged";
export declare function statusOf(row: Pick<RunRow, "status" | "error"> | undefined): PlanStatus;
/** Whether there is nothing to do for it any more. */
export declare const isSettled: (status: PlanStatus) => boolean;
/** Whether a training failed because its loss was no number any more. */
export declare const hasDiverged: (error: string | undefined) => boolean;
