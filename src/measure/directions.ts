/** Random directions in weight space, scaled to the weights around which a landscape is drawn (Li et al., NeurIPS 2018, §4). */
import type { Random } from "../random";
import { expectLength } from "./checks";
import { type NamedShape, type Part, partsOf } from "./parts";

/**
 * What a direction is scaled to. `filter`: in each filter to the norm of that filter of w, so that a network whose weights are merely larger does not look flatter. `layer`: the same, a
 * kernel at a time. `weight`: each entry is multiplied by that weight. `none`: standard normal numbers.
 */
export const NORMALISATIONS = ["filter", "layer", "weight", "none"] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

export interface DirectionOptions {
  /** Each weight has a stream of its own in it, named after it. */
  random: Random;
  /** Default `filter`. */
  normalisation?: Normalisation;
  /**
   * A direction to stand at a right angle to. It does so filter by filter (for `layer`, `weight` and `none`: kernel by kernel), so that the scaling keeps the angle, and both are exact.
   * A filter with a single entry has no such direction: there the result is 0.
   */
  orthogonalTo?: Float64Array;
}

/** Every `stride`-th number from `start`, `count` of them: a filter in the flat vector w. */
export interface Filter {
  start: number;
  stride: number;
  count: number;
}

/**
 * A random direction at `w`. Biases and batch norm's γ and β are 0 in it, as in the authors' code: they have no filter to be scaled to.
 * @param w flat weights of the network
 * @param weights names and shapes of the weights, as in `Network.weights`
 * @throws RangeError for an unknown normalisation, or for weights or a direction to be orthogonal to that are of another network
 */
export function randomDirection(w: ArrayLike<number>, weights: readonly NamedShape[], options: DirectionOptions): Float64Array {
  const { random, normalisation = "filter", orthogonalTo } = options;
  if (!NORMALISATIONS.includes(normalisation))
    throw new RangeError(`Unknown normalisation "${normalisation}". Expected one of ${NORMALISATIONS.join(", ")}.`);
  const kernels = partsOf(w, weights).filter(({ isKernel }) => isKernel);
  if (orthogonalTo) expectLength("The direction to be orthogonal to", orthogonalTo, w.length);
  const direction = new Float64Array(w.length);
  for (const { name, offset, size } of kernels) {
    const own = random.split(name);
    for (let i = offset; i < offset + size; i++) direction[i] = own.normal() * (normalisation === "weight" ? (w[i] as number) : 1);
  }
  for (const filter of normalisation === "filter" ? kernels.flatMap(filtersOf) : kernels.map(wholeKernel)) {
    if (orthogonalTo) removePart(direction, orthogonalTo, filter);
    if (normalisation === "filter" || normalisation === "layer") rescale(direction, filter, normIn(w, filter));
  }
  return direction;
}

/** The filters of a kernel: the last axis counts them, both in a dense kernel `[inputs, units]` and in a convolution's `[height, width, channels, filters]`. */
export function filtersOf({ shape, offset, size }: Part): Filter[] {
  const stride = shape.at(-1) as number;
  return Array.from({ length: stride }, (_, filter) => ({ start: offset + filter, stride, count: size / stride }));
}

const wholeKernel = ({ offset, size }: Part): Filter => ({ start: offset, stride: 1, count: size });

/** Euclidean norm of a filter. */
export const normIn = (v: ArrayLike<number>, filter: Filter): number => Math.sqrt(dotIn(v, v, filter));

function dotIn(a: ArrayLike<number>, b: ArrayLike<number>, { start, stride, count }: Filter): number {
  let sum = 0;
  for (let i = start, left = count; left > 0; i += stride, left--) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** Gives a filter of `v` the norm `to`; one that is 0 stays so. */
function rescale(v: Float64Array, filter: Filter, to: number): void {
  const from = normIn(v, filter);
  const factor = from > 0 ? to / from : 0;
  const { start, stride, count } = filter;
  for (let i = start, left = count; left > 0; i += stride, left--) v[i] = factor * (v[i] as number);
}

/** Below this share of a filter, what is left of it is rounding. */
const NOTHING_LEFT = 1e-12;

/** Takes from a filter of `v` its part along `away`. */
function removePart(v: Float64Array, away: Float64Array, filter: Filter): void {
  const { start, stride, count } = filter;
  const square = dotIn(away, away, filter);
  if (square === 0) return;
  const before = normIn(v, filter);
  // Twice, so that rounding leaves no part behind.
  for (let pass = 0; pass < 2; pass++) {
    const share = dotIn(v, away, filter) / square;
    for (let i = start, left = count; left > 0; i += stride, left--) v[i] = (v[i] as number) - share * (away[i] as number);
  }
  if (normIn(v, filter) <= NOTHING_LEFT * before) rescale(v, filter, 0);
}
