/** The largest eigenvalue of the Hessian against 2/η along full-batch gradient descent (Cohen, Kaur, Li, Kolter and Talwalkar, ICLR 2021). */
import type { Random } from "../random";
import type { LossFunction } from "./loss-function";
import { type Operator } from "./operator";
export interface EdgeRow {
    step: number;
    loss: number;
    lambdaMax: number;
    /** ‖Hv − λv‖ of `lambdaMax`. */
    residual: number;
    /** Above it a step along the top eigenvector overshoots by more than it corrects: 2/η, with momentum (2 + 2β)/η. */
    threshold: number;
    /** lambdaMax / threshold: rises to about 1 and hovers there. */
    ratio: number;
}
export interface EdgeOptions {
    /** The weights to begin at; left as they are. */
    start: Float64Array;
    /** η: learning rate. */
    rate: number;
    /** β of heavy-ball momentum (v ← βv − ηg; w ← w + v), from 0 to below 1; default 0. */
    momentum?: number;
    /** Steps of gradient descent. */
    steps: number;
    /** Steps from one measured eigenvalue to the next; default 1. The last step is measured as well. */
    every?: number;
    /** Of the eigenvalue, relative; default 1e-3. */
    tolerance?: number;
    /** Products for one eigenvalue, at most; default 50. */
    maxProducts?: number;
    random: Random;
    onRow?(row: EdgeRow): void;
    /** Ends the training between two steps. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface EdgeResult {
    rows: EdgeRow[];
    /** The step at which the loss was no finite number any more, and the training ended; null where that never happened. */
    diverged: number | null;
    /** The weights at the end. */
    w: Float64Array;
    rate: number;
    momentum: number;
    /** Gradients and products that it took. */
    gradients: number;
    products: number;
}
/**
 * Trains by full-batch gradient descent and measures λ_max on the way, each time from the last eigenvector.
 * @param hessianAt the Hessian at `w`, a copy of its own
 * @throws RangeError for settings out of range, and a loss or gradient at the start that is no finite number
 */
export declare function edgeOfStability(f: Pick<LossFunction, "dimension" | "lossAndGradientAt">, hessianAt: (w: Float64Array) => Operator, options: EdgeOptions): Promise<EdgeResult>;
