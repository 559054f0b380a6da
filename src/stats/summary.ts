/** Mean, standard deviation and interval of a few values: how every number over seeds is reported. */
import { jStat } from "jstat";

export interface Summary {
  n: number;
  mean: number;
  /** Sample standard deviation (divided by n − 1); NaN for one value. */
  sd: number;
  /** Bounds of the 95 % interval of the mean, from Student's t with n − 1 degrees of freedom; NaN for one value. */
  low: number;
  high: number;
}

/**
 * @param values one a seed
 * @throws RangeError for no values
 */
export function summarize(values: readonly number[]): Summary {
  const n = values.length;
  if (n === 0) throw new RangeError("A summary needs at least one value, got none.");
  const middle = mean(values);
  const sd = n > 1 ? Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1)) : Number.NaN;
  const half = n > 1 ? (jStat.studentt.inv(0.975, n - 1) * sd) / Math.sqrt(n) : Number.NaN;
  return { n, mean: middle, sd, low: middle - half, high: middle + half };
}

/** Summary of the differences a − b of values that belong together (the same seed). @throws RangeError for lists of different length */
export function summarizePaired(a: readonly number[], b: readonly number[]): Summary {
  if (a.length !== b.length) throw new RangeError(`Paired values come in equal numbers, got ${a.length} and ${b.length}.`);
  return summarize(a.map((value, i) => value - (b[i] as number)));
}

/** The same summary with an interval that is one of `tests`: all of them together hold with 95 % (Bonferroni). */
export function oneOf(summary: Summary, tests: number): Summary {
  const { n, mean: middle, sd } = summary;
  const half = n > 1 ? (jStat.studentt.inv(1 - 0.025 / tests, n - 1) * sd) / Math.sqrt(n) : Number.NaN;
  return { ...summary, low: middle - half, high: middle + half };
}

/** Mean difference a − b of two independent groups with its 95 % interval (Welch, 1947), for groups of which only summaries are known. */
export function differenceOfMeans(
  a: Pick<Summary, "n" | "mean" | "sd">,
  b: Pick<Summary, "n" | "mean" | "sd">,
): Pick<Summary, "mean" | "low" | "high"> {
  const [ofA, ofB] = [a.sd ** 2 / a.n, b.sd ** 2 / b.n];
  const difference = a.mean - b.mean;
  if (ofA + ofB === 0) return { mean: difference, low: difference, high: difference };
  const freedom = (ofA + ofB) ** 2 / (ofA ** 2 / (a.n - 1) + ofB ** 2 / (b.n - 1));
  const half = jStat.studentt.inv(0.975, freedom) * Math.sqrt(ofA + ofB);
  return { mean: difference, low: difference - half, high: difference + half };
}

/** The mean; NaN for no values. */
export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The geometric mean: that of the logarithms. @param values at least one, above 0 */
export const geometricMean = (values: readonly number[]): number => Math.exp(mean(values.map(Math.log)));

/** The middle value, or the mean of the two in the middle. @param values at least one */
export const median = (values: readonly number[]): number => jStat.median([...values]);
