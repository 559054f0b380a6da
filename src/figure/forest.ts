/** Estimates with their intervals, one below the other (a forest plot): a row a name, a marker a group. */
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface ForestRow {
  /** Rows of one name share a line. */
  name: string;
  /** Told apart by marker, and named in the legend. */
  group: string;
  value: number;
  /** Absent: no interval is known. */
  low?: number;
  high?: number;
}

export interface ForestPlot {
  rows: readonly ForestRow[];
  /** What is estimated, with its unit. */
  effect: string;
  /** Where there is no effect: a line. */
  from: number;
  title: string;
  subtitle: string;
  logarithmic?: boolean;
}

const MARKERS = [
  { symbol: "circle", color: COLOURS.small },
  { symbol: "square-open", color: COLOURS.large },
  { symbol: "diamond", color: COLOURS.accent },
  { symbol: "triangle-up-open", color: COLOURS.neutral },
] as const;

/** Height of a row, CSS pixels. */
const ROW = 30;
const [ABOVE, BELOW] = [100, 110];

/** Names from top to bottom in the order of their first rows. @throws RangeError for no rows, or more groups than there are markers */
export function forestPlot({ rows, effect, from, title, subtitle, logarithmic = false }: ForestPlot): Figure {
  if (rows.length === 0) throw new RangeError("There is nothing to draw: expected a row or more.");
  const groups = [...new Set(rows.map(({ group }) => group))];
  if (groups.length > MARKERS.length) throw new RangeError(`There are markers for ${MARKERS.length} groups, got ${groups.length}.`);
  const names = [...new Set(rows.map(({ name }) => name))];
  const longest = Math.max(...names.map(({ length }) => length));
  return {
    data: groups.map((group, index) => {
      const own = rows.filter((row) => row.group === group);
      const { symbol, color } = MARKERS[index] as (typeof MARKERS)[number];
      const shift = groups.length > 1 ? 0.3 * (index / (groups.length - 1) - 0.5) : 0;
      return {
        type: "scatter",
        mode: "markers",
        name: group,
        x: own.map(({ value }) => value),
        y: own.map(({ name }) => names.indexOf(name) + shift),
        // Without any interval there is no bar: one of no width would be drawn as a stroke through the marker.
        ...(own.some(({ low }) => low !== undefined) ? { error_x: bars(own, color) } : {}),
        marker: { symbol, size: 10, color, line: { width: 2, color } },
        customdata: own.map(({ name }) => name),
        hovertemplate: "%{customdata}: %{x:.3g}<extra></extra>",
      };
    }),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis(effect, logarithmic ? { type: "log", exponentformat: "power", dtick: 1 } : {}),
      yaxis: axis("", { tickvals: names.map((_, i) => i), ticktext: names, range: [names.length - 0.4, -0.6] }),
      shapes: [{ type: "line", yref: "paper", x0: from, x1: from, y0: 0, y1: 1, line: { color: "#111111", width: 1.5, dash: "dot" } }],
      legend: { orientation: "h", x: 0, y: -70 / (ROW * names.length) },
      margin: { l: 30 + 7.5 * longest, r: 30, t: ABOVE, b: BELOW },
      width: 860,
      height: ABOVE + BELOW + ROW * names.length,
      hovermode: "closest",
    }),
  };
}

const bars = (rows: readonly ForestRow[], color: string): Record<string, unknown> => ({
  type: "data",
  symmetric: false,
  array: rows.map(({ value, high }) => (high === undefined ? null : high - value)),
  arrayminus: rows.map(({ value, low }) => (low === undefined ? null : value - low)),
  color,
  thickness: 1.5,
  width: 4,
});
