/** Measures of several runs side by side: by batch, and the largest batch against the smallest, paired by seed. */
import type { Run } from "../../config";
import { type Summary } from "../../stats/summary";
/** One number of one run. */
export interface Measured {
    run: Run;
    value: number;
}
export interface Comparison {
    /** By batch, in rising order. */
    batches: {
        batch: number;
        summary: Summary;
    }[];
    /**
     * Largest over smallest batch, for the seeds that have both: the geometric mean of the ratios with its 95 % interval (Student's t on the logarithms). Null for one batch alone, for no seed with both, or
     * where a value is not above 0.
     */
    ratio: {
        factor: number;
        low: number;
        high: number;
        seeds: number;
    } | null;
}
/** @throws RangeError for no runs, or runs that differ in more than batch and seed, which a comparison of batches would be blamed for */
export declare function compareRuns(measured: readonly Measured[]): Comparison;
