/** Examples of a data set, a column a class, as one picture. */
import type { DataSet } from "../data/dataset";
import type { Figure } from "./figure";
/**
 * The first `rows` training examples of each class. Grey images dark on light, coloured ones as they are.
 * @param classes at most so many classes, the first ones
 */
export declare function samplesFigure(data: DataSet, rows?: number, classes?: number): Figure;
