/** Coordinator and workers of a queue must be of one version: else the numbers of a sweep would come from different code. */
import { z } from "zod";
import { UserError } from "../../errors";
export declare const VERSION: z.ZodObject<{
    largebatch: z.ZodString;
    numbers: z.ZodNumber;
}, z.core.$strict>;
export type Version = z.infer<typeof VERSION>;
/** Of this code. */
export declare const here: () => Version;
export declare const sameVersion: (a: Version, b: Version) => boolean;
export declare const describeVersion: ({ largebatch, numbers }: Version) => string;
/** One fixed form, compared as text. */
export declare const versionText: ({ largebatch, numbers }: Version) => string;
/** The version that a queue's key says; undefined for any other text. */
export declare function parseVersion(text: string): Version | undefined;
/** Said by a coordinator. @param text what the queue's version key says */
export declare const queueRefused: (queue: string, text: string) => UserError;
/** Said by a worker, and through the queue to its coordinator. */
export declare const workerRefused: (queue: string, text: string) => UserError;
