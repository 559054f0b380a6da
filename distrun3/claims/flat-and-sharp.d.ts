/** The claim of the fourth notebook in numbers: small batches generalize better, and along the line between the two solutions the large-batch one is steeper. */
import type { PathPoint } from "../measure/path";
import { type Summary } from "../stats/summary";
import type { Pair } from "../train/pairs";
/** How far from an end the rise is measured, in α. */
export declare const REACH = 0.25;
/**
 * Mean rise of the training loss (nats) at REACH to both sides of an end.
 * @param end 0 for the first end of the path, 1 for the second
 * @throws RangeError when the path lacks one of the three points
 */
export declare function rise(path: readonly PathPoint[], end: 0 | 1): number;
/** What an interval of "claimed direction positive" says. */
export type Outcome = "holds" | "not decided" | "reversed";
/** `holds` when the 95 % interval lies above 0, `reversed` when below, else `not decided`. */
export declare const outcome: ({ low, high }: Summary) => Outcome;
/**
 * @param paths one path a pair, from small to large
 * @returns a row a seed (rises in nats, accuracies in percent), and the verdict as Markdown
 */
export declare function flatAndSharp(pairs: readonly Pair[], paths: readonly (readonly PathPoint[])[]): {
    rows: {
        seed: number;
        "rise at the small-batch end": number;
        "rise at the large-batch end": number;
        "test %, small batch": number;
        "test %, large batch": number;
    }[];
    gap: Summary;
    steeper: Summary;
    verdict: string;
};
