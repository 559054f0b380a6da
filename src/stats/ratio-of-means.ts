/** Ratio of two means of values that belong together, with Fieller's interval. */
import { jStat } from "jstat";
import { mean } from "./summary";

export interface Ratio {
  n: number;
  /** Mean of the numerators over mean of the denominators. */
  ratio: number;
  /** Bounds of the 95 % interval; NaN where it is not bounded: the mean of the denominators cannot be told from 0. */
  low: number;
  high: number;
}

/**
 * Fieller's interval (1954): all ratios ρ for which the mean of a − ρ b is not told from 0 by Student's t with n − 1 degrees of freedom. Unlike a mean of ratios it does not break down where a
 * single denominator is near 0.
 * @param a numerators, one a seed
 * @param b denominators, of the same seeds
 * @throws RangeError for no values, or lists of different length
 */
export function ratioOfMeans(a: readonly number[], b: readonly number[]): Ratio {
  const n = a.length;
  if (n === 0 || n !== b.length)
    throw new RangeError(`A ratio needs as many numerators as denominators, at least one; got ${n} and ${b.length}.`);
  const [ofA, ofB] = [mean(a), mean(b)];
  const unbounded = { n, ratio: ofA / ofB, low: Number.NaN, high: Number.NaN };
  if (n === 1) return unbounded;
  // t² times the (co)variances of the means.
  const scale = jStat.studentt.inv(0.975, n - 1) ** 2 / (n * (n - 1));
  const product = (x: readonly number[], meanX: number, y: readonly number[], meanY: number) =>
    scale * x.reduce((sum, value, i) => sum + (value - meanX) * ((y[i] as number) - meanY), 0);
  const square = ofB ** 2 - product(b, ofB, b, ofB);
  if (square <= 0) return unbounded;
  const half = ofA * ofB - product(a, ofA, b, ofB);
  const constant = ofA ** 2 - product(a, ofA, a, ofA);
  const root = Math.sqrt(Math.max(0, half ** 2 - square * constant));
  return { n, ratio: ofA / ofB, low: (half - root) / square, high: (half + root) / square };
}
