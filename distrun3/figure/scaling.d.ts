/** Speed-up against the number of devices: one line for each law, beside the line that nothing can pass. */
import type { Scaled } from "../scaling/cost-model";
import type { Figure } from "./figure";
export interface ScalingLine {
    name: string;
    rows: readonly Scaled[];
}
/** A point of a published training. */
export interface ScalingPoint {
    name: string;
    devices: number;
    speedUp: number;
}
export interface ScalingPlot {
    lines: readonly ScalingLine[];
    points?: readonly ScalingPoint[];
    title: string;
    subtitle: string;
}
/** @throws RangeError for more lines than can be told apart */
export declare function scalingPlot({ lines, points, title, subtitle }: ScalingPlot): Figure;
