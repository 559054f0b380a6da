/** Small against large batch, fairly: for each seed two trainings that share everything but the batch, the start included. */
import { type RunInput } from "../config";
import type { DataSet } from "../data/dataset";
import { type Summary } from "../stats/summary";
import { type TrainResult } from "./loop";
export interface Pair {
    seed: number;
    small: TrainResult;
    large: TrainResult;
}
export interface PairOptions {
    seeds: readonly number[];
    small: number;
    large: number;
    /** Told after every epoch, in one line. */
    onProgress?(line: string): void;
    signal?: AbortSignal;
}
/**
 * Trains every seed at both batch sizes.
 * @param settings of the run, without batch and seed
 */
export declare function trainPairs(settings: Omit<RunInput, "batch" | "seed">, data: DataSet, options: PairOptions): Promise<Pair[]>;
/** One row a training. Losses in nats, accuracies in percent. */
export declare const pairRows: (pairs: readonly Pair[]) => {
    seed: number;
    batch: number;
    "ended by": import("./loop").Ending;
    epochs: number;
    steps: number;
    "train loss": number;
    "train %": number;
    "test loss": number;
    "test %": number;
}[];
export interface Comparison {
    quantity: string;
    small: Summary;
    large: Summary;
    /** Small less large, paired by seed. */
    difference: Summary;
}
/** Mean ± sd of both batch sizes, and their paired difference. Losses in nats, accuracies in percent, distances in the norm of weight space. */
export declare function comparePairs(pairs: readonly Pair[]): Comparison[];
/** A comparison as a row of text: mean ± sd, and the difference with its 95 % interval. */
export declare const comparisonRows: (comparisons: readonly Comparison[]) => {
    quantity: string;
    "small batch": string;
    "large batch": string;
    "small \u2212 large": string;
}[];
