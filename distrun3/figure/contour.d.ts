/** Lines of equal loss in a plane of weight space, each with its loss written on it; solutions and a training's path as marks, and how far they lie off the plane. */
import type { Projection } from "../measure/plane";
import type { Surface } from "../measure/surface";
import type { Figure } from "./figure";
/** A point to be marked. `residual` and `distance` as `projectOnto` gives them; absent: it lies in the plane. */
export interface MarkedPoint extends Pick<Projection, "alpha" | "beta">, Partial<Pick<Projection, "residual" | "distance">> {
    /** Written beside it, and in the legend. */
    label: string;
}
export interface ContourPlot {
    surface: Pick<Surface, "alphas" | "betas" | "losses">;
    /** Each with a symbol of its own. */
    points?: readonly MarkedPoint[];
    /** The path of a training, in order; first and last are marked and named. */
    trajectory?: readonly MarkedPoint[];
    title: string;
    /** Under the title; see `landscapeNote`. */
    subtitle: string;
    /** Titles of the axes, with their units. */
    alphaTitle?: string;
    betaTitle?: string;
    /** Losses of the lines, evenly spaced from one to the next; default 0.5, as in the authors' figures. Nats. */
    spacing?: number;
    /** Nats; default 6. No lines are drawn above. */
    highestLoss?: number;
    /** Lines at equal ratios: of log₁₀ of the loss, four a decade. Default false. */
    logarithmic?: boolean;
    /** Whether both axes have one scale, as distances in weight space ask for. Default true. */
    equalAxes?: boolean;
}
/** @throws RangeError for a surface of one row */
export declare function contourPlot(plot: ContourPlot): Figure;
/** Why the loss of a marked point can differ from the picture's; undefined where no point says how far off it lies. */
export declare function residualCaption(points: readonly MarkedPoint[]): string | undefined;
