/** One safeguarded step of Moré and Thuente's line search (§4 of their paper): cubic and secant steps from what is known at three points. */
/** A function of the step, and its derivative there. */
export interface Along {
    value: number;
    slope: number;
}
export interface Point extends Along {
    step: number;
}
export interface Limits {
    /** Whether a minimum is known to lie between the two ends. */
    bracketed: boolean;
    /** Smallest and largest step allowed. */
    least: number;
    most: number;
}
export interface Next {
    low: Point;
    high: Point;
    bracketed: boolean;
    step: number;
}
/**
 * @param low the end of the interval with the lowest value so far, its slope pointing to `high`
 * @param trial the latest point
 * @returns the new interval and the step to try next
 */
export declare function nextStep(low: Point, high: Point, trial: Point, limits: Limits): Next;
