/** What a worker tells of a run while it is at it: the progress of a job. Read as coming from a stranger. */
import { z } from "zod";
export declare const MESSAGE: z.ZodDiscriminatedUnion<[z.ZodObject<{
    kind: z.ZodLiteral<"started">;
    worker: z.ZodString;
    attempt: z.ZodNumber;
    from: z.ZodOptional<z.ZodObject<{
        step: z.ZodNumber;
        epoch: z.ZodNumber;
    }, z.core.$strict>>;
}, z.core.$strict>, z.ZodObject<{
    kind: z.ZodLiteral<"progress">;
    epoch: z.ZodNumber;
    step: z.ZodNumber;
    share: z.ZodNumber;
    loss: z.ZodNullable<z.ZodNumber>;
    accuracy: z.ZodOptional<z.ZodNumber>;
    memoryMB: z.ZodNumber;
}, z.core.$strict>, z.ZodObject<{
    kind: z.ZodLiteral<"retrying">;
    attempt: z.ZodNumber;
    error: z.ZodString;
}, z.core.$strict>], "kind">;
export type Message = z.infer<typeof MESSAGE>;
/** undefined for anything else. */
export declare function parseMessage(data: unknown): Message | undefined;
/** Cuts what may be long, and a stranger's control characters, which could move a terminal's cursor. */
export declare const plain: (text: string, most?: number) => string;
