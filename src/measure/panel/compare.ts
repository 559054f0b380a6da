/** Measures of several runs side by side: by batch, and the largest batch against the smallest, paired by seed. */
import type { Run } from "../../config";
import { type Summary, summarize } from "../../stats/summary";

/** One number of one run. */
export interface Measured {
  run: Run;
  value: number;
}

export interface Comparison {
  /** By batch, in rising order. */
  batches: { batch: number; summary: Summary }[];
  /**
   * Largest over smallest batch, for the seeds that have both: the geometric mean of the ratios with its 95 % interval (Student's t on the logarithms). Null for one batch alone, for no seed with both, or
   * where a value is not above 0.
   */
  ratio: { factor: number; low: number; high: number; seeds: number } | null;
}

/** @throws RangeError for no runs, or runs that differ in more than batch and seed, which a comparison of batches would be blamed for */
export function requireComparable(runs: readonly Run[]): void {
  const [first] = runs;
  if (!first) throw new RangeError("A comparison needs at least one run.");
  for (const run of runs) {
    const other = differing(first, run);
    if (other.length > 0)
      throw new RangeError(`The runs differ in ${other.join(", ")}; to compare batches they may differ in batch and seed alone.`);
  }
}

/** @throws RangeError as `requireComparable` does */
export function compareRuns(measured: readonly Measured[]): Comparison {
  requireComparable(measured.map(({ run }) => run));
  const sizes = [...new Set(measured.map(({ run }) => run.batch))].sort((a, b) => a - b);
  const valuesOf = (batch: number) => measured.filter(({ run }) => run.batch === batch);
  const batches = sizes.map((batch) => ({ batch, summary: summarize(valuesOf(batch).map(({ value }) => value)) }));
  const [small, large] = [sizes[0] as number, sizes.at(-1) as number];
  const ratios = valuesOf(large).flatMap(({ run: { seed }, value }) => {
    const partner = valuesOf(small).find(({ run }) => run.seed === seed);
    return partner ? [Math.log(value / partner.value)] : [];
  });
  if (small === large || ratios.length === 0 || !ratios.every(Number.isFinite)) return { batches, ratio: null };
  const { mean, low, high, n } = summarize(ratios);
  return { batches, ratio: { factor: Math.exp(mean), low: Math.exp(low), high: Math.exp(high), seeds: n } };
}

/** Settings other than batch and seed in which two runs differ. */
function differing(a: Run, b: Run): string[] {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])] as (keyof Run)[];
  return keys.filter((key) => key !== "batch" && key !== "seed" && a[key] !== b[key]);
}
