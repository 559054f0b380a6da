import type { Executor } from "./executor";
import type { Notice } from "./queue/connect";
import { type Execute } from "./queue/hands";
import { type WorkEvent } from "./queue/worker";
import type { RunStore } from "./store";
export type { Execute, WorkEvent };
export interface QueueOptions {
    /** `redis[s]://[[user]:password@]host[:port][/db]`; the password also from LARGEBATCH_REDIS_PASSWORD. */
    url: string;
    /** Of the queue. Default "sweep". */
    name?: string;
    /** Told what is no event of a run: the connection is lost, a worker was refused. Default: on standard error. */
    onNotice?: Notice;
}
/**
 * The coordinator's side. Runs that are done are in the store before their event is told; stopped or killed, the same sweep goes on with what is in the queue.
 * @throws UsageError for an address or a name that is none
 */
export declare function queue({ url, name, onNotice }: QueueOptions): Executor;
export interface WorkQueueOptions extends Pick<QueueOptions, "url" | "name"> {
    /** Runs at a time: processes with one TensorFlow thread each. */
    concurrency: number;
    /** Aborted: the runs at hand are saved and handed back. */
    signal: AbortSignal;
    /** Where runs lie while they are at work, on a disk of this machine: a worker that comes back finds them there. */
    store: RunStore;
    onEvent?(event: WorkEvent): void;
    /** Ends the worker after so many seconds without work. Default: never. */
    idleSeconds?: number;
    /** Seconds without a sign after which another worker takes a run over. Default 30. */
    lockSeconds?: number;
    /** Seconds to wait for a Redis that is not there yet. Default 60. */
    patience?: number;
    /** Executes a run. Default: in processes of this machine. */
    execute?: Execute;
}
/**
 * A worker: executes runs until the signal says stop.
 * @throws UserError where Redis cannot be reached, or the worker is refused: another version, other data
 */
export declare function workQueue(options: WorkQueueOptions): Promise<void>;
