import { type Job } from "bullmq";
import type { Redis } from "ioredis";
import { type Fingerprints } from "./fingerprints";
import type { Order } from "./order";
import type { WorkSpec } from "./worker";
/** A run at hand, and why it is to be left, if it is: the worker stops, or another has the run. */
export interface Held {
    controller: AbortController;
    why?: "stop" | "lost";
    /** Resolves when it has been left. */
    ended: Promise<unknown>;
}
export declare function halt(held: Held, why: "stop" | "lost"): void;
export interface RunSpec extends Pick<WorkSpec, "queue" | "store" | "execute" | "onEvent"> {
    client: Redis;
    /** The worker's. */
    name: string;
    say(text: string): void;
    refuse(error: Error): void;
    job: Job;
    /** What the job's lock says while it is ours. */
    token: string;
    key: string;
    order: Order;
    held: Held;
    dataOf: Fingerprints;
}
/**
 * Executes a run and puts what came of it into Redis.
 * @returns what BullMQ notes as the job's result
 * @throws WaitingError where the job went back, or is another worker's by now
 */
export declare function oneRun(spec: RunSpec): Promise<string>;
