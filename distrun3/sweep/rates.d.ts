/** The learning rate of each batch of a sweep: the same for all, in proportion to the batch or to its square root, or tuned on a validation split. */
import { type Run } from "../config";
import type { RunRow } from "./store/row";
export type RateRule = 
/** The run's own learning rate, whatever the batch. */
{
    rule: "fixed";
}
/** learningRate · batch / base (Krizhevsky, 2014; Goyal et al., 2017), or learningRate · √(batch / base) (Hoffer et al., 2017). */
 | {
    rule: "linear" | "sqrt";
    base: number;
} | TunedRule;
/** Of `points` rates from `from` to `to`, evenly spaced in their logarithms, the one that is best on examples held out of the training set. */
export interface TunedRule {
    rule: "tuned";
    from: number;
    to: number;
    points: number;
    /** Training examples held out; default: a tenth of them. */
    validation?: number;
    /** Seeds that each rate is tried with; default: one that the sweep itself does not use. */
    seeds?: number[];
}
/**
 * The rule that a text names; its numbers are checked with those of all rules, by `parseSweep`.
 * @throws UsageError for a text of none of the forms
 */
export declare function parseRate(text: string): RateRule;
/** The rule as it is written. */
export declare function rateText(rule: RateRule): string;
/** The learning rate of a batch by a rule that needs no tuning. @param learningRate at the rule's base batch */
export declare function rateFor(rule: Exclude<RateRule, TunedRule>, learningRate: number, batch: number): number;
/** The rates that are tried, smallest first. */
export declare const rateGrid: ({ from, to, points }: TunedRule) => number[];
/** What became of a rate: the mean over its seeds on the validation examples, or why it has none. */
export interface Trial {
    learningRate: number;
    /** 0 to 1. */
    accuracy?: number;
    /** Nats. */
    loss?: number;
    diverged?: boolean;
    /** What a training failed with that did not diverge: then nothing is known of the rate. */
    error?: string;
}
/** What a tuning run came to; measured on its validation examples. */
export type Outcome = Pick<RunRow, "status" | "testAccuracy" | "testLoss" | "error">;
/** The mean of a rate's tuning runs. @param rows of them; undefined for one that is not done */
export declare function trialOf(learningRate: number, rows: readonly (Outcome | undefined)[]): Trial;
/** The best trial: highest accuracy, then lowest loss, then smallest rate; undefined where all diverged. @param trials smallest rate first */
export declare function bestOf(trials: readonly Trial[]): (Trial & {
    accuracy: number;
    loss: number;
}) | undefined;
/** At which end of the grid a rate lies, if at any: then a better one may lie beyond. Where the next rate diverged there is no better one. */
export declare function edgeOf(trials: readonly Trial[], chosen: number): "smallest" | "largest" | undefined;
/** The settings with which a rate is tried: as they are, but on fewer examples where the validation examples are needed of them. */
export declare function tuningSettings(settings: Partial<Run>, rule: TunedRule, examples: number): Partial<Run> & {
    validation: number;
};
