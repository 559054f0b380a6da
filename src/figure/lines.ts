/** Lines with intervals in one or two panels side by side: the plain figure of a quantity against another, for several settings. */
import type { Figure } from "./figure";
import { logTicks } from "./log-ticks";
import { axis, COLOURS, intervalBars, LINE_STYLES, layout } from "./theme";

export interface LinePoint {
  x: number;
  y: number;
  /** Bounds of an interval; absent: none is drawn. */
  low?: number;
  high?: number;
}

export interface Line {
  /** In the legend; the same label has the same style in both panels. */
  label: string;
  points: readonly LinePoint[];
}

export interface Panel {
  lines: readonly Line[];
  /** Titles with units. */
  x: string;
  y: string;
  logX?: boolean;
  logY?: boolean;
  /** A horizontal line with its name, such as the edge of stability. */
  level?: { y: number; label: string };
}

export interface LinesPlot {
  /** One or two. */
  panels: readonly Panel[];
  title: string;
  /** Under the title: network, data, what the bars are. */
  subtitle: string;
}

/** Share of the width that a panel takes, where there are two. */
const HALVES = [
  [0, 0.43],
  [0.57, 1],
] as const;

/** @throws RangeError for no points, more lines than can be told apart, or more panels than two */
export function linesPlot({ panels, title, subtitle }: LinesPlot): Figure {
  const labels = [...new Set(panels.flatMap(({ lines }) => lines.map(({ label }) => label)))];
  if (!panels.some(({ lines }) => lines.some(({ points }) => points.length > 0))) throw new RangeError("There is nothing to draw.");
  if (labels.length > LINE_STYLES.length)
    throw new RangeError(`At most ${LINE_STYLES.length} lines can be told apart, got ${labels.length}.`);
  if (panels.length > HALVES.length) throw new RangeError(`At most two panels stand side by side, got ${panels.length}.`);
  const shown = new Set<string>();
  return {
    data: panels.flatMap(({ lines }, panel) =>
      lines.map((line) => {
        const first = !shown.has(line.label);
        shown.add(line.label);
        return trace(line, { panel, style: LINE_STYLES[labels.indexOf(line.label)] as (typeof LINE_STYLES)[number], showlegend: first });
      }),
    ),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      ...Object.assign({}, ...panels.map((panel, i) => axesOf(panel, i, panels.length))),
      shapes: panels.flatMap(({ level }, i) => (level ? [rule(level.y, i)] : [])),
      annotations: panels.flatMap(({ level, logY }, i) => (level ? [name(level.label, logY ? Math.log10(level.y) : level.y, i)] : [])),
      legend: { orientation: "h", x: 0, y: -0.24 },
      margin: { l: 80, r: 30, t: 75, b: 110 },
      width: panels.length > 1 ? 860 : 760,
      hovermode: "closest",
    }),
  };
}

const suffix = (panel: number): string => (panel === 0 ? "" : String(panel + 1));

function trace(
  { label, points }: Line,
  { panel, style, showlegend }: { panel: number; style: (typeof LINE_STYLES)[number]; showlegend: boolean },
) {
  const { color, dash, symbol } = style;
  return {
    type: "scatter",
    mode: "lines+markers",
    name: label,
    legendgroup: label,
    showlegend,
    x: points.map(({ x }) => x),
    y: points.map(({ y }) => y),
    xaxis: `x${suffix(panel)}`,
    yaxis: `y${suffix(panel)}`,
    ...(points.some(({ low }) => low !== undefined)
      ? { error_y: intervalBars(points.map(({ y, low = y, high = y }) => ({ mean: y, low, high })), { color, thickness: 1.2, width: 4 }) } // biome-ignore format: one line
      : {}),
    line: { color, dash, width: 2 },
    marker: { color, symbol, size: 7 },
    hovertemplate: "%{x:.4g}: %{y:.4g}",
  };
}

function axesOf({ lines, x, y, logX, logY, level }: Panel, panel: number, of: number): Record<string, unknown> {
  const points = lines.flatMap((line) => line.points);
  const log = (on: boolean | undefined, values: number[]) => (on ? { type: "log", ...logTicks(values) } : {});
  const heights = points.flatMap(({ y: height, low = height, high = height }) => [height, low, high]);
  return {
    [`xaxis${suffix(panel)}`]: axis(x, {
      ...log(
        logX,
        points.map((point) => point.x),
      ),
      anchor: `y${suffix(panel)}`,
      ...(of > 1 ? { domain: HALVES[panel] } : {}),
    }),
    [`yaxis${suffix(panel)}`]: axis(y, { ...log(logY, [...heights, ...(level ? [level.y] : [])]), anchor: `x${suffix(panel)}` }),
  };
}

const rule = (y: number, panel: number) => ({
  type: "line",
  xref: `x${suffix(panel)} domain`,
  x0: 0,
  x1: 1,
  yref: `y${suffix(panel)}`,
  y0: y,
  y1: y,
  line: { color: COLOURS.neutral, width: 1.5, dash: "dash" },
});

const name = (text: string, y: number, panel: number) => ({
  text,
  xref: `x${suffix(panel)} domain`,
  x: 0.01,
  xanchor: "left",
  yref: `y${suffix(panel)}`,
  y,
  yanchor: "bottom",
  showarrow: false,
  font: { size: 12 },
});
