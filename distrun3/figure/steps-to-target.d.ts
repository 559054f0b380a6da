/** Steps to a target by batch with the fitted hyperbola, both axes logarithmic: perfect scaling on the left, no gain on the right, the critical batch between (McCandlish et al., 2018, Figure 1). */
import type { Fitted } from "../measure/steps-to-target";
import type { Figure } from "./figure";
export interface StepsToTargetPlot {
    rows: readonly {
        batch: number;
        seed: number;
        step: number;
    }[];
    fit: {
        steps: Fitted;
        criticalBatch: Fitted;
    };
    title: string;
    /** Under the title: network, data, the target. */
    subtitle: string;
}
/** @throws RangeError for no rows */
export declare function stepsToTargetPlot({ rows, fit, title, subtitle }: StepsToTargetPlot): Figure;
