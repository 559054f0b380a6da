/** The mean rise of a loss over random perturbations: what average-case sharpness, filter-normalised perturbations and PAC-Bayes flatness share. */
import { summarize } from "../stats/summary";
import type { LossFunction } from "./loss-function";

export interface MeanRise {
  /** Mean rise of the loss, nats. */
  rise: number;
  /** Standard error of the mean over the draws. */
  standardError: number;
}

/**
 * (L(w + factor e) + L(w − factor e)) / 2 − L(w). Both signs of a symmetric law are equally likely, so the mean is the same, and the gradient's part, which is noise, cancels.
 * Two evaluations.
 */
export async function riseAlong(f: LossFunction, w: Float64Array, loss: number, e: Float64Array, factor = 1): Promise<number> {
  const side = (by: number) => f.lossAt(w.map((value, i) => value + by * (e[i] as number)));
  return ((await side(factor)) + (await side(-factor))) / 2 - loss;
}

/** @throws RangeError when a rise is no finite number */
export function meanOf(rises: readonly number[]): MeanRise {
  if (!rises.every(Number.isFinite))
    throw new RangeError("The loss at a perturbed point is no finite number: choose smaller perturbations.");
  const { n, mean, sd } = summarize(rises);
  return { rise: mean, standardError: sd / Math.sqrt(n) };
}
