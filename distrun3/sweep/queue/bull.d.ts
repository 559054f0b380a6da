/** BullMQ as this project uses it: names, and options that keep the cost of a run the same however many there are. */
import { Queue, QueueEvents } from "bullmq";
import type { Redis } from "ioredis";
import type { Address } from "./address";
/** The name of every job. */
export declare const JOB = "run";
/** A job that has come to an end goes at once: what came of it has a key of its own. */
export declare const JOB_OPTIONS: {
    readonly attempts: 1;
    readonly removeOnComplete: true;
    readonly removeOnFail: true;
};
export declare function openQueue(address: Address, queue: string): Queue;
/** Events of a queue from now on: also those between this call and its first reading. */
export declare function openEvents(client: Redis, address: Address, queue: string): Promise<QueueEvents>;
