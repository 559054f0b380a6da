/** A level that turns into a slope at one point: least squares, with intervals from resampled curves. */
import type { Random } from "../random";
import { mean } from "./summary";

/** y = level for x ≤ at, level + slope · (x − at) beyond. */
export interface BrokenStick {
  at: number;
  level: number;
  slope: number;
  /** Sum of squared residuals. */
  squares: number;
}

/** Places of the break that are tried, evenly spaced. */
const PLACES = 101;
/** A fit is better only by more than rounding: of equal ones the earlier break is taken. */
const ROUNDING = 1e-9;

/**
 * The break between the smallest x (then all is slope) and the largest (then all is level) with the smallest squared residuals.
 * @param x rising, at least three
 * @throws RangeError for fewer, or another number of y
 */
export function fitBrokenStick(x: readonly number[], y: readonly number[]): BrokenStick {
  if (x.length < 3 || x.length !== y.length)
    throw new RangeError(`A broken stick needs three points or more, with an x and a y each; got ${x.length} and ${y.length}.`);
  const [first, last] = [x[0] as number, x.at(-1) as number];
  const places = Array.from({ length: PLACES }, (_, i) => first + ((last - first) * i) / (PLACES - 1));
  const fits = places.map((at) => fitAt(at, x, y));
  const enough = ROUNDING * fits.reduce((most, { squares }) => Math.max(most, squares), 0);
  return fits.reduce((best, fit) => (fit.squares < best.squares - enough ? fit : best));
}

/** Least squares of y on a constant and max(0, x − at). */
function fitAt(at: number, x: readonly number[], y: readonly number[]): BrokenStick {
  const beyond = x.map((each) => Math.max(0, each - at));
  const [middle, height] = [mean(beyond), mean(y)];
  const spread = beyond.reduce((sum, each) => sum + (each - middle) ** 2, 0);
  const shared = beyond.reduce((sum, each, i) => sum + (each - middle) * ((y[i] as number) - height), 0);
  const slope = spread > 0 ? shared / spread : 0;
  const level = height - slope * middle;
  const squares = y.reduce((sum, each, i) => sum + (each - level - slope * (beyond[i] as number)) ** 2, 0);
  return { at, level, slope, squares };
}

export interface BrokenStickInterval extends BrokenStick {
  /** 95 % interval of `at`: percentiles of the fits to resampled curves; NaN for a single curve. */
  low: number;
  high: number;
  /** Number of curves. */
  n: number;
}

/**
 * The break of the mean curve, and how far it moves when whole curves are drawn anew, with replacement.
 * @param curves one a seed, a y for each x
 * @param rng of the draws
 */
export function brokenStick(x: readonly number[], curves: readonly (readonly number[])[], rng: Random, draws = 1000): BrokenStickInterval {
  const meanOf = (some: readonly (readonly number[])[]) => x.map((_, i) => mean(some.map((curve) => curve[i] as number)));
  const fit = fitBrokenStick(x, meanOf(curves));
  const n = curves.length;
  if (n < 2) return { ...fit, low: Number.NaN, high: Number.NaN, n };
  const drawn = () => curves.map(() => curves[rng.below(n)] as readonly number[]);
  const places = Array.from({ length: draws }, () => fitBrokenStick(x, meanOf(drawn())).at).sort((a, b) => a - b);
  const percentile = (share: number) => places[Math.round(share * (draws - 1))] as number;
  return { ...fit, low: percentile(0.025), high: percentile(0.975), n };
}
