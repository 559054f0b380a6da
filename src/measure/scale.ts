/** T_w: the diagonal by which adaptive measures stretch a perturbation, so that it grows with the weights when they are rescaled (Kwon et al., ICML 2021, §3). */
import { filterNorms, type NamedShape, partsOf } from "./parts";

/**
 * The diagonal of T_w. `none`: ones. `weight`: |wᵢ|. `filter`: the length of the filter that wᵢ belongs to, and |wᵢ| for biases, γ and β.
 * In a dense kernel a filter is what enters one unit; the paper defines filters of convolutions only.
 */
export const SCALES = ["none", "weight", "filter"] as const;
export type ScaleName = (typeof SCALES)[number];

export interface ScaleOptions {
  /** Default `none`. */
  scale?: ScaleName;
  /** Added to the diagonal where `scale` is not `none`. The paper trains with 0.01 "for stability"; a measure needs none and is invariant only with the default, 0. */
  eta?: number;
  /** Names and shapes of the weights, as in `Network.weights`: what `filter` needs. */
  weights?: readonly NamedShape[];
}

/**
 * The diagonal of T_w, as long as `w`. A weight of exactly 0 (η = 0) cannot be perturbed: the adaptive ball is flat there.
 * @throws RangeError for an unknown scale, η < 0, all entries 0, or `filter` without shapes or with those of another network
 */
export function scaleOf(w: Float64Array, { scale = "none", eta = 0, weights }: ScaleOptions): Float64Array {
  if (!SCALES.includes(scale)) throw new RangeError(`Unknown scale "${scale}". Expected one of ${SCALES.join(", ")}.`);
  if (!(eta >= 0 && Number.isFinite(eta))) throw new RangeError(`eta must be a number of 0 or more, got ${eta}.`);
  if (scale === "none") return new Float64Array(w.length).fill(1);
  const diagonal = w.map((value) => Math.abs(value));
  if (scale === "filter") {
    if (!weights) throw new RangeError('The scale "filter" needs the shapes of the weights: give `weights`, as in Network.weights.');
    for (const part of partsOf(w, weights).filter(({ isKernel }) => isKernel)) {
      const norms = filterNorms(w, part);
      for (let i = 0; i < part.size; i++) diagonal[part.offset + i] = norms[i % norms.length] as number;
    }
  }
  const result = eta === 0 ? diagonal : diagonal.map((value) => value + eta);
  if (!result.some((value) => value > 0)) throw new RangeError("All weights are 0: an adaptive measure has no scale there.");
  return result;
}
