/** L-BFGS-B: minimises a smooth function of many variables within bounds (Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16, 1995, with the subspace step of Morales and Nocedal, 2011). All in float64. */
import { type Bound } from "./bounds";
import { type Objective } from "./objective";
export interface LbfgsbOptions {
    /** Bounds of each variable, or of all; default: none. A lower bound equal to the upper one fixes a variable. */
    lower?: Bound;
    upper?: Bound;
    /** Pairs of steps and gradients that are remembered; default 10, as in SciPy. */
    memory?: number;
    /** Default 15,000, as in SciPy. */
    maxIterations?: number;
    /** Default 15,000, as in SciPy. */
    maxEvaluations?: number;
    /** Ends when no component of the projected gradient is larger; default 1e-5, as in SciPy. */
    gradientTolerance?: number;
    /** Ends when an iteration lowers the value by no more than this share of max(|f|, |f before|, 1); default 2.2e-9, as in SciPy. 0: only when it is not lowered at all. */
    valueTolerance?: number;
    /** The curvature that is assumed before any is known: the first step is −g/curvature, moved into the bounds. Default 1, and where not all variables are bounded a step of length 1 at most. */
    initialCurvature?: number;
    onIteration?(state: LbfgsbIteration): void;
    /** Ends the minimisation between two evaluations, with the best point so far. It is seen only if the function lets the event loop turn. */
    signal?: AbortSignal;
}
export interface LbfgsbIteration {
    iteration: number;
    value: number;
    /** Largest component of the projected gradient. */
    projectedGradient: number;
    evaluations: number;
}
/** Why it ended. `gradient` and `value`: converged; `lineSearch`: no lower point was found along the direction, also after a fresh start. */
export type LbfgsbEnd = "gradient" | "value" | "iterations" | "evaluations" | "lineSearch" | "aborted";
export interface LbfgsbResult extends LbfgsbIteration {
    x: Float64Array;
    gradient: Float64Array;
    end: LbfgsbEnd;
}
/**
 * @param start is moved into the bounds first; not changed
 * @throws RangeError for a start, value or gradient at the start that is no finite number, for bounds or a gradient of another length, for a lower bound above its upper one, and for
 * options out of range; whatever `objective` throws. A value that is no finite number later on is met by shorter steps.
 */
export declare function minimize(objective: Objective, start: Float64Array, options?: LbfgsbOptions): Promise<LbfgsbResult>;
