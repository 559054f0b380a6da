/** Gaps one below the other, each with its interval (a forest plot): where one lies right of zero, the small batch generalizes better. */
import type { Figure } from "./figure";
import { axis, COLOURS, intervalBars, layout } from "./theme";

export interface ForestRow {
  name: string;
  /** Rows of a group share a marker, and are named once in the legend. */
  group: string;
  /** Small less large, percentage points, with its 95 % interval. */
  mean: number;
  low: number;
  high: number;
  /** A batch has not fitted its training data: drawn as an open marker. */
  unfinished?: boolean;
}

export interface GapForestPlot {
  rows: readonly ForestRow[];
  title: string;
  subtitle: string;
}

/** A marker and a colour a group, in their order. */
const MARKERS = [
  { symbol: "circle", color: COLOURS.small },
  { symbol: "square", color: COLOURS.large },
  { symbol: "diamond", color: COLOURS.accent },
  { symbol: "triangle-up", color: COLOURS.neutral },
  { symbol: "star", color: COLOURS.small },
] as const;

/** @throws RangeError for more groups than there are markers */
export function gapForestPlot({ rows, title, subtitle }: GapForestPlot): Figure {
  const groups = [...new Set(rows.map(({ group }) => group))];
  if (groups.length > MARKERS.length) throw new RangeError(`There are markers for ${MARKERS.length} groups, got ${groups.length}.`);
  const longest = Math.max(0, ...rows.map(({ name }) => name.length));
  return {
    data: groups.map((group, index) => {
      const own = rows.map((row, at) => ({ ...row, at })).filter((row) => row.group === group);
      const { symbol, color } = MARKERS[index] as (typeof MARKERS)[number];
      return {
        type: "scatter",
        mode: "markers",
        name: group,
        x: own.map(({ mean }) => mean),
        y: own.map(({ at }) => at),
        error_x: intervalBars(own, { color, thickness: 2, width: 4 }),
        marker: { symbol: own.map(({ unfinished }) => `${symbol}${unfinished ? "-open" : ""}`), size: 9, color, line: { width: 2 } },
        customdata: own.map(({ name }) => name),
        hovertemplate: "%{customdata}: %{x:.2f} points<extra></extra>",
      };
    }),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("test accuracy, small − large batch (percentage points)"),
      yaxis: axis("", {
        tickvals: rows.map((_, at) => at),
        ticktext: rows.map(({ name }) => name),
        range: [rows.length - 0.4, -0.6],
        showgrid: true,
      }),
      shapes: [{ type: "line", yref: "paper", x0: 0, x1: 0, y0: 0, y1: 1, line: { color: "#111111", width: 1.5 } }],
      annotations: [
        {
          text: "large batch better ◂",
          x: 0,
          xanchor: "right",
          yref: "paper",
          y: 1,
          yanchor: "bottom",
          showarrow: false,
          font: { size: 12 },
        },
        {
          text: "▸ small batch better",
          x: 0,
          xanchor: "left",
          yref: "paper",
          y: 1,
          yanchor: "bottom",
          showarrow: false,
          font: { size: 12 },
        },
      ],
      legend: { orientation: "h", x: 0, xref: "paper", y: -60 / (15 + 30 * rows.length) },
      margin: { l: 30 + 7.2 * longest, r: 30, t: 90, b: 95 },
      width: 860,
      height: 200 + 30 * rows.length,
      hovermode: "closest",
    }),
  };
}
