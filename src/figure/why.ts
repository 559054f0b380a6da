/** Figures of the ideas why large batches end in sharp minima: rows → panels of lines, means over the seeds with 95 % intervals. */
import { summarize } from "../stats/summary";
import type { Figure } from "./figure";
import { type Line, type LinePoint, linesPlot } from "./lines";

/** A training of the grid of rates and batches: η/B, λ_max at the end, test accuracy in percent. */
export interface RatioPoint {
  batch: number;
  ratio: number;
  lambdaMax: number;
  accuracy: number;
}

/** How far a training went, by step. */
export interface WayOfRun {
  batch: number;
  points: readonly { step: number; distance: number }[];
}

/** λ_max over 2/η along a training. */
export interface EdgeOfRun {
  learningRate: number;
  rows: readonly { step: number; ratio: number }[];
}

/** A rescaled network beside the large batch's. */
export interface RescaledPoint {
  alpha: number;
  lambdaMax: number;
  asam: number;
  largeLambdaMax: number;
}

/** A training of some length. */
export interface LengthPoint {
  batch: number;
  steps: number;
  accuracy: number;
  lambdaMax: number;
}

interface Titles {
  title: string;
  /** Under the title; "bars: 95 % intervals" is added. */
  subtitle: string;
}

const withBars = ({ title, subtitle }: Titles): Titles => ({ title, subtitle: `${subtitle}; means over the seeds with 95 % intervals` });

/** λ_max and test accuracy against η/B, a line a batch. */
export function noisePlot(rows: readonly RatioPoint[], titles: Titles): Figure {
  const lines = (value: (row: RatioPoint) => number, logarithmic = false) => byBatch(rows, ({ ratio }) => ratio, value, logarithmic);
  const x = "learning rate / batch, η/B";
  return linesPlot({
    ...withBars(titles),
    panels: [
      { lines: lines(({ lambdaMax }) => lambdaMax, true), x, y: "λ<sub>max</sub> at the end", logX: true, logY: true },
      { lines: lines(({ accuracy }) => accuracy), x, y: "test accuracy (%)", logX: true },
    ],
  });
}

/** Distance from the start against log t (a straight line there is the claim) and against √t. */
export function distancePlot(rows: readonly WayOfRun[], titles: Titles): Figure {
  const all = rows.flatMap(({ batch, points }) => points.map((point) => ({ batch, ...point })));
  const lines = (at: (step: number) => number) => byBatch(all, ({ step }) => at(step), ({ distance }) => distance, false); // biome-ignore format: one line
  const y = "distance from the start, ‖w<sub>t</sub> − w<sub>0</sub>‖";
  return linesPlot({
    ...withBars(titles),
    panels: [
      { lines: lines((step) => step), x: "steps t (logarithmic)", y, logX: true },
      { lines: lines(Math.sqrt), x: "√t", y },
    ],
  });
}

/** λ_max over 2/η along gradient descent, against the time η · steps, a line a rate. */
export function edgesPlot(trainings: readonly EdgeOfRun[], titles: Titles): Figure {
  const lines = distinct(trainings, ({ learningRate }) => learningRate).map((rate) => ({
    label: `η = ${rate}`,
    points: pointsOf(
      trainings.filter(({ learningRate }) => learningRate === rate).flatMap(({ rows }) => rows),
      ({ step }) => step * rate,
      ({ ratio }) => ratio,
    ),
  }));
  return linesPlot({
    ...withBars(titles),
    panels: [{ lines, x: "time, η · steps", y: "λ<sub>max</sub> / (2/η)", level: { y: 1, label: "edge of stability" } }],
  });
}

/** λ_max and ASAM's sharpness of the small-batch network against the α of its rescaling, and the large batch's λ_max. */
export function rescalingPlot(rows: readonly RescaledPoint[], titles: Titles): Figure {
  const line = (label: string, value: (row: RescaledPoint) => number): Line => ({
    label,
    points: pointsOf(rows, ({ alpha }) => alpha, value, true),
  });
  const x = "α: first layer × α, second ÷ α";
  return linesPlot({
    ...withBars(titles),
    panels: [
      {
        lines: [
          line("small batch, rescaled", ({ lambdaMax }) => lambdaMax),
          line("large batch, as trained", ({ largeLambdaMax }) => largeLambdaMax),
        ],
        x,
        y: "λ<sub>max</sub>",
        logX: true,
        logY: true,
      },
      { lines: [line("small batch, rescaled", ({ asam }) => asam)], x, y: "ASAM's sharpness (nats)", logX: true, logY: true },
    ],
  });
}

/** Test accuracy and λ_max against the steps that the large batch was trained for, beside the small batch. */
export function longerPlot(rows: readonly LengthPoint[], titles: Titles): Figure {
  const lines = (value: (row: LengthPoint) => number, logarithmic = false) => byBatch(rows, ({ steps }) => steps, value, logarithmic);
  return linesPlot({
    ...withBars(titles),
    panels: [
      { lines: lines(({ accuracy }) => accuracy), x: "steps", y: "test accuracy (%)", logX: true },
      { lines: lines(({ lambdaMax }) => lambdaMax, true), x: "steps", y: "λ<sub>max</sub> at the end", logX: true, logY: true },
    ],
  });
}

/** A curve of one kind of training: what is drawn is a mean over seeds. */
export interface MeanCurve {
  label: string;
  /** One a seed, all at the same x. */
  curves: readonly (readonly { x: number; y: number }[])[];
}

/** The plain line between the two minima, and the rise along filter-normalised directions. */
export function normalisationPlot({
  line,
  filter,
  ...titles
}: { line: readonly MeanCurve[]; filter: readonly MeanCurve[] } & Titles): Figure {
  const lines = (curves: readonly MeanCurve[], logarithmic = false): Line[] =>
    curves.map(({ label, curves: own }) => ({ label, points: pointsOf(own.flat(), ({ x }) => x, ({ y }) => y, logarithmic) })); // biome-ignore format: one line
  return linesPlot({
    ...withBars(titles),
    panels: [
      { lines: lines(line, true), x: "α (0: small batch, 1: large batch)", y: "training loss (nats)", logY: true },
      {
        lines: lines(filter, true),
        x: "length, in units of each filter",
        y: "rise of the loss, with decay (nats)",
        logX: true,
        logY: true,
      },
    ],
  });
}

/** A line a batch. */
const byBatch = <R extends { batch: number }>(
  rows: readonly R[],
  x: (row: R) => number,
  y: (row: R) => number,
  logarithmic: boolean,
): Line[] =>
  distinct(rows, ({ batch }) => batch).map((batch) => {
    const own = rows.filter((row) => row.batch === batch);
    return { label: `batch ${batch}`, points: pointsOf(own, x, y, logarithmic) };
  });

const distinct = <R>(rows: readonly R[], of: (row: R) => number): number[] => [...new Set(rows.map(of))].sort((a, b) => a - b);

/** The mean at each x with its interval. @param logarithmic whether the mean is a geometric one; what is not above 0 is then left out */
export function pointsOf<R>(rows: readonly R[], x: (row: R) => number, y: (row: R) => number, logarithmic = false): LinePoint[] {
  const known = rows.filter((row) => Number.isFinite(y(row)) && (!logarithmic || y(row) > 0));
  const [there, back] = logarithmic ? [Math.log, Math.exp] : [(value: number) => value, (value: number) => value];
  return distinct(known, x).map((at) => {
    const { n, mean, low, high } = summarize(known.filter((row) => x(row) === at).map((row) => there(y(row))));
    return { x: at, y: back(mean), ...(n > 1 ? { low: back(low), high: back(high) } : {}) };
  });
}
