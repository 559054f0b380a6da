/** The data set of a run, kept loaded: runs of a sweep mostly share it, and loading takes longer than many a small run. */
import type { Run } from "../../config";
import type { DataSet } from "../../data/dataset";
/** @throws UserError as `loadData` does */
export declare function dataOf({ data, trainSize, validation }: Run): Promise<DataSet>;
