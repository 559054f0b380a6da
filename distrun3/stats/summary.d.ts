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
export declare function summarize(values: readonly number[]): Summary;
/** Summary of the differences a − b of values that belong together (the same seed). @throws RangeError for lists of different length */
export declare function summarizePaired(a: readonly number[], b: readonly number[]): Summary;
/** The middle value, or the mean of the two in the middle. @param values at least one */
export declare const median: (values: readonly number[]) => number;
