/** The work that a step benchmark measures: network, data, weights and batches, the same for every engine and every peer. */
import type { DataSet } from "../data/dataset";
import { type Network } from "../model/network";
import type { Snapshot } from "../train/engine";
import type { Optimizer } from "../train/optimizers/optimizer";
export declare const BENCH_NETWORKS: readonly ["cnn", "mlp", "mlp5", "F1", "C1"];
export type BenchNetwork = (typeof BENCH_NETWORKS)[number];
export interface Cell {
    network: BenchNetwork;
    batch: number;
}
/** The table: each network at batch 32 and 256, C1 also at 5,000. */
export declare const CELLS: Cell[];
/** SGD with momentum; the rate is small, so that losses stay comparable. */
export declare const RATE = 0.01;
export declare const MOMENTUM = 0.9;
export interface Work {
    cell: Cell;
    network: Network;
    optimizer: Optimizer;
    data: DataSet;
    start: Snapshot;
    /** Rows of one epoch, `steps · batch`. */
    rows: Int32Array;
    steps: number;
}
/** Random images and labels: a benchmark needs no meaning. 2,048 examples, 512 for C1 (one batch where that is larger). */
export declare function workOf(cell: Cell, examples?: number): Work;
/** The work of the benchmarks of measures: the whole of so many examples is one batch. */
export declare function measureWorkOf(network: BenchNetwork, examples: number): Work;
/** Keskar's box, and the iterations of the search for φ. */
export declare const EPSILON = 0.001;
export declare const ITERATIONS = 10;
/** A direction in weight space, for Hessian products. */
export declare function directionOf({ network }: Work): Float32Array;
