import type { Evaluation } from "../train/evaluate";
/** Loss and accuracy at a point. The vector is only lent: it changes after the call. @param at the point's coordinates */
export type EvaluateAt = (w: Float64Array, at: {
    alpha: number;
    beta: number;
}) => Evaluation | Promise<Evaluation>;
/** Coordinates of a grid: α along the first direction, β along the second. A line has β = 0 alone. */
export interface Grid {
    alphas: number[];
    /** Default `[0]`. */
    betas?: number[];
}
/** One point of a grid: `row` counts the β, `column` the α. */
export interface Cell extends Evaluation {
    row: number;
    column: number;
}
export interface SurfaceSpec extends Grid {
    /** Where both coordinates are 0. */
    centre: Float64Array;
    /** δ, and in a plane η. */
    directions: readonly Float64Array[];
    evaluateAt: EvaluateAt;
    /** Cells that are known already; they are not evaluated again. */
    finished?: readonly Cell[];
    /** Told, and awaited, after each new cell. @param of cells in all @param done with those known already */
    onCell?(cell: Cell, done: number, of: number): unknown;
    /** Ends the measurement between two cells. Default: in a notebook, that of the cell. */
    signal?: AbortSignal;
}
export interface Surface {
    alphas: number[];
    betas: number[];
    /** Nats; a row a β, a column an α. Not finite where the network's numbers overflow. */
    losses: number[][];
    /** Share of right answers, 0 … 1. */
    accuracies: number[][];
    /** Evaluations of this call; fewer than cells where some were known. */
    evaluations: number;
}
/** `points` numbers from `from` to `to`, evenly. Default: the authors' 51 from −1 to 1. @throws RangeError for fewer than 2 points, or bounds out of order */
export declare function evenly(from?: number, to?: number, points?: number): number[];
export interface SurfaceCost {
    evaluations: number;
    seconds: number;
}
/**
 * What a surface will cost.
 * @param msPerEvaluation time of one `evaluateAt`; measure it at the centre
 * @param finished number of cells that are known already
 */
export declare function surfaceCost({ alphas, betas }: Grid, msPerEvaluation: number, finished?: number): SurfaceCost;
/**
 * Evaluates the cells that are not finished, row by row. Each cell's point is computed from the centre, so a grid that went on gives the same numbers as one in a single go.
 * @throws RangeError for directions of another length or number, coordinates that are no numbers, or finished cells outside the grid
 * @throws the signal's reason when it is aborted
 */
export declare function lossSurface(spec: SurfaceSpec): Promise<Surface>;
