/** Test accuracy (left) and sharpness (right) against one quantity: Figures 4 and 5 of Keskar et al. (2017). */
import type { Summary } from "../stats/summary";
import type { Figure } from "./figure";
import { logTicks } from "./log-ticks";
import { axis, COLOURS, faint, layout } from "./theme";

export interface AccuracySharpnessPoint {
  x: number;
  /** Percent. */
  accuracy: Summary;
  /** Of the natural logarithms of φ. */
  log: Summary;
}

export interface AccuracySharpnessPlot {
  points: readonly AccuracySharpnessPoint[];
  xTitle: string;
  /** Whether x is on a logarithmic scale. Default false. */
  logarithmic?: boolean;
  /** A value of x with its interval: a line and a band. */
  mark?: { at: number; low: number; high: number; label: string };
  /** Accuracies, percent, to compare with: lines across. */
  levels?: readonly { accuracy: number; label: string; dash: string }[];
  title: string;
  subtitle: string;
}

/** Error bars are 95 % intervals over the seeds. @throws RangeError for no points */
export function accuracySharpnessPlot(plot: AccuracySharpnessPlot): Figure {
  const { points, xTitle, logarithmic = false, mark, levels = [], title, subtitle } = plot;
  if (points.length === 0) throw new RangeError("There is nothing to draw: expected a point or more.");
  const x = points.map((point) => point.x);
  const place = (value: number) => (logarithmic ? Math.log10(value) : value);
  return {
    data: [
      series("test accuracy", x, points.map(({ accuracy }) => accuracy), { color: COLOURS.small, dash: "solid", symbol: "circle" }), // biome-ignore format: one line
      {
        ...series("φ (right)", x, points.map(({ log }) => exponentials(log)), { color: COLOURS.large, dash: "dash", symbol: "square" }), // biome-ignore format: one line
        yaxis: "y2",
      },
      ...levels.map((level) => acrossAt(level, x)),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis(xTitle, logarithmic ? { type: "log", tickvals: x, ticktext: x.map(String) } : {}),
      yaxis: axis("test accuracy (%)"),
      yaxis2: axis("sharpness φ (%, logarithmic)", {
        overlaying: "y",
        side: "right",
        type: "log",
        showgrid: false,
        ...logTicks(points.map(({ log }) => exponentials(log)).flatMap(({ mean, low, high }) => [mean, low, high])),
      }),
      shapes: mark ? markShapes(mark) : [],
      annotations: mark
        ? [
            {
              text: mark.label,
              x: place(mark.at),
              yref: "paper",
              y: 1,
              xanchor: "left",
              xshift: 4,
              yanchor: "bottom",
              showarrow: false,
              font: { size: 12 },
            },
          ]
        : [],
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 70, r: 80, t: 100, b: 90 },
    }),
  };
}

/** Back from the logarithms. */
const exponentials = ({ n, mean, sd, low, high }: Summary): Summary => ({
  n,
  mean: Math.exp(mean),
  sd,
  low: Math.exp(low),
  high: Math.exp(high),
});

function series(name: string, x: number[], values: Summary[], { color, dash, symbol }: { color: string; dash: string; symbol: string }) {
  const bar = (size: (value: Summary) => number) => values.map((value) => (Number.isFinite(value.low) ? size(value) : 0));
  return {
    type: "scatter",
    mode: "lines+markers",
    name,
    x,
    y: values.map(({ mean }) => mean),
    error_y: {
      type: "data",
      symmetric: false,
      array: bar(({ mean, high }) => high - mean),
      arrayminus: bar(({ mean, low }) => mean - low),
      color,
      thickness: 1.5,
      width: 4,
    },
    line: { color, dash, width: 2 },
    marker: { symbol, size: 8, color },
    hovertemplate: "%{y:.3g}",
  };
}

function markShapes({ at, low, high }: NonNullable<AccuracySharpnessPlot["mark"]>): Record<string, unknown>[] {
  const across = { yref: "paper", y0: 0, y1: 1 };
  const band = { ...across, type: "rect", x0: low, x1: high, fillcolor: faint(COLOURS.neutral), line: { width: 0 }, layer: "below" };
  const line = { ...across, type: "line", x0: at, x1: at, line: { color: COLOURS.neutral, width: 1.5, dash: "dashdot" } };
  return [...(Number.isFinite(low) ? [band] : []), line];
}

/** A line across, named in the legend: written beside it, its name would lie over the values. */
const acrossAt = ({ accuracy, label, dash }: { accuracy: number; label: string; dash: string }, x: readonly number[]) => ({
  type: "scatter",
  mode: "lines",
  name: label,
  x: [Math.min(...x), Math.max(...x)],
  y: [accuracy, accuracy],
  line: { color: COLOURS.neutral, width: 1.5, dash },
  hoverinfo: "skip",
});
