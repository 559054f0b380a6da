/** The public list: what a notebook or a script imports from "largebatch". */
export { BACKEND_NAMES, type Backend, type BackendName, tensorCount, tf, useBackend, withoutLeaks } from "./backend";
export { flatAndSharp } from "./claims/flat-and-sharp";
export { parseRun, type Run, type RunInput } from "./config";
export { type DataName, type DataSet, loadData, type Split } from "./data";
export { UsageError, UserError } from "./errors";
export type { Figure } from "./figure/figure";
export { parametricPlot } from "./figure/parametric";
export { samplesFigure } from "./figure/samples";
export { show } from "./figure/show";
export { flatAndSharpSketch } from "./figure/sketch";
export { display, markdown, table } from "./kernel/display";
export { ALPHAS, linearPath, type PathPoint } from "./measure/path";
export { buildNetwork, describeNetwork, NETWORK_NAMES, type Network, type NetworkName } from "./model";
export { type Random, random } from "./random";
export { type Summary, summarize, summarizePaired } from "./stats/summary";
export { type Epoch, type TrainResult, train } from "./train/loop";
export { type Comparison, comparePairs, comparisonRows, type Pair, pairRows, trainPairs } from "./train/pairs";
