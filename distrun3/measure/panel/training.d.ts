import { type Projection } from "../plane";
import type { Measure } from "./measure";
/** A snapshot in the plane of its training. */
export interface TrajectoryRow extends Projection {
    epoch: number;
    step: number;
    /** At the snapshot itself with its own statistics, not at its projection. */
    loss: number;
    accuracy: number;
}
export declare const trainingMeasures: Record<string, Measure>;
