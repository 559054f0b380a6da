import { type Run } from "../config";
import type { RunRow } from "./store/row";
/** Epochs that a training is taken to need until its loss stalls, where no stored run tells. */
export declare const ASSUMED_EPOCHS = 50;
/** What an estimate rests on: a stored run like it; the steps of stored runs; a step timed here. */
export type Basis = "like it" | "stored steps" | "timed step";
export interface Estimate {
    seconds: number;
    basis: Basis;
    /** The number of epochs is `ASSUMED_EPOCHS`. */
    assumed: boolean;
}
/** Seconds that one example takes in a training step of a run. */
export type Timer = (run: Run) => Promise<number>;
/** @param rows of all stored runs; those that are not done are passed over */
export declare function estimator(rows: readonly RunRow[], timer: Timer): (run: Run) => Promise<Estimate>;
/**
 * A timer that takes some steps on random data in this process, once for each network, data set, batch and optimizer.
 * @param threads of one operation; default: the process's choice, made already or now
 */
export declare function stepTimer(threads?: number): Timer;
