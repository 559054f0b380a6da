/** What a worker tells of a run while it is at it: the progress of a job. Read as coming from a stranger. */
import { z } from "zod";

const count = z.number().int().min(0);
const WHO = z.string().max(120);
const WHY = z.string().max(4000);
/** JSON has no NaN; a loss can be one. */
const real = z.number().nullable();

export const MESSAGE = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("started"),
    worker: WHO,
    attempt: count,
    from: z.strictObject({ step: count, epoch: count }).optional(),
  }),
  z.strictObject({
    kind: z.literal("progress"),
    epoch: count,
    step: count,
    share: z.number().min(0).max(1),
    loss: real,
    accuracy: z.number().min(0).max(1).optional(),
    memoryMB: z.number().min(0),
  }),
  z.strictObject({ kind: z.literal("retrying"), attempt: count, error: WHY }),
]);
export type Message = z.infer<typeof MESSAGE>;

/** undefined for anything else. */
export function parseMessage(data: unknown): Message | undefined {
  const parsed = MESSAGE.safeParse(data);
  return parsed.success ? parsed.data : undefined;
}

/** Cuts what may be long, and a stranger's control characters, which could move a terminal's cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
export const plain = (text: string, most = 2000): string => text.slice(0, most).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "?");
