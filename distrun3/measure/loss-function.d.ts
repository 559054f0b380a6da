/** A loss as a function of the weights: what sharpness measures and landscapes act on. It knows no network, so a test gives it a quadratic with a known answer. */
export interface LossAndGradient {
    /** Mean over the data, summed in float64. */
    loss: number;
    gradient: Float64Array;
}
export interface LossFunction {
    dimension: number;
    lossAt(w: Float64Array): number | Promise<number>;
    lossAndGradientAt(w: Float64Array): LossAndGradient | Promise<LossAndGradient>;
}
/** Counts evaluations and lets the event loop turn between them. @throws the signal's reason when it is aborted */
export declare function watchedLoss(f: LossFunction, onEvaluation?: (evaluations: number) => void, signal?: AbortSignal): LossFunction & {
    evaluations: number;
};
