/** What the store knows of a run, as a sweep takes it. */
import type { RunRow, RunStatus } from "./store/row";

/** "new": nothing is known. "diverged": it failed so, would again, and is not tried again. */
export type PlanStatus = RunStatus | "new" | "diverged";

export function statusOf(row: Pick<RunRow, "status" | "error"> | undefined): PlanStatus {
  if (row?.status === "failed" && hasDiverged(row.error)) return "diverged";
  return row?.status ?? "new";
}

/** Whether there is nothing to do for it any more. */
export const isSettled = (status: PlanStatus): boolean => status === "done" || status === "diverged";

/** Whether a training failed because its loss was no number any more. */
export const hasDiverged = (error: string | undefined): boolean => /the training diverged at batch/.test(error ?? "");
