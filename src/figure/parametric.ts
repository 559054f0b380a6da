/** The parametric plot (Figures 3 and 7 of Keskar et al., 2017): loss and accuracy along the line or the quarter circle from the small-batch to the large-batch solution. */
import type { PathPoint } from "../measure/curve";
import type { Figure } from "./figure";
import { HIGHEST_LOSS, lossAccuracyAxes, lossAccuracyLines } from "./loss-accuracy";
import { axis, COLOURS, layout } from "./theme";

export interface ParametricCurve {
  /** One path a seed, all with the same alphas. */
  paths: PathPoint[][];
  title: string;
  /** Line under the title: network, data, batches, seeds. */
  subtitle: string;
  /** Whether losses are on a logarithmic scale. Default false, as published. */
  logarithmic?: boolean;
}

/** Room left and right of the first and the last point, in α. */
const MARGIN = 0.05;

/** Mean over the seeds; each seed's own training loss is drawn as a thin line behind. */
export function parametricPlot({ paths, title, subtitle, logarithmic = false }: ParametricCurve): Figure {
  const alphas = (paths[0] ?? []).map((point) => point.alpha);
  const mean = (value: (point: PathPoint) => number) => alphas.map((_, i) => average(paths.map((path) => value(path[i] as PathPoint))));
  const seeds = paths.length > 1 ? paths.map((path) => thin(path)) : [];
  const of = (split: "train" | "test") => ({ loss: mean((point) => point[split].loss), accuracy: mean((point) => point[split].accuracy) });
  return {
    data: [...seeds, ...lossAccuracyLines(alphas, of("train"), of("test"))],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("α (0: small batch, 1: large batch)", {
        range: [Math.min(...alphas) - MARGIN, Math.max(...alphas) + MARGIN],
        dtick: 0.5,
      }),
      ...lossAccuracyAxes(HIGHEST_LOSS, logarithmic ? Math.min(...paths.flat().map((point) => point.train.loss)) : undefined),
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
      annotations: [label(0, "small batch", alphas[0] === 0 ? "left" : "center"), label(1, "large batch")],
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

/** @param xanchor `left` where the axis begins, so that the text is not written over its ticks */
const label = (x: number, text: string, xanchor = "center") => ({
  x,
  y: 1.0,
  yref: "paper",
  yanchor: "bottom",
  xanchor,
  text,
  showarrow: false,
  font: { size: 12 },
});

const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
