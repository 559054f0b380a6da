/** One value an x. */
export interface LossAccuracy {
    /** Nats. */
    loss: number[];
    /** 0 … 1 */
    accuracy: number[];
}
/** Losses above this are cut: the shape near the minima is what such a plot is about, and its ends lie far above. Nats. */
export declare const HIGHEST_LOSS = 6;
/** Training and test differ by dash, loss and accuracy by marker, so that the lines can be told apart without colour. */
export declare function lossAccuracyLines(x: number[], train: LossAccuracy, test?: LossAccuracy): Record<string, unknown>[];
/** Loss on the left, accuracy on the right. */
export declare const lossAccuracyAxes: (highestLoss?: number) => Record<"yaxis" | "yaxis2", Record<string, unknown>>;
