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

/** Lets the event loop turn. @throws the signal's reason when it is aborted */
export async function turn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(setImmediate);
  signal?.throwIfAborted();
}

/** Counts evaluations and lets the event loop turn between them. @throws the signal's reason when it is aborted */
export function watchedLoss(
  f: LossFunction,
  onEvaluation: (evaluations: number) => void = () => {},
  signal?: AbortSignal,
): LossFunction & { evaluations: number } {
  const result = {
    dimension: f.dimension,
    evaluations: 0,
    lossAt: async (w: Float64Array) => {
      await turn(signal);
      const loss = await f.lossAt(w);
      onEvaluation(++result.evaluations);
      return loss;
    },
    lossAndGradientAt: async (w: Float64Array) => {
      await turn(signal);
      const answer = await f.lossAndGradientAt(w);
      onEvaluation(++result.evaluations);
      return answer;
    },
  };
  return result;
}
