/** A run as one flat row: the columns of `runs --json`, of exports and of notebook frames, each with what it means. */
import type { Run } from "../../config";
import type { StoredResult } from "../../train/run-folder";
/**
 * `done`: result.json is there and whole. `running`: a living process holds the lock of its checkpoint. `stopped`: it was begun, and goes on with the next sweep that wants it.
 * `failed`: failure.json says why. `damaged`: result.json or the weights do not check.
 */
export declare const RUN_STATUSES: readonly ["done", "running", "stopped", "failed", "damaged"];
export type RunStatus = (typeof RUN_STATUSES)[number];
export type Value = string | number;
/** One run. Losses in nats, accuracies as shares of 1. Settings are missing only where a damaged run does not tell them any more. */
export interface RunRow {
    id: string;
    status: RunStatus;
    network: string;
    data: string;
    variant?: string;
    trainSize?: number;
    validation?: number;
    batch: number;
    seed: number;
    /** Of the sweep that asked for it; the store does not know. */
    recipe?: string;
    optimizer: string;
    learningRate: number;
    momentum: number;
    beta1: number;
    beta2: number;
    epsilon: number;
    weightDecay: number;
    statisticsMomentum: number;
    until: string;
    /** The settings `epochs` and `steps`; those columns say how many it took. */
    maxEpochs?: number;
    maxSteps?: number;
    patience: number;
    minDelta: number;
    evaluateEvery: number;
    evaluatedOn: "test" | "validation";
    /** Raised when the same settings lead to other numbers: compare runs of one version only. */
    numbersVersion: number;
    ending?: string;
    epochs?: number;
    steps?: number;
    trainLoss?: number;
    trainAccuracy?: number;
    testLoss?: number;
    testAccuracy?: number;
    seconds?: number;
    stepMs?: number;
    parameters?: number;
    backend?: string;
    /** Why it failed, or what is damaged. */
    error?: string;
    /** Of a failed run. */
    attempts?: number;
    /** Measures that were taken of it, e.g. `keskarFull`, `lambdaMax`, `keskarFull(epsilon=0.0005)`. */
    [column: string]: Value | undefined;
}
export interface Column {
    name: string;
    kind: "text" | "integer" | "real";
    about: string;
}
/** All columns but those of measures, in their order. */
export declare const COLUMNS: readonly Column[];
/** Columns that stay as they are as long as a run has its name. */
export declare const SETTLED: ReadonlySet<string>;
/** The columns that rows need: the fixed ones, `recipe` where a row has it, and one for each measure in alphabetical order. */
export declare function columnsOf(rows: readonly RunRow[]): Column[];
/** The value of a kind, or undefined: files say anything. */
export declare function typed(value: unknown, kind: Column["kind"]): Value | undefined;
/** What a row says of a run before it has a result. @param config settings as a file has them; those of a wrong type are left out */
export declare function rowOfConfig(id: string, status: RunStatus, config: unknown, numbersVersion: number): RunRow;
/** The row of a finished run, from its result as a file has it. */
export declare function rowOfResult(id: string, result: unknown, numbersVersion: number): RunRow;
/** The row of a run that is done. */
export declare const rowOf: (run: Run, result: StoredResult) => RunRow;
/** Sets a column that has a value; no other appears in the row. */
export declare function put(row: Record<string, Value | undefined>, name: string, value: Value | undefined): void;
/** Puts rows in the order of network, data, optimizer, batch and seed; those that do not tell their settings come last. */
export declare function sortRows(rows: RunRow[]): RunRow[];
