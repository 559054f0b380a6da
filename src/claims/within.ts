/** Claims of sameness: the distance from what is expected, with an interval, to be held against the largest distance that still counts as the same. */
import type { Summary } from "../stats/summary";
import type { Evidence } from "./claim";

/**
 * |mean| as evidence: its interval holds the distance from 0 of every value in the summary's interval. A claim "below from LIMIT" then is a test of equivalence, that no difference was found is not enough for it.
 * @param transform rising, such as Math.exp for logarithms: a factor of 1 or more, in whichever direction
 */
export function apartEvidence(
  { n, mean, low, high }: Summary,
  runs: readonly string[] = [],
  transform = (x: number): number => x,
): Evidence {
  const ends = [Math.abs(low), Math.abs(high)] as const;
  const least = low <= 0 && high >= 0 ? 0 : Math.min(...ends);
  return { estimate: transform(Math.abs(mean)), interval: [transform(least), transform(Math.max(...ends))], n, runs };
}
