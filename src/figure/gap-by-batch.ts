/** Test accuracy of each batch less that of the small one, with the broken line that looks for a threshold. */
import type { Summary } from "../stats/summary";
import type { Figure } from "./figure";
import { axis, COLOURS, faint, intervalBars, layout } from "./theme";

export interface GapByBatchPlot {
  /** The batch that the others are compared with. */
  small: number;
  /** Test accuracy of a batch less that of `small`, seed by seed; percentage points. */
  differences: readonly { batch: number; difference: Summary }[];
  /** Of the means of test accuracy, over log2 of the batch. */
  stick: { level: number; slope: number };
  /** The break as a batch, with its 95 % interval. */
  breakAt: { batch: number; low: number; high: number };
  /** Points of loss that count as degradation. */
  tolerance: number;
  /** Mean test accuracy of `small`, percent: the zero of the axis. */
  zero: number;
  title: string;
  subtitle: string;
}

export function gapByBatchPlot({ small, differences, stick, breakAt, tolerance, zero, title, subtitle }: GapByBatchPlot): Figure {
  const batches = differences.map(({ batch }) => batch);
  const [first, last] = [batches[0] as number, batches.at(-1) as number];
  const corners = [first, breakAt.batch, last];
  const height = (batch: number) => stick.level + stick.slope * Math.max(0, Math.log2(batch / breakAt.batch)) - zero;
  return {
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "level, then a slope (least squares)",
        x: corners,
        y: corners.map(height),
        line: { color: COLOURS.large, dash: "dash", width: 2 },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "difference seed by seed, mean and 95 % interval",
        x: batches,
        y: differences.map(({ difference }) => difference.mean),
        error_y: intervalBars(
          differences.map(({ difference }) => difference),
          { color: COLOURS.small, thickness: 1.5 },
        ),
        marker: { symbol: "circle", size: 9, color: COLOURS.small },
        hovertemplate: "batch %{x}: %{y:.2f} points<extra></extra>",
      },
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("batch (examples)", { type: "log", tickvals: batches, ticktext: batches.map(String) }),
      yaxis: axis(`accuracy against batch ${small} (points)`),
      shapes: [
        ...(Number.isFinite(breakAt.low) ? [interval(breakAt.low, breakAt.high)] : []),
        rule({ x0: breakAt.batch, x1: breakAt.batch, yref: "paper", y0: 0, y1: 1 }, COLOURS.large, "dot"),
        rule({ xref: "paper", x0: 0, x1: 1, y0: 0, y1: 0 }, COLOURS.neutral, "solid"),
        rule({ xref: "paper", x0: 0, x1: 1, y0: -tolerance, y1: -tolerance }, COLOURS.neutral, "dashdot"),
      ],
      annotations: [
        { text: "break", x: Math.log10(breakAt.batch), yref: "paper", y: 1, yanchor: "bottom", showarrow: false, font: { size: 12 } },
        { text: "tolerance", xref: "paper", x: 1, xanchor: "left", y: -tolerance, showarrow: false, font: { size: 12 } },
      ],
      legend: { orientation: "h", x: 0, y: -0.18 },
      margin: { l: 80, r: 80, t: 95, b: 95 },
      hovermode: "closest",
    }),
  };
}

const rule = (at: Record<string, unknown>, color: string, dash: string) => ({ type: "line", ...at, line: { color, width: 1.3, dash } });
/** The interval of the break; shapes take the value itself on a logarithmic axis. */
const interval = (low: number, high: number) => ({
  type: "rect",
  x0: low,
  x1: high,
  yref: "paper",
  y0: 0,
  y1: 1,
  fillcolor: faint(COLOURS.large),
  line: { width: 0 },
});
