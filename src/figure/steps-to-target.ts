/** Steps to a target by batch with the fitted hyperbola, both axes logarithmic: perfect scaling on the left, no gain on the right, the critical batch between (McCandlish et al., 2018, Figure 1). */
import type { Fitted } from "../measure/steps-to-target";
import type { Figure } from "./figure";
import { logTicks } from "./log-ticks";
import { axis, COLOURS, layout } from "./theme";

export interface StepsToTargetPlot {
  rows: readonly { batch: number; seed: number; step: number }[];
  fit: { steps: Fitted; criticalBatch: Fitted };
  title: string;
  /** Under the title: network, data, the target. */
  subtitle: string;
}

/** Points of the fitted line. */
const POINTS = 60;

/** @throws RangeError for no rows */
export function stepsToTargetPlot({ rows, fit, title, subtitle }: StepsToTargetPlot): Figure {
  if (rows.length === 0) throw new RangeError("There is nothing to draw: no run reached the target.");
  const batches = rows.map(({ batch }) => batch);
  const [least, most] = [Math.min(...batches), Math.max(...batches)];
  const critical = fit.criticalBatch;
  const x = Array.from({ length: POINTS }, (_, i) => least * (most / least) ** (i / (POINTS - 1)));
  const perfect = (batch: number) => (fit.steps.value * critical.value) / batch;
  const line = (name: string, y: number[], color: string, dash: string) => ({
    type: "scatter",
    mode: "lines",
    name,
    x,
    y,
    line: { color, dash, width: 2 },
    hovertemplate: "%{y:.4g}",
  });
  return {
    data: [
      line("fit, S<sub>min</sub>(1 + B<sub>crit</sub>/B)", x.map((batch) => fit.steps.value * (1 + critical.value / batch)), COLOURS.small, "solid"), // biome-ignore format: a table
      line("perfect scaling", x.map(perfect), COLOURS.neutral, "dot"), // biome-ignore format: a table
      line("S<sub>min</sub>", x.map(() => fit.steps.value), COLOURS.neutral, "dash"), // biome-ignore format: a table
      {
        type: "scatter",
        mode: "markers",
        name: "runs, a mark a seed",
        x: batches,
        y: rows.map(({ step }) => step),
        marker: { symbol: "circle-open", size: 9, color: COLOURS.large, line: { width: 2 } },
        customdata: rows.map(({ batch, seed }) => `batch ${batch}, seed ${seed}`),
        hovertemplate: "%{customdata}<br>%{y} steps<extra></extra>",
      },
    ],
    layout: layout(`${title}<br><sup>${subtitle}<br>${inWords(critical)}</sup>`, {
      xaxis: axis("batch (examples, logarithmic)", { type: "log", ...logTicks(batches) }),
      yaxis: axis("steps to the target (logarithmic)", { type: "log", ...logTicks([...rows.map(({ step }) => step), perfect(most)]) }),
      legend: { orientation: "h", x: 0, y: -0.18 },
      margin: { l: 80, r: 30, t: 110, b: 90 },
      hovermode: "closest",
      // On a logarithmic axis shapes take the value itself.
      shapes: [{ type: "line", x0: critical.value, x1: critical.value, yref: "paper", y0: 0, y1: 1, line: { color: COLOURS.accent, width: 1.5, dash: "dashdot" } }], // biome-ignore format: one line
    }),
  };
}

const inWords = ({ value, low, high }: Fitted): string => {
  const interval =
    low === null && high === null
      ? "no interval"
      : `95 % interval ${low === null ? "…" : digits(low)} to ${high === null ? "…" : digits(high)}`;
  return `critical batch ${digits(value)} (${interval})`;
};

const digits = (value: number): string => String(Number(value.toPrecision(3)));
