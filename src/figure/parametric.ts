/** The linear parametric plot (Figure 3 of Keskar et al., 2017): loss and accuracy along the line from the small-batch to the large-batch solution. */
import type { PathPoint } from "../measure/path";
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface ParametricCurve {
  /** One path a seed, all with the same alphas. */
  paths: PathPoint[][];
  title: string;
  /** Line under the title: network, data, batches, seeds. */
  subtitle: string;
}

/** Losses above this are cut: the shape near the two minima is what the plot is about, and the line ends far above. Nats. */
const HIGHEST_LOSS = 6;

/** Mean over the seeds; each seed's own training loss is drawn as a thin line behind. */
export function parametricPlot({ paths, title, subtitle }: ParametricCurve): Figure {
  const alphas = (paths[0] ?? []).map((point) => point.alpha);
  const mean = (value: (point: PathPoint) => number) => alphas.map((_, i) => average(paths.map((path) => value(path[i] as PathPoint))));
  const line = (name: string, y: number[], color: string, dash: string, symbol: string, yaxis: "y" | "y2") => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: alphas,
    y,
    yaxis,
    line: { color, dash, width: 2 },
    marker: { symbol, size: 6, color },
    hovertemplate: "%{y:.3f}",
  });
  const seeds = paths.length > 1 ? paths.map((path) => thin(path)) : [];
  return {
    data: [
      ...seeds,
      line(
        "training loss",
        mean((p) => p.train.loss),
        COLOURS.small,
        "solid",
        "circle",
        "y",
      ),
      line(
        "test loss",
        mean((p) => p.test.loss),
        COLOURS.small,
        "dash",
        "circle-open",
        "y",
      ),
      line(
        "training accuracy",
        mean((p) => 100 * p.train.accuracy),
        COLOURS.large,
        "solid",
        "square",
        "y2",
      ),
      line(
        "test accuracy",
        mean((p) => 100 * p.test.accuracy),
        COLOURS.large,
        "dash",
        "square-open",
        "y2",
      ),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("α (0: small batch, 1: large batch)", { range: [-1.05, 2.05], dtick: 0.5 }),
      yaxis: axis(`cross-entropy (nats; cut at ${HIGHEST_LOSS})`, { range: [0, HIGHEST_LOSS] }),
      yaxis2: axis("accuracy (%)", { overlaying: "y", side: "right", range: [0, 102], tickmode: "linear", dtick: 20, showgrid: false }),
      legend: { orientation: "h", x: 0, y: -0.18 },
      margin: { l: 70, r: 70, t: 80, b: 90 },
      shapes: [0, 1].map((x) => ({
        type: "line",
        x0: x,
        x1: x,
        yref: "paper",
        y0: 0,
        y1: 1,
        line: { color: "#999999", width: 1, dash: "dot" },
      })),
      annotations: [label(0, "small batch"), label(1, "large batch")],
    }),
  };
}

const thin = (path: PathPoint[]) => ({
  type: "scatter",
  mode: "lines",
  x: path.map((point) => point.alpha),
  y: path.map((point) => point.train.loss),
  line: { color: COLOURS.small, width: 0.6 },
  opacity: 0.5,
  hoverinfo: "skip",
  showlegend: false,
});

const label = (x: number, text: string) => ({ x, y: 1.0, yref: "paper", yanchor: "bottom", text, showarrow: false, font: { size: 12 } });

const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
