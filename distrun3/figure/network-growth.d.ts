/** Depth, parameters and operations of networks by year: own counts as bars, published figures as diamonds beside them. Three panels over the same networks. */
import type { Figure } from "./figure";
/** One network; what is not published is left out. */
export interface GrowthRow {
    name: string;
    year: number;
    depth: number;
    parameters: number;
    /** Of one image forward. */
    multiplyAdds: number;
    published: {
        layers?: number;
        parameters?: number;
        "multiply-adds"?: number;
    };
}
export declare function networkGrowthPlot(rows: readonly GrowthRow[]): Figure;
