/** Test accuracy against the batch, a line a way to train, beside the small batch's level: up to which batch does each hold it? */
import type { Summary } from "../stats/summary";
import type { Figure } from "./figure";
import { axis, COLOURS, faint, intervalBars, LINE_STYLES, layout } from "./theme";

export interface UsefulBatchPlot {
  /** Test accuracy in percent. */
  lines: readonly { name: string; points: readonly { batch: number; test: Summary }[] }[];
  /** The small batch: its accuracy, with its interval, and what still counts as holding it, percentage points below. */
  reference: { name: string; test: Summary; margin: number };
  title: string;
  subtitle: string;
}

/** Lines of one batch lie beside each other by this factor, so that their bars can be told apart. */
const APART = 1.03;

/** @throws RangeError for no lines, or more than can be told apart */
export function usefulBatchPlot({ lines, reference, title, subtitle }: UsefulBatchPlot): Figure {
  if (lines.length === 0 || lines.length > LINE_STYLES.length)
    throw new RangeError(`Between 1 and ${LINE_STYLES.length} lines can be told apart, got ${lines.length}.`);
  const batches = [...new Set(lines.flatMap(({ points }) => points.map(({ batch }) => batch)))].sort((a, b) => a - b);
  const [first, last] = [batches[0] as number, batches.at(-1) as number];
  const { mean, low, high } = reference.test;
  const level = (y: number, dash: string) => ({ type: "line", xref: "paper", x0: 0, x1: 1, y0: y, y1: y, line: { color: COLOURS.neutral, width: 1.5, dash } }); // biome-ignore format: one line
  return {
    data: lines.map(({ name, points }, i) => {
      const style = LINE_STYLES[i] as (typeof LINE_STYLES)[number];
      return {
        type: "scatter",
        mode: "lines+markers",
        name,
        x: points.map(({ batch }) => batch * APART ** (i - (lines.length - 1) / 2)),
        y: points.map(({ test }) => test.mean),
        error_y: intervalBars(
          points.map(({ test }) => test),
          { color: style.color, thickness: 1.2, width: 3 },
        ),
        line: { color: style.color, dash: style.dash, width: 2 },
        marker: { color: style.color, symbol: style.symbol, size: 9 },
        hovertemplate: "%{y:.2f} %",
      };
    }),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("batch (examples, logarithmic)", {
        type: "log",
        tickvals: batches,
        ticktext: batches.map((batch) => batch.toLocaleString("en-US")),
        range: [Math.log10(first / 1.25), Math.log10(last * 1.25)],
      }),
      yaxis: axis("test accuracy (%)"),
      shapes: [
        { type: "rect", xref: "paper", x0: 0, x1: 1, y0: low, y1: high, fillcolor: faint(COLOURS.neutral), line: { width: 0 } },
        level(mean, "solid"),
        level(mean - reference.margin, "dash"),
      ],
      annotations: [
        { text: reference.name, xref: "paper", x: 1.005, xanchor: "left", y: mean, yanchor: "bottom", showarrow: false },
        {
          text: `− ${reference.margin} points`,
          xref: "paper",
          x: 1.005,
          xanchor: "left",
          y: mean - reference.margin,
          yanchor: "top",
          showarrow: false,
        },
      ],
      legend: { orientation: "h", x: 0, y: -0.18 },
      margin: { l: 75, r: 105, t: 90, b: 100 },
      width: 860,
      height: 520,
      hovermode: "closest",
    }),
  };
}
