/** Test accuracy along the trainings of a small and a large batch (Figure 2 of Keskar et al., 2017): does it fall again before the end? */
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

/** Test accuracy (%) after epochs. */
export interface Curve {
  epochs: readonly number[];
  accuracy: readonly number[];
}

export interface TestCurvesPlot {
  small: { batch: number; seeds: readonly Curve[]; mean: Curve };
  large: { batch: number; seeds: readonly Curve[]; mean: Curve };
  title: string;
  subtitle: string;
}

/** Points below the large batch's end that are shown: the steep beginning is cut. */
const SHOWN = 6;
const TICKS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export function testCurvesPlot({ small, large, title, subtitle }: TestCurvesPlot): Figure {
  const end = (curve: Curve) => curve.accuracy.at(-1) as number;
  const values = [...small.seeds, ...large.seeds].flatMap(({ accuracy }) => accuracy);
  const [least, most] = [Math.min(end(small.mean), end(large.mean)) - SHOWN, Math.max(...values)];
  const best = bestOf(large.mean);
  const last = Math.max(...[small.mean, large.mean].map(({ epochs }) => epochs.at(-1) as number));
  return {
    data: [
      ...small.seeds.map((curve) => thin(curve, COLOURS.small)),
      ...large.seeds.map((curve) => thin(curve, COLOURS.large)),
      bold(`batch ${small.batch}`, small.mean, COLOURS.small, "solid"),
      bold(`batch ${large.batch}`, large.mean, COLOURS.large, "dash"),
      marker(`best epoch of batch ${large.batch}`, best, "star", COLOURS.large),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("epochs (logarithmic)", {
        type: "log",
        range: [0, Math.log10(last * 1.1)],
        tickvals: TICKS,
        ticktext: TICKS.map(String),
      }),
      yaxis: axis("test accuracy (%)", { range: [least, most + 0.1 * (most - least)] }),
      shapes: [
        {
          type: "line",
          xref: "paper",
          x0: 0,
          x1: 1,
          y0: end(small.mean),
          y1: end(small.mean),
          line: { color: COLOURS.small, width: 1.3, dash: "dot" },
        },
      ],
      annotations: [
        {
          text: `end of batch ${small.batch}`,
          xref: "paper",
          x: 0.01,
          xanchor: "left",
          y: end(small.mean),
          yanchor: "bottom",
          showarrow: false,
          font: { size: 12 },
        },
      ],
      legend: { orientation: "h", x: 0, y: -0.18 },
      margin: { l: 75, r: 30, t: 85, b: 90 },
      hovermode: "closest",
    }),
  };
}

const bestOf = ({ epochs, accuracy }: Curve): { x: number; y: number } => {
  const y = Math.max(...accuracy);
  return { x: epochs[accuracy.indexOf(y)] as number, y };
};

const line = ({ epochs, accuracy }: Curve) => ({ type: "scatter", mode: "lines", x: [...epochs], y: [...accuracy] });
const thin = (curve: Curve, color: string) => ({
  ...line(curve),
  line: { color, width: 0.6 },
  opacity: 0.5,
  hoverinfo: "skip",
  showlegend: false,
});
const bold = (name: string, curve: Curve, color: string, dash: string) => ({
  ...line(curve),
  name: `${name}, mean`,
  line: { color, width: 3, dash },
  hovertemplate: "epoch %{x}: %{y:.2f} %<extra></extra>",
});
const marker = (name: string, { x, y }: { x: number; y: number }, symbol: string, color: string) => ({
  type: "scatter",
  mode: "markers",
  name,
  x: [x],
  y: [y],
  marker: { symbol, size: 14, color, line: { color: "#111111", width: 1 } },
  hovertemplate: "epoch %{x}: %{y:.2f} %<extra></extra>",
});
