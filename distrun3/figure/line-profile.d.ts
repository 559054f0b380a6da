/** Loss and accuracy along one direction through a solution (Li et al., NeurIPS 2018, Figure 2). */
import type { Surface } from "../measure/surface";
import type { Figure } from "./figure";
export interface LineProfile {
    /** One row each; both with the same alphas. */
    train: Surface;
    test?: Surface;
    title: string;
    /** Under the title; see `landscapeNote`. */
    subtitle: string;
    /** Title of the axis, with its unit. Default: α in units of the direction. */
    alphaTitle?: string;
    /** Nats; default 6. Higher losses are cut. */
    highestLoss?: number;
}
/** @throws RangeError for a surface with more than one row, or where training and test have other coordinates */
export declare function lineProfilePlot(profile: LineProfile): Figure;
