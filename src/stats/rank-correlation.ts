/** How well one quantity orders another: Kendall's τ and Spearman's ρ, with ties, and intervals from whole groups drawn anew. */
import type { Random } from "../random";

/** @throws RangeError for lists of different length, fewer than two values, or values that are no numbers */
function requirePairs(x: readonly number[], y: readonly number[]): void {
  if (x.length !== y.length) throw new RangeError(`A rank correlation takes values in pairs, got ${x.length} and ${y.length}.`);
  if (x.length < 2) throw new RangeError(`A rank correlation needs two pairs or more, got ${x.length}.`);
  const bad = [...x, ...y].find((value) => Number.isNaN(value));
  if (bad !== undefined) throw new RangeError("A rank correlation takes numbers alone, got NaN.");
}

/** Pairs of observations that agree less those that do not, and those that have no order in x or in y. */
interface Orders {
  agreed: number;
  pairs: number;
  tiedX: number;
  tiedY: number;
}

function ordersOf(x: readonly number[], y: readonly number[]): Orders {
  const orders = { agreed: 0, pairs: 0, tiedX: 0, tiedY: 0 };
  for (let i = 0; i < x.length; i++)
    for (let j = i + 1; j < x.length; j++) {
      const dx = Math.sign((x[i] as number) - (x[j] as number));
      const dy = Math.sign((y[i] as number) - (y[j] as number));
      orders.pairs++;
      orders.agreed += dx * dy;
      if (dx === 0) orders.tiedX++;
      if (dy === 0) orders.tiedY++;
    }
  return orders;
}

const tauOf = ({ agreed, pairs, tiedX, tiedY }: Orders): number => agreed / Math.sqrt((pairs - tiedX) * (pairs - tiedY));

/**
 * Kendall's τ-b (Kendall, 1945): of all pairs of observations, those in the same order less those in the opposite one, ties taken out. NaN where x or y does not vary.
 * @throws RangeError for lists of different length, fewer than two values, or NaN
 */
export function kendall(x: readonly number[], y: readonly number[]): number {
  requirePairs(x, y);
  return tauOf(ordersOf(x, y));
}

/**
 * Kendall's τ-b over the pairs within a group alone: what orders observations that share all but chance (Jiang et al., 2020, compare so that one setting alone differs).
 * @param groups of two observations or more
 * @throws RangeError as `kendall` does, and for no groups
 */
export function kendallWithin(groups: readonly { x: readonly number[]; y: readonly number[] }[]): number {
  if (groups.length === 0) throw new RangeError("A rank correlation within groups needs a group, got none.");
  const sum: Orders = { agreed: 0, pairs: 0, tiedX: 0, tiedY: 0 };
  for (const { x, y } of groups) {
    requirePairs(x, y);
    const own = ordersOf(x, y);
    for (const key of Object.keys(sum) as (keyof Orders)[]) sum[key] += own[key];
  }
  return tauOf(sum);
}

/** Ranks from 1; equal values share the mean of theirs. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number));
  const found = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && values[order[to + 1] as number] === values[order[from] as number]) to++;
    for (let i = from; i <= to; i++) found[order[i] as number] = (from + to) / 2 + 1;
    from = to + 1;
  }
  return found;
}

/** Spearman's ρ: the correlation of the ranks. NaN where x or y does not vary. @throws RangeError as `kendall` does */
export function spearman(x: readonly number[], y: readonly number[]): number {
  requirePairs(x, y);
  const middle = (x.length + 1) / 2;
  const [a, b] = [ranks(x), ranks(y)].map((list) => list.map((rank) => rank - middle)) as [number[], number[]];
  const dot = (u: number[], v: number[]) => u.reduce((sum, value, i) => sum + value * (v[i] as number), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** An estimate with its 95 % interval. */
export interface Resampled {
  value: number;
  /** NaN for one group. */
  low: number;
  high: number;
  /** Groups. */
  n: number;
}

/**
 * A statistic of all groups, and how far it moves when whole groups are drawn anew, with replacement (the bootstrap of clusters). Draws that have no value are passed over.
 * The interval is the basic one, 2 · value − percentiles: a group that is drawn twice ties with itself, which moves all drawn rank correlations to one side, and this takes the shift out.
 * @param groups such as the runs of a seed, which share their start
 * @throws RangeError for no groups
 */
export function resampled<T>(groups: readonly T[], statistic: (drawn: readonly T[]) => number, random: Random, draws = 1000): Resampled {
  const n = groups.length;
  if (n === 0) throw new RangeError("Resampling needs a group, got none.");
  const value = statistic(groups);
  if (n < 2) return { value, low: Number.NaN, high: Number.NaN, n };
  const values = Array.from({ length: draws }, () => statistic(groups.map(() => groups[random.below(n)] as T)))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const percentile = (share: number) => values[Math.round(share * (values.length - 1))] ?? Number.NaN;
  return { value, low: 2 * value - percentile(0.975), high: 2 * value - percentile(0.025), n };
}
