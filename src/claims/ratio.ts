/** Large against small batch as a factor, paired by seed: what the claims about sharpness are made of. */
import { type Summary, summarize } from "../stats/summary";
import { type Evidence, evidenceOf } from "./claim";

/** Two measurements of one seed. */
export interface PairedValue {
  seed: number;
  small: number;
  large: number;
}

/** Why there is no ratio of these values; undefined where there is one. */
const unfit = (pairs: readonly PairedValue[]): string | undefined => {
  if (pairs.length === 0) return "nothing was measured";
  const bad = pairs.find(({ small, large }) => !(small > 0 && large > 0 && Number.isFinite(small) && Number.isFinite(large)));
  return bad && `seed ${bad.seed} has values without a ratio: ${bad.small} and ${bad.large}`;
};

/**
 * Summary of log(large / small) over the seeds: its exponential is the geometric mean of the ratios, with its interval.
 * @throws RangeError for no pairs, and for values that are not above 0
 */
export function logRatios(pairs: readonly PairedValue[]): Summary {
  const why = unfit(pairs);
  if (why) throw new RangeError(`Ratios need values above 0: ${why}.`);
  return summarize(pairs.map(({ small, large }) => Math.log(large / small)));
}

/** The factor large / small as evidence; without an estimate where a value has no logarithm. */
export function ratioEvidence(pairs: readonly PairedValue[], runs: readonly string[] = []): Evidence {
  const reason = unfit(pairs);
  return reason ? { reason, runs } : evidenceOf(logRatios(pairs), runs, Math.exp);
}

/** The pairs turned round: their ratio is small / large. */
export const smallOverLarge = (pairs: readonly PairedValue[]): PairedValue[] =>
  pairs.map(({ seed, small, large }) => ({ seed, small: large, large: small }));

/** Values of the largest and of the smallest batch, by seed; seeds that lack one of them are passed over. */
export function largestAndSmallest<T extends { batch: number; seed: number }>(rows: readonly T[], of: (row: T) => number): PairedValue[] {
  const batches = rows.map(({ batch }) => batch);
  const at = (batch: number) => rows.filter((row) => row.batch === batch);
  return at(Math.min(...batches)).flatMap((small) => {
    const large = at(Math.max(...batches)).find(({ seed }) => seed === small.seed);
    return large ? [{ seed: small.seed, small: of(small), large: of(large) }] : [];
  });
}
