/** The public list: what a notebook or a script imports from "largebatch". */
export { BACKEND_NAMES, type Backend, type BackendName, tensorCount, tf, useBackend, withoutLeaks } from "./backend";
export { uniform } from "./backend/stateless";
export { type Claim, type Evidence, evidenceOf, type Hypothesis, judge, type Verdict, verdictOf } from "./claims/claim";
export { claimsTable } from "./claims/claims-table";
export { flatAndSharp } from "./claims/flat-and-sharp";
export { dataClaims, grownData, imagenetTrainingImages } from "./claims/growth-of-data";
export { grownNetworks, memoryRows, networkClaims, networkRows } from "./claims/growth-of-networks";
export { forecastRecord, largeBatchClaims, recordRows, recordTable } from "./claims/large-batches";
export { findingRows } from "./claims/machine";
export { type MeasuredNumber, type MeasuredPair, type MeasuredRow, measured, measuredPair } from "./claims/measured";
export { type Mark, type PublishedName, published, quotable } from "./claims/published";
export { budgetClaims, coverageClaim, drawExperiments, readBothWays, runQuadratic, threeBudgets } from "./claims/reading-results";
export { claimsBundle, showClaims } from "./claims/show-claims";
export { type Study, type StudyScale, study, studyData, studySweep } from "./claims/study";
export {
  daysHere,
  daysInItsYear,
  daysOnCards,
  describeGoogLeNet,
  googLeNetOnK20,
  timeClaims,
  timedTrainings,
  timeRows,
  timeTables,
  usualUtilisation,
} from "./claims/training-time";
export { parseRun, type Run, type RunInput } from "./config";
export { type DataName, type DataSet, describeData, loadData, type Split } from "./data";
export { examine } from "./doctor";
export { UsageError, UserError } from "./errors";
export { alongPlot } from "./figure/along";
export { budgetsPlot } from "./figure/budgets";
export { contourPlot } from "./figure/contour";
export { dataGrowthPlot } from "./figure/data-growth";
export { edgePlot } from "./figure/edge";
export type { Figure } from "./figure/figure";
export { intervalsPlot } from "./figure/intervals";
export { lineProfilePlot } from "./figure/line-profile";
export { networkGrowthPlot } from "./figure/network-growth";
export { parametricPlot } from "./figure/parametric";
export { publishedTimesPlot } from "./figure/published-times";
export { samplesFigure } from "./figure/samples";
export { scalingPlot } from "./figure/scaling";
export { show } from "./figure/show";
export { flatAndSharpSketch } from "./figure/sketch";
export { stepsToTargetPlot } from "./figure/steps-to-target";
export { surfacePlot } from "./figure/surface";
export { throughputPlot } from "./figure/throughput";
export { trainingDaysPlot } from "./figure/training-days";
export { $display, clearOutput, type DisplayHandle, display, markdown, table } from "./kernel/display/display";
export { kernel } from "./kernel/kernel";
export { type TrainingWatch, watchTraining } from "./kernel/widgets/training";
export * from "./measure";
export { buildNetwork, describeNetwork, NETWORK_NAMES, type Network, type NetworkName } from "./model";
export {
  classScores,
  countModel,
  countNetwork,
  IMAGENET_NAMES,
  type ImagenetName,
  impliedUtilisation,
  measureOwnRate,
  type NetworkCount,
  trainingDays,
  trainingOperations,
} from "./model/imagenet";
export { type LbfgsbOptions, type LbfgsbResult, minimize } from "./optimize/lbfgsb";
export { type Random, random } from "./random";
export { type Device, type Links, type Scaled, strongScaling, weakScaling } from "./scaling/cost-model";
export { type DataParallelOptions, type DataParallelResult, trainDataParallel } from "./scaling/data-parallel";
export { fitDevice, fitLine, fitLinks } from "./scaling/fit";
export { measureThroughput, type Throughput } from "./scaling/throughput";
export { type Summary, summarize, summarizePaired } from "./stats/summary";
export { planRuns, type Sweep, type SweepInput } from "./sweep/grid";
export { sweepShown as sweep } from "./sweep/notebook-display";
export { parseSweep } from "./sweep/parse";
export { openStore, type RunFilter, type RunStore } from "./sweep/store";
export { runsFrame } from "./sweep/store/frame";
export type { RunRow, RunStatus } from "./sweep/store/row";
export type { SweepOptions, SweepResult } from "./sweep/sweep";
export { type CompiledStep, compileStep, type StepSpec, type Turns } from "./trace/compiled-step";
export { RecordError } from "./trace/record";
export type { Rows } from "./trace/rows";
export { type CheckpointOptions, checkpointIn, type DiskCheckpoint } from "./train/checkpoint";
export { type Epoch, type TrainResult, train } from "./train/loop";
export { type Comparison, comparePairs, comparisonRows, type Pair, pairRows, trainPairs } from "./train/pairs";
export { gradientsAStep, type Remedies, type RemediesInput, remedyTexts } from "./train/remedies/check";
export { describeRemedies, type RemedyDescription } from "./train/remedies/describe";
export { REMEDIES } from "./train/remedies/registry";
export type { Parts, Remedy, Schedule } from "./train/remedies/remedy";
export { scheduleOf } from "./train/remedies/schedule";
export { loadRun, type StoredRun, saveRun } from "./train/run-folder";
