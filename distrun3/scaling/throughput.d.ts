import type { Run } from "../config";
import type { DataSet } from "../data/dataset";
import type { Measured } from "./fit";
export interface ThroughputOptions {
    batches: readonly number[];
    /** Measurements of each batch, one batch after the other in turn. Default 5. */
    rounds?: number;
    /** Milliseconds a measurement lasts at least. Default 100. */
    sampleMs?: number;
    onBatch?(batch: number): void;
    signal?: AbortSignal;
}
export interface Throughput extends Measured {
    /** Smallest and largest of the measurements, milliseconds a step. */
    min: number;
    max: number;
    examplesPerSecond: number;
}
/**
 * Median milliseconds of a training step at each batch (`size`), compiling and the first call excluded.
 * @param run its batch is not used
 * @throws UsageError for a batch that the data cannot fill
 */
export declare function measureThroughput(run: Run, data: DataSet, options: ThroughputOptions): Promise<Throughput[]>;
