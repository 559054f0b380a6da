/** Intervals of many experiments, one below the other, and the truth: those that miss it are crossed. */
import type { Figure } from "./figure";
import { axis, COLOURS, intervalBars, layout } from "./theme";

export interface IntervalRow {
  mean: number;
  low: number;
  high: number;
  /** Whether the interval holds the truth. */
  holds: boolean;
}

export interface IntervalsPlot {
  rows: readonly IntervalRow[];
  truth: number;
  /** What is measured, with its unit. */
  effect: string;
  title: string;
  subtitle: string;
}

export function intervalsPlot({ rows, truth, effect, title, subtitle }: IntervalsPlot): Figure {
  const numbered = rows.map((row, index) => ({ ...row, number: index + 1 }));
  const part = (name: string, holds: boolean, color: string, symbol: string, width: number) => {
    const own = numbered.filter((row) => row.holds === holds);
    return {
      type: "scatter",
      mode: "markers",
      name: `${name} (${own.length})`,
      x: own.map(({ mean }) => mean),
      y: own.map(({ number }) => number),
      error_x: intervalBars(own, { color, thickness: width, width: 3 }),
      marker: { symbol, size: holds ? 6 : 11, color, line: { width: holds ? 0 : 2, color } },
      hovertemplate: "experiment %{y}: %{x:.2f}<extra></extra>",
    };
  };
  return {
    data: [part("holds the truth", true, COLOURS.small, "circle", 1.5), part("misses it", false, COLOURS.large, "x-thin", 3)],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis(effect),
      yaxis: axis("experiment", { range: [rows.length + 0.8, 0.2], dtick: 5, tick0: 0 }),
      shapes: [truth, 0].map((at, index) => ({
        type: "line",
        yref: "paper",
        x0: at,
        x1: at,
        y0: 0,
        y1: 1,
        line: { color: "#111111", width: index === 0 ? 2 : 1, dash: index === 0 ? "solid" : "dot" },
      })),
      annotations: [
        { text: "truth", x: truth, yref: "paper", y: 1, yanchor: "bottom", showarrow: false },
        { text: "no difference", x: 0, yref: "paper", y: 1, yanchor: "bottom", showarrow: false },
      ],
      legend: { orientation: "h", x: 0, y: -0.14 },
      margin: { l: 70, r: 40, t: 90, b: 90 },
      height: 600,
      hovermode: "closest",
    }),
  };
}
