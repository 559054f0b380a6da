/** λ_max of the Hessian along full-batch training against the edge of stability, the loss below (Cohen et al., ICLR 2021, Figure 1). */
import type { EdgeRow } from "../measure/edge-of-stability";
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface EdgePlot {
  rows: readonly Pick<EdgeRow, "step" | "loss" | "lambdaMax" | "threshold">[];
  title: string;
  /** Under the title; see `landscapeNote`. */
  subtitle: string;
  /** β, 0 without momentum: it names the edge. */
  momentum: number;
}

/** @throws RangeError for no rows */
export function edgePlot({ rows, title, subtitle, momentum }: EdgePlot): Figure {
  if (rows.length === 0) throw new RangeError("There is nothing to draw: no eigenvalue was measured.");
  const steps = rows.map(({ step }) => step);
  const line = (name: string, y: number[], color: string, more: Record<string, unknown>) => ({
    type: "scatter",
    mode: "lines",
    name,
    x: steps,
    y,
    hovertemplate: "%{y:.4g}",
    ...more,
    line: { color, width: 2, ...(more.line as object | undefined) },
  });
  return {
    data: [
      line(
        "λ<sub>max</sub>",
        rows.map(({ lambdaMax }) => lambdaMax),
        COLOURS.small,
        { mode: "lines+markers", marker: { size: 5, color: COLOURS.small } },
      ),
      line(
        momentum > 0 ? "edge of stability, 2(1 + β)/η" : "edge of stability, 2/η",
        rows.map(({ threshold }) => threshold),
        COLOURS.neutral,
        { line: { dash: "dash" } },
      ),
      line(
        "training loss",
        rows.map(({ loss }) => loss),
        COLOURS.large,
        { yaxis: "y2", line: { dash: "dot" } },
      ),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("steps of gradient descent", { anchor: "y2" }),
      yaxis: axis("λ<sub>max</sub>", { domain: [0.42, 1], rangemode: "tozero" }),
      yaxis2: axis("loss (nats)", { domain: [0, 0.34], rangemode: "tozero" }),
      legend: { orientation: "h", x: 0, y: -0.16 },
      margin: { l: 80, r: 30, t: 105, b: 90 },
      height: 560,
    }),
  };
}
