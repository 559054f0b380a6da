/** Two trainings epoch by epoch, also before their end: test accuracy beside the published one of the end, and training loss. */
import { mean } from "../stats/summary";
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface Course {
  batch: number;
  /** Epochs in which test accuracy was measured, and it, %. */
  epochs: readonly number[];
  accuracy: readonly number[];
  /** Training loss of each epoch from the first, nats. */
  losses: readonly number[];
  /** Test accuracy at the end as published, %. */
  published?: number;
}

export interface CoursesPlot {
  small: Course;
  large: Course;
  /** Epochs of the running mean that is drawn bold; of the accuracy alone, as the loss goes down steadily. */
  window: number;
  title: string;
  subtitle: string;
}

export function coursesPlot({ small, large, window, title, subtitle }: CoursesPlot): Figure {
  const styled = [
    { course: small, color: COLOURS.small, dash: "solid" },
    { course: large, color: COLOURS.large, dash: "dash" },
  ];
  const ends = styled.flatMap(({ course: { batch, published }, color }) => (published === undefined ? [] : [{ batch, published, color }]));
  const settled = styled.flatMap(({ course: { accuracy } }) => runningMean(accuracy, window).slice(Math.floor(accuracy.length / 2)));
  const [least, most] = [Math.min(...settled, ...ends.map(({ published }) => published)), Math.max(...settled, ...ends.map(({ published }) => published))]; // biome-ignore format: one idea
  return {
    data: styled.flatMap(({ course, color, dash }) => [
      ...lines(course.epochs, course.accuracy, { batch: course.batch, color, dash, window, panel: 1 }),
      ...lines(
        course.losses.map((_, i) => i + 1),
        course.losses,
        { batch: course.batch, color, dash, window: 1, panel: 2 },
      ),
    ]),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("epochs", { domain: [0, 0.46], rangemode: "tozero" }),
      xaxis2: axis("epochs", { domain: [0.58, 1], anchor: "y2", rangemode: "tozero" }),
      yaxis: axis("test accuracy (%), start cut off", { range: [least - BELOW, most + 1] }),
      yaxis2: axis("training loss (nats, logarithmic)", { type: "log", anchor: "x2", exponentformat: "power", tickvals: LOSSES, ticktext: LOSSES.map(String) }), // biome-ignore format: an axis a line
      shapes: ends.map(({ published, color }) => ({
        type: "line",
        xref: "x domain",
        x0: 0,
        x1: 1,
        y0: published,
        y1: published,
        line: { color, width: 1.3, dash: "dot" },
      })),
      annotations: ends.map(({ batch, published }) => ({
        text: `published end, batch ${batch}`,
        xref: "x domain",
        x: 0.02,
        xanchor: "left",
        y: published,
        yanchor: "bottom",
        showarrow: false,
        font: { size: 12 },
      })),
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 75, r: 30, t: 95, b: 90 },
      width: 820,
      hovermode: "closest",
    }),
  };
}

/** Percentage points below the lowest running mean of the second half that are shown: the steep beginning is cut. */
const BELOW = 4;
const LOSSES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2];

/** Mean of each value and those before it, `window` in all, at the beginning of fewer. */
export const runningMean = (values: readonly number[], window: number): number[] =>
  values.map((_, i) => mean(values.slice(Math.max(0, i + 1 - window), i + 1)));

interface Style {
  batch: number;
  color: string;
  dash: string;
  window: number;
  panel: 1 | 2;
}

/** The running mean bold, and each epoch thin, where that is something else. */
function lines(x: readonly number[], y: readonly number[], { batch, color, dash, window, panel }: Style): Record<string, unknown>[] {
  const common = { type: "scatter", mode: "lines", x: [...x], ...(panel === 1 ? {} : { xaxis: "x2", yaxis: "y2" }) };
  return [
    ...(window > 1 ? [{ ...common, y: [...y], line: { color, width: 0.8 }, opacity: 0.5, hoverinfo: "skip", showlegend: false }] : []),
    {
      ...common,
      y: runningMean(y, window),
      name: panel === 1 ? `batch ${batch} (left: bold, mean of ${window} epochs)` : `batch ${batch}`,
      legendgroup: String(batch),
      showlegend: panel === 1,
      line: { color, width: panel === 1 ? 3 : 2, dash },
      hovertemplate: "epoch %{x}: %{y:.3g}<extra></extra>",
    },
  ];
}
