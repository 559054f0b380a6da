import type { Random } from "../random";
import type { Epoch } from "../train/loop";
/** One run: the steps of batch `batch` after which it reached the target. */
export interface StepsToTarget {
    batch: number;
    seed: number;
    steps: number;
}
/** What is to be reached: a test accuracy to rise to (share), or a training loss to fall to (nats). */
export type Target = {
    accuracy: number;
} | {
    loss: number;
};
/** Where a run first reached a target. */
export interface Reached {
    /** The first step at which it was seen to be reached: the end of an epoch. */
    step: number;
    /** The last step before at which it was seen not to be: the target was reached between the two. 0 where there is none. */
    after: number;
}
/**
 * Where a history first reaches a target. Test accuracy is known where it was evaluated, the training loss of each epoch is the mean over its batches.
 * @returns the step, or the best value where it never did
 */
export declare function firstReached(history: readonly Epoch[], target: Target): Reached | {
    best: number;
};
/** The fitted value, and the bounds of its interval: null where these runs bound it not. */
export interface Fitted {
    value: number;
    low: number | null;
    high: number | null;
}
export interface StepsToTargetFit {
    /** S_min: steps that no batch size gets below. */
    steps: Fitted;
    /** E_min: examples that no batch size gets below. */
    examples: Fitted;
    /** B_crit = E_min / S_min: at this batch both are twice their least. */
    criticalBatch: Fitted;
    /** Root mean square of log(steps) about the fit. */
    residual: number;
    level: number;
    batches: number[];
    seeds: number[];
    resamples: number;
}
export interface FitOptions {
    /** Which seeds each resample takes. */
    random: Random;
    /** Resamples of the bootstrap; default 1,000. */
    resamples?: number;
    /** Level of the intervals; default 0.95. */
    level?: number;
}
/**
 * With E = B S the hyperbola is S(B) = S_min (1 + B_crit / B): least squares of log S in log S_min and log B_crit. Intervals are percentiles of a bootstrap that draws whole seeds, each
 * with all its batch sizes; of few seeds it makes them somewhat too narrow, of one none.
 * @throws RangeError for fewer than 3 batch sizes, steps or batches that are no numbers above 0, and a seed that lacks a batch size or has it twice
 * @throws UserError where the runs show no curvature: all in perfect scaling, or none
 */
export declare function fitStepsToTarget(runs: readonly StepsToTarget[], options: FitOptions): StepsToTargetFit;
