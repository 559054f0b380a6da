/** The runs of a coordinator that are out, and what happens when one comes back. */
import type { Queue } from "bullmq";
import type { Redis } from "ioredis";
import { type ExecutorOptions } from "../executor";
import type { Notice } from "./connect";
import { type Order } from "./order";
/** Runs that are sent out together. */
export declare const BATCH = 250;
/** A run that is out. */
export interface Open extends Order {
    key: string;
    attempts: number;
    /** Times that what came of it was refused, or that its job ended without anything. */
    refused: number;
    /** With what BullMQ gave its job up. */
    why: string;
}
export interface DeskSpec {
    client: Redis;
    bull: Queue;
    /** The coordinator's name: the same when it comes back. */
    me: string;
    options: ExecutorOptions;
    say: Notice;
    queue: string;
}
export declare function makeDesk({ client, bull, me, options, say, queue }: DeskSpec): {
    count: () => number;
    admit: (orders: Open[]) => Promise<void>;
    ended: (key: string, reason?: string) => void;
    /** Finds what an event that was lost would have told, and what Redis lost. */
    lookAgain(): Promise<void>;
    /** A worker's message; what is none is ignored. */
    told(key: string, data: unknown): void;
    stalled(key: string): void;
    /** Waits until something came back, or so long. */
    nudged(ms: number): Promise<void>;
    /** Resolves when the results at hand are written. */
    settled: () => Promise<void[]>;
    rethrow(): void;
};
