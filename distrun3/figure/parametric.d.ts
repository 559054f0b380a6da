/** The parametric plot (Figures 3 and 7 of Keskar et al., 2017): loss and accuracy along the line or the quarter circle from the small-batch to the large-batch solution. */
import type { PathPoint } from "../measure/curve";
import type { Figure } from "./figure";
export interface ParametricCurve {
    /** One path a seed, all with the same alphas. */
    paths: PathPoint[][];
    title: string;
    /** Line under the title: network, data, batches, seeds. */
    subtitle: string;
}
/** Mean over the seeds; each seed's own training loss is drawn as a thin line behind. */
export declare function parametricPlot({ paths, title, subtitle }: ParametricCurve): Figure;
