import { type Cell } from "./work";
export interface Spread {
    median: number;
    min: number;
    max: number;
}
export interface StepRow {
    network: string;
    batch: number;
    /** Stock TensorFlow.js: a `tf.layers` model and its optimizer. Medians, milliseconds a step; null for an engine that could not do the work. */
    eagerMs: number | null;
    compiledMs: number | null;
    singleThreadMs: number | null;
    /** Two one-thread processes side by side: milliseconds a step of both together. */
    twoProcessesMs: number | null;
    /** Our own step, called operation by operation. */
    ownEagerMs: number | null;
    /** Of the compiled step. */
    examplesPerSecond: number | null;
    /** The better of the peer's default and one thread. */
    peers: Record<string, number>;
    /** Smallest and largest of the measurements, by engine. */
    spreads: Record<string, Spread>;
    /** Peak memory of each process, megabytes. */
    memoryMB: Record<string, number>;
}
export declare const PEERS: readonly ["pytorch", "torchCompile", "jax", "keras"];
export type Peer = (typeof PEERS)[number];
export interface StepOptions {
    /** Default: none. */
    peers?: readonly Peer[];
    /** Measurements of each engine, in turn. */
    rounds?: number;
    cells?: Cell[];
    onProgress?(line: string): void;
}
/** @throws UserError when an engine does other work than ours, or the peers are not set up */
export declare function benchStep({ peers, rounds, cells, onProgress }?: StepOptions): Promise<StepRow[]>;
/** The name of a peer on one thread. */
export declare const oneThread: (peer: string) => string;
/** @throws UserError for an engine whose first losses differ from the compiled one's */
export declare function compareLosses(cell: Cell, all: Map<string, number[]>): void;
/** The quicker of a peer's two ways, if it was measured at all. */
export declare const bestOf: (peer: string, spreads: Record<string, Spread>) => Spread[];
/** @param values at least one */
export declare const spreadOf: (values: number[]) => Spread;
