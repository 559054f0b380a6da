/** The public list: what a notebook or a script imports from "largebatch". @module */
export { BACKEND_NAMES, type Backend, type BackendName, tensorCount, tf, useBackend, withoutLeaks } from "./backend";
export { uniform } from "./backend/stateless";
export { planesAround, planesOf, spectraAround } from "./claims/around-minima";
export { completeRuns, crossing, fastestRates, fitTarget, scaleClaims, slopeRows } from "./claims/at-scale";
export { keepSnapshots, noiseAlong, targetRuns } from "./claims/at-scale-runs";
export { finalLossRise, stallRows } from "./claims/at-the-stall";
export { type Claim, type Evidence, evidenceOf, type Hypothesis, judge, type Verdict, verdictOf } from "./claims/claim";
export { claimsTable } from "./claims/claims-table";
export {
  atEqualLoss,
  REMEDY_PANEL,
  type RemedyResult,
  remedyClaims,
  remedyResultRows,
  remedyResults,
  remedySentences,
  remedyTimes,
} from "./claims/closing-the-gap";
export {
  longerClaims,
  normalisationClaims,
  rescalingClaims,
} from "./claims/counter-claims";
export { distanceAlong, distanceClaims, distanceFits, distanceTable, geometricSteps } from "./claims/distance-hypothesis";
export { distanceRow, distances } from "./claims/distance-travelled";
export { type AccuracyCurve, accuracyCurves, earlyStopping, meanCurve } from "./claims/early-stopping";
export { edgeClaims, edgeTable, plateauOf } from "./claims/edge-hypothesis";
export { endsByRun, equalLosses, equalLossRows, wayOf, waysNeeded, waysOf } from "./claims/equal-loss";
export { barrierRows, curvePoints, flatAndSharpClaims, minimaRows, minimaTable } from "./claims/flat-and-sharp";
export { fullBatchClaims, fullBatchRows, fullBatchSweeps } from "./claims/full-batch";
export { gapClaims } from "./claims/gap-claims";
export { thresholdOf, thresholdRows } from "./claims/gap-threshold";
export { treatmentGaps, treatmentSweeps, tuningRows } from "./claims/gap-treatments";
export { accuracyByBatch, forestRows, type Gap, gapOf, gapRows, intervalText } from "./claims/generalization-gap";
export { dataClaims, grownData, imagenetTrainingImages } from "./claims/growth-of-data";
export { grownNetworks, memoryRows, networkClaims, networkRows } from "./claims/growth-of-networks";
export { fartherSweeps, ladderClaims, ladderGaps, ladderSweeps } from "./claims/hoffer-ladder";
export { hypothesesTable, outcomeOf } from "./claims/hypotheses-table";
export { accuracyTable, accuracyTableRows, measuredAccuracies } from "./claims/keskar-accuracy";
export {
  EPSILONS,
  methodRows,
  phiClaims,
  phiForest,
  phiPairs,
  phiTable,
  phiTableRows,
  publishedSettingClaims,
} from "./claims/keskar-tables";
export { forecastRecord, largeBatchClaims, recordRows, recordTable } from "./claims/large-batches";
export { findingRows } from "./claims/machine";
export { type MeasuredNumber, type MeasuredPair, type MeasuredRow, measured, measuredPair } from "./claims/measured";
export { coursePair, courseRows, LAST_EPOCHS, type MeasuredCourse, measuredCourses } from "./claims/measured-courses";
export { comparableRatios, noiseClaims, noiseRow, noiseSlopes, noiseSplit, noiseTable } from "./claims/noise-hypothesis";
export { PANEL, rankedRuns, rankingForest, rankingRows, rankings } from "./claims/panel-ranking";
export { phiAlong, phiAlongEach, warmStarts, warmStartsEach } from "./claims/phi-along";
export { type Mark, type PublishedName, published, quotable } from "./claims/published";
export { budgetClaims, coverageClaim, drawExperiments, readBothWays, runQuadratic, threeBudgets } from "./claims/reading-results";
export { type Arm, remedyArms, remedyRows } from "./claims/remedy-arms";
export { remedyPoints } from "./claims/remedy-points";
export { type Choice, choiceRows, chooseRemedies, remedySweeps, remedyTuning, trialRows } from "./claims/remedy-runs";
export { sameRemedies, sameRemedyArms, sameRemedyClaims, sameRemedyRows } from "./claims/same-remedy";
export { noiseRows, riseSentence } from "./claims/scale-noise";
export {
  HIGH_LOSS,
  lowestCommonLoss,
  phiAtEqualLoss,
  phiByBatch,
  sharpnessClaims,
  warmStartRows,
  warmStartSummaries,
} from "./claims/sharpness-against-batch";
export { claimsBundle, showClaims } from "./claims/show-claims";
export { type Study, type StudyScale, study, studyData, studySweep } from "./claims/study";
export { type TableOneModel, tableOneModel } from "./claims/table-one-model";
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
export {
  chooseUseful,
  MARGIN,
  usefulClaims,
  usefulPoints,
  usefulRows,
  usefulSweeps,
  usefulTuning,
  usefulWays,
} from "./claims/useful-batch";
export { usefulScaleRows, usefulScales } from "./claims/useful-scaling";
export { edgeTrainings, lambdaMaxOf, longerRows, rescaledRows, rowPairs, steepness, walksOf } from "./claims/why-runs";
export { parseRun, type Run, type RunInput } from "./config";
export { type DataName, type DataSet, describeData, loadData, type Split } from "./data";
export { examine } from "./doctor";
export { UsageError, UserError } from "./errors";
export { accuracyByBatchPlot } from "./figure/accuracy-by-batch";
export { accuracySharpnessPlot } from "./figure/accuracy-sharpness";
export { alongPlot } from "./figure/along";
export { budgetsPlot } from "./figure/budgets";
export { contourPlot } from "./figure/contour";
export { coursesPlot } from "./figure/courses";
export { dataGrowthPlot } from "./figure/data-growth";
export { edgePlot } from "./figure/edge";
export type { Figure } from "./figure/figure";
export { forestPlot } from "./figure/forest";
export { gapByBatchPlot } from "./figure/gap-by-batch";
export { type ForestRow, gapForestPlot } from "./figure/gap-forest";
export { intervalsPlot } from "./figure/intervals";
export { contourPairPlot, surfacePairPlot } from "./figure/landscape-pair";
export { ledgerPlot } from "./figure/ledger";
export { lineProfilePlot } from "./figure/line-profile";
export { linesPlot } from "./figure/lines";
export { networkGrowthPlot } from "./figure/network-growth";
export { parametricPlot } from "./figure/parametric";
export { publishedTimesPlot } from "./figure/published-times";
export { remediesPlot } from "./figure/remedies";
export { samplesFigure } from "./figure/samples";
export { scalingPlot } from "./figure/scaling";
export { sharpnessLossPlot } from "./figure/sharpness-loss";
export { show } from "./figure/show";
export { flatAndSharpSketch } from "./figure/sketch";
export { spectrumPlot } from "./figure/spectrum";
export { stepsToTargetPlot } from "./figure/steps-to-target";
export { surfacePlot } from "./figure/surface";
export { testCurvesPlot } from "./figure/test-curves";
export { throughputPlot } from "./figure/throughput";
export { trainingCostPlot } from "./figure/training-cost";
export { trainingDaysPlot } from "./figure/training-days";
export { usefulBatchPlot } from "./figure/useful-batch";
export { distancePlot, edgesPlot, longerPlot, noisePlot, normalisationPlot, rescalingPlot } from "./figure/why";
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
export { gatherLedger, type ShowLedger, showLedger } from "./notebook/show-ledger";
export { type LbfgsbOptions, type LbfgsbResult, minimize } from "./optimize/lbfgsb";
export { type Random, random } from "./random";
export { type Device, type Links, type Scaled, strongScaling, weakScaling } from "./scaling/cost-model";
export { type DataParallelOptions, type DataParallelResult, trainDataParallel } from "./scaling/data-parallel";
export { fitDevice, fitLine, fitLinks } from "./scaling/fit";
export { imagesPerSecond } from "./scaling/records";
export { measureThroughput, type Throughput } from "./scaling/throughput";
export { stepsAt, type TrainingCost, weakTraining } from "./scaling/time-to-target";
export { type Ratio, ratioOfMeans } from "./stats/ratio-of-means";
export { type Summary, summarize, summarizePaired } from "./stats/summary";
export { planRuns, type Sweep, type SweepInput } from "./sweep/grid";
export { measureRows } from "./sweep/measure-rows";
export { sweepShown as sweep } from "./sweep/notebook-display";
export { type StoredPair, storedPairs } from "./sweep/pairs";
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
export { statesAlong, warmStart } from "./train/warm-start";
