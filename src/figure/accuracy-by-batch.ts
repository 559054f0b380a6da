/** Training and test accuracy against the batch, a column of panels a budget: what a comparison of batch sizes says depends on the budget, and on whether both have fitted their data. */
import type { Summary } from "../stats/summary";
import type { Figure } from "./figure";
import { axis, COLOURS, faint, layout } from "./theme";

/** Accuracies in percent, over the seeds of one batch. */
export interface AccuracyPoint {
  batch: number;
  train: Summary;
  test: Summary;
  /** The training data are not fitted: drawn as an open marker. */
  unfinished: boolean;
}

export interface AccuracyByBatchPlot {
  /** A column each, one beside the other. */
  panels: readonly { title: string; points: readonly AccuracyPoint[] }[];
  title: string;
  subtitle: string;
}

const GAP = 0.05;
const ROWS = {
  train: { domain: [0.6, 1], color: COLOURS.large, dash: "dash", symbol: "square", name: "training accuracy" },
  test: { domain: [0, 0.5], color: COLOURS.small, dash: "solid", symbol: "circle", name: "test accuracy" },
} as const;

/** @throws RangeError for no panels */
export function accuracyByBatchPlot({ panels, title, subtitle }: AccuracyByBatchPlot): Figure {
  if (panels.length === 0) throw new RangeError("There is nothing to draw: expected a panel or more.");
  const width = (1 - GAP * (panels.length - 1)) / panels.length;
  const batches = [...new Set(panels.flatMap(({ points }) => points.map(({ batch }) => batch)))].sort((a, b) => a - b);
  const axes = panels.map((_, index) => panelAxes(index, [index * (width + GAP), index * (width + GAP) + width], batches));
  return {
    data: panels.flatMap(({ points }, index) => [...traces(points, "train", index), ...traces(points, "test", index)]),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      ...Object.assign({}, ...axes),
      annotations: panels.map((panel, index) => ({
        text: panel.title,
        xref: "paper",
        x: index * (width + GAP) + width / 2,
        xanchor: "center",
        yref: "paper",
        y: 1.01,
        yanchor: "bottom",
        showarrow: false,
      })),
      legend: { orientation: "h", x: 0, y: -0.16 },
      margin: { l: 75, r: 30, t: 95, b: 95 },
      width: 900,
      height: 560,
      hovermode: "closest",
    }),
  };
}

/** Plotly numbers axes from 1, and leaves the first number out. */
const numbered = (name: "x" | "y", number: number): string => `${name}${number === 1 ? "" : number}`;
const numberOf = (split: "train" | "test", panel: number): number => 2 * panel + (split === "train" ? 1 : 2);

function panelAxes(panel: number, domain: number[], batches: readonly number[]): Record<string, unknown> {
  const axesOf = (split: "train" | "test") => {
    const number = numberOf(split, panel);
    const first = numberOf(split, 0);
    const x = axis(split === "test" ? "batch (examples)" : "", {
      type: "log",
      domain,
      anchor: numbered("y", number),
      tickvals: thinned(batches),
      ticktext: thinned(batches).map(String),
      tickangle: 0,
      showticklabels: split === "test",
    });
    const y = axis(panel === 0 ? `${split === "test" ? "test" : "training"} accuracy (%)` : "", {
      domain: ROWS[split].domain,
      anchor: numbered("x", number),
      showticklabels: panel === 0,
      ...(panel === 0 ? {} : { matches: numbered("y", first) }),
    });
    return { [`xaxis${number === 1 ? "" : number}`]: x, [`yaxis${number === 1 ? "" : number}`]: y };
  };
  return { ...axesOf("train"), ...axesOf("test") };
}

/** Every other one where all would not fit under a narrow panel. */
const thinned = (batches: readonly number[]): number[] => (batches.length > 5 ? batches.filter((_, i) => i % 2 === 1) : [...batches]);

/** A band from low to high, and a line through the means. */
function traces(points: readonly AccuracyPoint[], split: "train" | "test", panel: number): Record<string, unknown>[] {
  const { color, dash, symbol, name } = ROWS[split];
  const number = numberOf(split, panel);
  const on = { type: "scatter", xaxis: numbered("x", number), yaxis: numbered("y", number), legendgroup: split };
  const banded = points.filter((point) => Number.isFinite(point[split].low));
  const x = points.map(({ batch }) => batch);
  return [
    {
      ...on,
      mode: "lines",
      x: [...banded.map(({ batch }) => batch), ...banded.map(({ batch }) => batch).reverse()],
      y: [...banded.map((point) => point[split].high), ...banded.map((point) => point[split].low).reverse()],
      fill: "toself",
      fillcolor: faint(color),
      line: { width: 0 },
      hoverinfo: "skip",
      showlegend: false,
    },
    {
      ...on,
      mode: "lines+markers",
      name: `${name} (open: not fitted)`,
      x,
      y: points.map((point) => point[split].mean),
      line: { color, dash, width: 2 },
      marker: { symbol: points.map(({ unfinished }) => `${symbol}${unfinished ? "-open" : ""}`), size: 9, color, line: { width: 2 } },
      showlegend: panel === 0,
      hovertemplate: "batch %{x}: %{y:.2f} %<extra></extra>",
    },
  ];
}
