/** A training in a notebook: its progress, and buttons to pause, resume and stop it, while the cell that trains runs. */
import type { Run } from "../../config";
import type { TrainHooks } from "../../train/loop";
import { type Course } from "./course";
/** What to give to `train`, and the same that the buttons do. */
export interface TrainingWatch {
    /** `await train(run, data, { ...watch.hooks })`; the names that are used: onStart, onStep, onEpoch, onEnd, between, signal. */
    hooks: Required<Pick<TrainHooks, "onStart" | "onStep" | "onEpoch" | "onEnd" | "between" | "signal">>;
    /** Holds the training after the steps it is at. */
    pause(): void;
    /** Lets a paused training go on. */
    resume(): void;
    /** Ends the training after the steps it is at: its result says `interrupted`. */
    stop(): void;
    /** How far it has come. */
    readonly course: Course;
}
/**
 * Shows a training that is about to begin, with buttons to pause and to stop it:
 * `const watch = watchTraining(run); const result = await train(run, data, { ...watch.hooks });`
 * A client without widgets shows text. When the training has ended its last state stays in the notebook as text and HTML.
 * An interrupt of the cell stops it as the button does.
 * @param signal stops the training, too; default: the running cell's `kernel.signal`
 */
export declare function watchTraining(run: Run, { signal }?: {
    signal?: AbortSignal;
}): TrainingWatch;
