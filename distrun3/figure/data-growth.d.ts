/** Sizes of image data sets by year, on a logarithmic scale. */
import type { Figure } from "./figure";
export interface DataRow {
    data: string;
    year: number;
    images: number;
}
/** @param marked the data set that the text speaks of, drawn larger and filled */
export declare function dataGrowthPlot(rows: readonly DataRow[], marked?: string): Figure;
