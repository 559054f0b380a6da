import type { Run } from "../config";
export interface DataParallelOptions {
    /** Processes, each with one thread. */
    replicas: number;
    /** Steps of all of them together. */
    steps: number;
    onStep?(step: number, loss: number): void;
    signal?: AbortSignal;
}
export interface DataParallelResult {
    /** The same for all replicas, bit for bit: the training fails otherwise. */
    weights: Float32Array;
    /** Mean loss of each step's batch before the step, nats. */
    losses: number[];
    /** Medians over the steps of the first replica, milliseconds. */
    gradientMs: number;
    allReduceMs: number;
    updateMs: number;
}
/**
 * Trains as one process with the whole batch would: same start, same order of the examples, same update, but for the rounding of the sums. A network with batch norm differs:
 * each replica normalises by its own share of the batch, and its running statistics are not followed. Dropout draws other masks.
 * @throws UsageError where the batch cannot be shared equally; UserError where a replica fails
 */
export declare function trainDataParallel(run: Run, options: DataParallelOptions): Promise<DataParallelResult>;
