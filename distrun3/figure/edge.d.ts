/** λ_max of the Hessian along full-batch training against the edge of stability, the loss below (Cohen et al., ICLR 2021, Figure 1). */
import type { EdgeRow } from "../measure/edge-of-stability";
import type { Figure } from "./figure";
export interface EdgePlot {
    rows: readonly Pick<EdgeRow, "step" | "loss" | "lambdaMax" | "threshold">[];
    title: string;
    /** Under the title; see `landscapeNote`. */
    subtitle: string;
    /** β, 0 without momentum: it names the edge. */
    momentum: number;
}
/** @throws RangeError for no rows */
export declare function edgePlot({ rows, title, subtitle, momentum }: EdgePlot): Figure;
