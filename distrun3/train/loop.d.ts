import { type Run } from "../config";
import type { DataSet } from "../data/dataset";
import { type Snapshot } from "./engine";
import type { Evaluation } from "./evaluate";
import { type Stall } from "./stopping";
/** What is known after an epoch. */
export interface Epoch {
    epoch: number;
    step: number;
    /** Mean loss of the epoch's batches as they were trained on, nats. */
    trainLoss: number;
    test?: Evaluation;
}
export type Ending = "stall" | "epochs" | "steps" | "interrupted";
export interface TrainResult {
    run: Run;
    /** What the data's files are, where they are not the official ones. */
    variant?: string;
    /** Which examples `test` was measured on, here and in the history: with a validation split the test set was not read. */
    evaluatedOn: "test" | "validation";
    ending: Ending;
    epochs: number;
    steps: number;
    /** At the end, dropout off, batch norm with running statistics. */
    train: Evaluation;
    /** On the examples that `evaluatedOn` names. */
    test: Evaluation;
    history: Epoch[];
    /** Final and starting weights as flat vectors, and batch norm's running statistics. */
    weights: Float32Array;
    start: Float32Array;
    statistics: Float32Array;
    /** Wall time of the training itself, seconds; of a resumed one all parts together. */
    seconds: number;
    /** Median wall time of a step in this process, milliseconds. */
    stepMs: number;
    backend: string;
}
/** How far a training has come, between two calls to the engine. */
export interface Progress {
    /** Steps since the start. */
    step: number;
    /** Whole epochs behind. */
    epoch: number;
    /** Steps done in the epoch at hand. */
    done: number;
    /** Sum of their losses, in float64. */
    sum: number;
    stall: Stall;
    history: Epoch[];
    seconds: number;
}
/** All that the rest of a training depends on, beside its run and its data. */
export interface Saved {
    state: Snapshot;
    progress: Progress;
    /** What it was computed with so far; for people. */
    backend: string;
}
/** Where a training is kept while it runs. The loop knows no disk. */
export interface Checkpoint {
    /** Seconds between two savings. */
    everySeconds: number;
    /**
     * What to go on from; undefined: nothing was saved yet.
     * @param like a state of the sizes that the run has
     * @throws UserError where what was saved is damaged or of another run
     */
    load(like: Snapshot): Promise<Saved | undefined>;
    /** Replaces what was saved before. */
    save(saved: Saved): Promise<void>;
    /** Called when the training has ended, however it did. */
    close?(): Promise<void>;
}
/** Where states of a training are kept on its way. The loop knows no disk. */
export interface SnapshotKeeper {
    /** Told once, before the first step. @param from the step that a resumed training goes on from; undefined: it starts */
    begin(from: number | undefined): Promise<void>;
    /** The next step after `step` whose state is to be kept; 0 counts as the one after −1. */
    nextAfter(step: number): number;
    /** Keeps the state after so many steps, if it is not kept already. Also called at the end, whatever its step. */
    keep(state: Snapshot, step: number): Promise<void>;
}
export interface TrainHooks {
    /** Told once, before the first step: what the training goes on from, and what computes. */
    onStart?(from: Saved | undefined, backend: string): void;
    onEpoch?(epoch: Epoch): void;
    onStep?(progress: {
        epoch: number;
        step: number;
        stepsAnEpoch: number;
        loss: number;
    }): void;
    /** Awaited between two calls to the engine; the training goes on when it resolves. Its time is not the training's. */
    between?(): Promise<void> | undefined;
    /** Told once: how the training ended, or what it failed with. */
    onEnd?(end: {
        result: TrainResult;
    } | {
        error: unknown;
    }): void;
    /** Ends the training between two steps; the result then says `interrupted`. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
    /** Goes on from what is saved there, and saves there: every so many seconds, and when interrupted. What is saved stays there at the end. */
    checkpoint?: Checkpoint;
    /** Is given the state at the start, at the steps that it asks for, and at the end; awaited, and its time is not the training's. The numbers of the training do not depend on it. */
    snapshots?: SnapshotKeeper;
}
/**
 * Trains a run on a data set to its end.
 * @throws UsageError where the run is not complete or its batch does not fit the data, UserError where the loss is no number any more
 */
export declare function train(run: Run, data: DataSet, hooks?: TrainHooks): Promise<TrainResult>;
