/** The line search of Moré and Thuente (ACM TOMS 20, 1994): a step with sufficient decrease and a slope small enough, by safeguarded interpolation. */
import { type Along } from "./trial-step";
export interface LineSearchOptions {
    /** First step to try. */
    first: number;
    /** Largest step allowed. */
    longest: number;
    /** Sufficient decrease, μ in the paper. */
    decrease: number;
    /** Largest ratio of the slope's size to that at 0, η in the paper. */
    curvature: number;
    /** Relative width at which the interval that holds a step counts as a point. */
    width: number;
    maxEvaluations: number;
    /** Ends the search between two evaluations, as if those were used up. */
    signal?: AbortSignal;
}
/**
 * `found`: both conditions hold. `longest`: the largest step has sufficient decrease, and the slope still falls there. `narrow`, `evaluations`: the interval or the evaluations ended
 * first, at the best step so far. `none`: the same, and no step with a lower value was met.
 */
export type LineSearchEnd = "found" | "longest" | "narrow" | "evaluations" | "none";
export interface LineSearchResult {
    step: number;
    end: LineSearchEnd;
    evaluations: number;
}
/**
 * @param at the function along the direction; where its value or slope is no finite number, that step and all beyond are given up
 * @param start the function at 0, its slope negative
 * @throws RangeError when the slope at 0 is not negative
 */
export declare function lineSearch(at: (step: number) => Promise<Along>, start: Along, options: LineSearchOptions): Promise<LineSearchResult>;
