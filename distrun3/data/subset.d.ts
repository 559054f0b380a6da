import type { Split } from "./dataset";
/**
 * All examples, in rounds: a round takes one example of each class that has any left, the classes in a random order. So the first n
 * are as nearly balanced as the data allow, and a smaller training set is part of every larger one.
 */
export declare function balancedOrder(labels: Uint8Array, classes: number): Int32Array;
/**
 * A split of the first `count` examples in the balanced order.
 * @throws UsageError if `count` is no whole number of 1 … split.count
 */
export declare function firstExamples(split: Split, classes: number, count: number): Split;
/** What to hold out, and how many of the other examples to train on; default: all of them. */
export interface HoldOut {
    trainSize?: number;
    validation: number;
}
/**
 * Two splits without a common example. Of each class the last examples in the balanced order are held out, in equal numbers (the order's own
 * end would hold the larger classes only); training takes the first `trainSize` of the others. A smaller validation split is part of every larger one.
 * @throws UsageError if either is no whole number of 1 or more, or they are more than there are
 */
export declare function holdOut(split: Split, classes: number, { trainSize, validation }: HoldOut): {
    train: Split;
    validation: Split;
};
