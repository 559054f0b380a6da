/** What a process will do most. Its threads are shared out once, before TensorFlow is loaded. */
export interface Work {
    /** Whether the network is made of dense layers alone. */
    dense: boolean;
    /** Examples a step. */
    batch: number;
    /** Number of the network's weights. */
    weights: number;
}
export interface Threads {
    /** Threads of one operation. */
    perOperation: number;
    /** Operations at a time. */
    sideBySide: number;
}
/**
 * @param wish threads of one operation; undefined or empty: what suits the work
 * @param cores of the machine
 * @throws UsageError unless the wish is an integer, written in decimal, of 1 or more and not far beyond the cores: TensorFlow starts them all
 */
export declare function shareThreads(wish: number | string | undefined, work: Work | undefined, cores: number): Threads;
/** In words: "1 thread", "2 threads", "2 operations side by side". */
export declare function describeThreads({ perOperation, sideBySide }: Threads): string;
