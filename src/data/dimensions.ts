/** The sizes of a data set by its name, without reading it: a plan is checked against them before any work starts. */
import type { DataName, DataSet } from "./dataset";
import { MADE } from "./made";
import { readSources } from "./sources";

export interface Dimensions {
  shape: DataSet["shape"];
  classes: number;
  /** Numbers of examples. */
  train: number;
  test: number;
}

/** The dimensions that a data set has; its loader insists on them. */
export function dimensionsOf(name: DataName): Dimensions {
  if (name === "glyphs" || name === "glyphs-100") {
    const { shape, classNames, train, test } = MADE[name];
    return { shape, classes: classNames.length, train, test };
  }
  const { shape, classNames, train, test } = readSources()[name];
  return { shape, classes: classNames.length, train: train.count, test: test.count };
}
