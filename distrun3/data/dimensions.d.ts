/** The sizes of a data set by its name, without reading it: a plan is checked against them before any work starts. */
import type { DataName, DataSet } from "./dataset";
export interface Dimensions {
    shape: DataSet["shape"];
    classes: number;
    /** Numbers of examples. */
    train: number;
    test: number;
}
/** The dimensions that a data set has; its loader insists on them. */
export declare function dimensionsOf(name: DataName): Dimensions;
