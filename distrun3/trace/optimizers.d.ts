/** The tf.train optimizers that a step uses, and what they keep in JavaScript numbers, where a recording does not see it: the learning rate, other settings, the count of steps. */
import { tf } from "../backend/tf";
/** An optimizer and how many steps of its own it does in one step of the training; more than one where it is used more than once. */
export interface UsedOptimizer {
    optimizer: tf.Optimizer;
    steps: number;
}
/**
 * Runs `work` and finds the optimizers that compute or apply gradients in it. Their counts of steps are put back.
 * @throws RecordError where `work` sets a rate; a field `learningRate` that it assigns before the optimizer is used is seen only by `withRatesFixed`
 */
export declare function optimizersIn(work: () => void): UsedOptimizer[];
/** The learning rate, if the optimizer has one as a number. */
export declare const rateOf: (optimizer: tf.Optimizer) => number | undefined;
/** Sets the learning rate. */
export declare function setRate(optimizer: tf.Optimizer, rate: number): void;
/** Runs `work` and refuses that it sets a rate. @throws RecordError */
export declare function withRatesFixed<T>(optimizers: readonly UsedOptimizer[], work: () => T): T;
/** Counts turns of the training as the optimizer would have; the count is saved with its weights. */
export declare function countTurns({ optimizer, steps }: UsedOptimizer, turns: number): void;
/** The name of the optimizer and its settings other than the learning rate. */
export declare function settingsOf(optimizer: tf.Optimizer): {
    name: string;
    settings: Record<string, unknown>;
};
/** Remembers learning rates and counts. @returns puts them back */
export declare function keepNumbers(optimizers: readonly UsedOptimizer[]): () => void;
