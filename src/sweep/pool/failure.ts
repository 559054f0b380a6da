/** Sorts what a run failed with: the user's to mend, the disk's, or a defect that another attempt may not meet. */
import { UserError } from "../../errors";
import type { Outcome } from "./protocol";

/** No room, a quota, a file system that is read only, a folder of somebody else's, a broken disk, a file in a folder's place. */
const UNWRITABLE = /\b(ENOSPC|EDQUOT|EROFS|EACCES|EPERM|EIO|ENOTDIR)\b/;

export function failureOf(error: unknown): Extract<Outcome, { error: string }> {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  if (UNWRITABLE.test(message)) return { kind: "unwritable", error: message };
  if (error instanceof UserError) return { kind: "failed", error: message };
  return { kind: "crashed", error: stack ?? message };
}
