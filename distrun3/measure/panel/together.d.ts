import { type MeasureOptions } from "./options";
import { type StoredMeasure } from "./stored";
export type TogetherOptions = Omit<MeasureOptions, "rescale">;
/**
 * Measures runs together: a path between two, the plane through three, the fit of steps to a target.
 * @param folders of the runs, in the order that the measure takes them in
 * @returns the results, in the order of `what`
 * @throws UsageError for unknown measures or settings, and for runs that a measure cannot put together; UserError where a run or its data are not there, or not what they were
 */
export declare function measureTogether(folders: readonly string[], options: TogetherOptions): Promise<StoredMeasure[]>;
