/** Bounds of the variables: where they end, how far a direction stays within them, and how far a point is from a minimum within them. */
import { clamp } from "./vectors";

export interface Bounds {
  lower: Float64Array;
  upper: Float64Array;
  /** Whether any variable has a bound. */
  some: boolean;
  /** Whether all variables have both. */
  all: boolean;
}

export type Bound = Float64Array | number | undefined;

/** @throws RangeError for bounds of another length than `n`, and for a lower bound above its upper one */
export function boundsOf(n: number, lower: Bound = Number.NEGATIVE_INFINITY, upper: Bound = Number.POSITIVE_INFINITY): Bounds {
  const bounds = { lower: vector(n, lower, "lower"), upper: vector(n, upper, "upper"), some: false, all: true };
  for (let i = 0; i < n; i++) {
    const [low, high] = [bounds.lower[i] as number, bounds.upper[i] as number];
    if (!(low <= high))
      throw new RangeError(`Variable ${i} has the lower bound ${low} and the upper bound ${high}; the lower one must not be larger.`);
    const [below, above] = [low > Number.NEGATIVE_INFINITY, high < Number.POSITIVE_INFINITY];
    bounds.some ||= below || above;
    bounds.all &&= below && above;
  }
  return bounds;
}

function vector(n: number, bound: Float64Array | number, which: string): Float64Array {
  if (typeof bound === "number") return new Float64Array(n).fill(bound);
  if (bound.length !== n) throw new RangeError(`The ${which} bounds must be ${n} numbers, one a variable; got ${bound.length}.`);
  return bound;
}

/** The point x + step · direction, moved into the bounds. */
export function pointAlong(x: Float64Array, step: number, direction: Float64Array, { lower, upper }: Bounds): Float64Array {
  const point = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++)
    point[i] = clamp((x[i] as number) + step * (direction[i] as number), lower[i] as number, upper[i] as number);
  return point;
}

/** Longest step of a search where no bound ends it, as in the published program. */
const FAR = 1e10;

/** How far the direction can be followed until the first bound. */
export function longestStep(x: Float64Array, direction: Float64Array, { lower, upper }: Bounds): number {
  let longest = FAR;
  for (let i = 0; i < x.length; i++) {
    const by = direction[i] as number;
    if (by === 0) continue;
    const room = ((by > 0 ? upper[i] : lower[i]) as number) - (x[i] as number);
    longest = Math.min(longest, room / by);
  }
  return longest;
}

/** Largest component of P(x − g) − x, which is zero at a minimum within the bounds. */
export function projectedGradient(x: Float64Array, g: Float64Array, { lower, upper }: Bounds): number {
  let largest = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    const moved = clamp(value - (g[i] as number), lower[i] as number, upper[i] as number);
    largest = Math.max(largest, Math.abs(moved - value));
  }
  return largest;
}
