/** A loss surface in three dimensions, to be turned with the mouse; lines of equal loss on it show its shape without colour. */
import type { Surface } from "../measure/surface";
import type { Figure } from "./figure";
export interface SurfacePlot {
    surface: Pick<Surface, "alphas" | "betas" | "losses">;
    title: string;
    /** Under the title; see `landscapeNote`. */
    subtitle: string;
    /** Titles of the two horizontal axes, with their units. */
    alphaTitle?: string;
    betaTitle?: string;
    /** Nats; default 6. The surface is flat where the loss is higher; the number under the mouse is the loss itself. */
    highestLoss?: number;
}
/** @throws RangeError for a surface of one row, which has no third dimension */
export declare function surfacePlot(plot: SurfacePlot): Figure;
