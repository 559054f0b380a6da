import { type Reached } from "../steps-to-target";
import type { HistoryMeasure } from "./joint";
/** One run on its way to the target. */
export interface TargetRow extends Reached {
    batch: number;
    seed: number;
    learningRate: number;
    /** Examples seen by then: step × batch. */
    examples: number;
}
export declare const historyMeasures: Record<string, HistoryMeasure>;
