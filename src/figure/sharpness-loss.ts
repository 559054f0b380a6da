/** Sharpness against the loss along trainings, the loss falling from left to right: Figure 6 of Keskar et al. (2017). */
import type { Figure } from "./figure";
import { logTicks } from "./log-ticks";
import { axis, COLOURS, layout } from "./theme";

export interface SharpnessCourse {
  batch: "small" | "large";
  /** In the order of the training. φ in percent, losses in nats. */
  points: readonly { loss: number; phi: number }[];
}

export interface SharpnessLossPlot {
  /** One a training. */
  courses: readonly SharpnessCourse[];
  /** In the legend, e.g. "batch 20". */
  labels: { small: string; large: string };
  title: string;
  subtitle: string;
}

const STYLES = {
  small: { color: COLOURS.small, dash: "solid", symbol: "circle" },
  large: { color: COLOURS.large, dash: "dash", symbol: "square-open" },
} as const;

/** States with φ = 0, which the logarithmic scale has no place for, are left out. @throws RangeError for no courses */
export function sharpnessLossPlot({ courses, labels, title, subtitle }: SharpnessLossPlot): Figure {
  if (courses.length === 0) throw new RangeError("There is nothing to draw: expected a training or more.");
  const all = courses.flatMap(({ points }) => points);
  return {
    data: courses.map(({ batch, points }, i) => {
      const known = points.filter(({ loss, phi }) => loss > 0 && phi > 0);
      const { color, dash, symbol } = STYLES[batch];
      return {
        type: "scatter",
        mode: "lines+markers",
        name: labels[batch],
        legendgroup: batch,
        showlegend: courses.findIndex((other) => other.batch === batch) === i,
        x: known.map(({ loss }) => loss),
        y: known.map(({ phi }) => phi),
        line: { color, dash, width: 1.2 },
        marker: { symbol, size: 6, color },
        hovertemplate: "loss %{x:.3g} nats: φ %{y:.3g} %<extra></extra>",
      };
    }),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("training loss (nats, logarithmic; falling to the right)", {
        type: "log",
        autorange: "reversed",
        ...logTicks(all.map(({ loss }) => loss), 12), // biome-ignore format: one line
      }),
      yaxis: axis("sharpness φ (%, logarithmic)", { type: "log", ...logTicks(all.map(({ phi }) => phi)) }),
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 80, r: 30, t: 100, b: 90 },
      hovermode: "closest",
    }),
  };
}
