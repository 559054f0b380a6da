/** Perturbation sharpness: the mean rise of the loss at a given relative length along random filter-normalised directions (the directions of Li et al., NeurIPS 2018, §4). */
import type { Random } from "../random";
import { defaultSignal } from "../signal";
import { expectCount, expectFinite, expectLength, expectPositive } from "./checks";
import { type LossFunction, watchedLoss } from "./loss-function";
import { type MeanRise, meanOf, riseAlong } from "./rise";

export interface PerturbationOptions {
  /** A random direction d, each filter of it as long as the filter of w. Its law must be symmetric: d and −d equally likely. */
  direction(random: Random): Float64Array;
  /** Relative lengths r; default 0.05, 0.1, 0.25, 0.5. At 1 every filter is moved by its own length. */
  radii?: readonly number[];
  /** Directions; default 10. */
  draws?: number;
  random: Random;
  onEvaluation?(evaluations: number): void;
  /** Ends the measurement between two evaluations. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

export interface PerturbationSharpness {
  loss: number;
  /** One a radius. */
  rises: ({ radius: number } & MeanRise)[];
  draws: number;
  evaluations: number;
}

/** The radii used where none are given. */
export const RADII: readonly number[] = [0.05, 0.1, 0.25, 0.5];

/** Evaluations of the loss that `perturbationSharpness` makes. */
export const perturbationEvaluations = ({ radii = RADII, draws = 10 }: Pick<PerturbationOptions, "radii" | "draws"> = {}): number =>
  1 + 2 * draws * radii.length;

/**
 * E L(w + r d) − L(w), nats, for each r. Every radius uses the same directions, each to both sides; radii and the mean are our choices, as Li et al. draw the curve and give no number.
 * @throws RangeError for no radii, r ≤ 0, fewer than 2 draws, directions of another length, or a loss that is no finite number
 */
export async function perturbationSharpness(
  f: LossFunction,
  w: Float64Array,
  options: PerturbationOptions,
): Promise<PerturbationSharpness> {
  const { direction, radii = RADII, draws = 10, random, signal = defaultSignal() } = options;
  if (radii.length === 0) throw new RangeError("Perturbation sharpness needs at least one radius, got none.");
  for (const radius of radii) expectPositive("A radius", radius);
  expectCount("The number of draws", draws, 2);
  expectLength("The weights", w, f.dimension);
  const counted = watchedLoss(f, options.onEvaluation, signal);
  const loss = expectFinite(await counted.lossAt(w), "at these weights");
  const rises: number[][] = radii.map(() => []);
  for (let i = 0; i < draws; i++) {
    const d = direction(random.split("draw", i));
    expectLength("A direction", d, w.length);
    for (const [j, radius] of radii.entries()) rises[j]?.push(await riseAlong(counted, w, loss, d, radius));
  }
  return {
    loss,
    rises: radii.map((radius, j) => ({ radius, ...meanOf(rises[j] as number[]) })),
    draws,
    evaluations: counted.evaluations,
  };
}
