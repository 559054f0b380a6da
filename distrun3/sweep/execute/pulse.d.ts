/** Tells how far a training is, now and then, and how long it may be silent until it tells again. */
import type { Run } from "../../config";
import type { DataSet } from "../../data/dataset";
import type { TrainHooks } from "../../train/loop";
import type { SweepEvent } from "../executor";
export type ProgressEvent = Extract<SweepEvent, {
    kind: "progress";
}>;
/** Seconds without a sign while data are loaded, a program is compiled and its first step runs. */
export declare const QUIET_START = 900;
/** Seconds without a sign that any run may take, however quick its steps: a slow disk, a busy machine. */
export declare const QUIET_LEAST = 60;
/**
 * How long a training may work without a sign, in seconds beyond `QUIET_LEAST`. Between two calls to the engine lie 150 ms, or one step where a step is longer, or an evaluation: over the
 * training and the test examples, forwards only, it takes less than an epoch on as many.
 */
export declare function quietSeconds(stepSeconds: number, stepsAnEpoch: number, { train, test }: Pick<DataSet, "train" | "test">): number;
/** Steps that a run takes at most. */
export declare const mostSteps: ({ steps, epochs }: Run, stepsAnEpoch: number) => number;
export interface Teller {
    onProgress(event: ProgressEvent): void;
    /** @param quiet seconds beyond `QUIET_LEAST` that may pass until the next sign */
    onSign?(quiet: number): void;
}
/** Megabytes that this process has in memory. */
export declare const memoryMB: () => number;
/** Hooks that tell how a training goes. */
export declare function pulse(id: string, run: Run, data: DataSet, { onProgress, onSign }: Teller): Required<Pick<TrainHooks, "onStep" | "onEpoch">>;
