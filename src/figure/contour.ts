/** Lines of equal loss in a plane of weight space, each with its loss written on it; solutions and a training's path as marks, and how far they lie off the plane. */
import type { Projection } from "../measure/plane";
import type { Surface } from "../measure/surface";
import type { Figure } from "./figure";
import { HIGHEST_LOSS } from "./loss-accuracy";
import { axis, COLOURS, LOSS_COLOURS, layout } from "./theme";

/** A point to be marked. `residual` and `distance` as `projectOnto` gives them; absent: it lies in the plane. */
export interface MarkedPoint extends Pick<Projection, "alpha" | "beta">, Partial<Pick<Projection, "residual" | "distance">> {
  /** Written beside it, and in the legend. */
  label: string;
}

export interface ContourPlot {
  surface: Pick<Surface, "alphas" | "betas" | "losses">;
  /** Each with a symbol of its own. */
  points?: readonly MarkedPoint[];
  /** The path of a training, in order; first and last are marked and named. */
  trajectory?: readonly MarkedPoint[];
  title: string;
  /** Under the title; see `landscapeNote`. */
  subtitle: string;
  /** Titles of the axes, with their units. */
  alphaTitle?: string;
  betaTitle?: string;
  /** Losses of the lines, evenly spaced from one to the next; default 0.5, as in the authors' figures. Nats. */
  spacing?: number;
  /** Nats; default 6. No lines are drawn above. */
  highestLoss?: number;
  /** Lines at equal ratios: of log₁₀ of the loss, four a decade. Default false. */
  logarithmic?: boolean;
  /** Whether both axes have one scale, as distances in weight space ask for. Default true. */
  equalAxes?: boolean;
}

/** Told apart without colour. */
const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "cross", "star", "hexagon", "x"];
const LINES_A_DECADE = 4;

/** @throws RangeError for a surface of one row */
export function contourPlot(plot: ContourPlot): Figure {
  const { surface, points = [], trajectory = [], title, alphaTitle = "α", betaTitle = "β", equalAxes = true } = plot;
  if (surface.betas.length < 2) throw new RangeError("Contours need two rows or more; draw a single one as a profile.");
  const off = residualCaption([...points, ...trajectory]);
  return {
    data: [
      contourTrace(plot),
      ...(trajectory.length > 0 ? [path(trajectory)] : []),
      ...points.map((point, i) => mark(point, SYMBOLS[i % SYMBOLS.length] as string)),
    ],
    layout: layout(`${title}<br><sup>${[plot.subtitle, ...(off ? [off] : [])].join("<br>")}</sup>`, {
      xaxis: axis(alphaTitle, { constrain: "domain" }),
      yaxis: axis(betaTitle, { constrain: "domain", ...(equalAxes ? { scaleanchor: "x" } : {}) }),
      annotations: [...points, ...endsOf(trajectory)].map(named),
      legend: { orientation: "h", x: 0, y: -0.16 },
      margin: { l: 70, r: 70, t: off ? 125 : 105, b: 90 },
      height: 620,
      hovermode: "closest",
    }),
  };
}

/** The lines alone. Where a loss is not finite, or 0 on the logarithmic scale, the picture has a hole. */
export function contourTrace({
  surface,
  spacing = 0.5,
  highestLoss = HIGHEST_LOSS,
  logarithmic = false,
}: Pick<ContourPlot, "surface" | "spacing" | "highestLoss" | "logarithmic">): Record<string, unknown> {
  const heights = logarithmic ? surface.losses.map((row) => row.map((loss) => Math.log10(loss))) : surface.losses;
  const lowest = Math.min(...heights.flat().filter(Number.isFinite));
  const size = logarithmic ? 1 / LINES_A_DECADE : spacing;
  return {
    type: "contour",
    x: surface.alphas,
    y: surface.betas,
    z: heights,
    ...(logarithmic ? { customdata: surface.losses } : {}),
    autocontour: false,
    contours: {
      start: logarithmic ? Math.ceil(lowest / size) * size : size,
      end: logarithmic ? Math.log10(highestLoss) : highestLoss,
      size,
      coloring: "heatmap",
      showlabels: true,
      labelfont: { size: 11, color: "#222222" },
      labelformat: logarithmic ? ".2f" : ".3~g",
    },
    zmin: logarithmic ? lowest : 0,
    zmax: logarithmic ? Math.log10(highestLoss) : highestLoss,
    line: { color: "#333333", width: 1 },
    colorscale: LOSS_COLOURS,
    colorbar: { title: { text: logarithmic ? "log₁₀ of<br>nats" : "nats" } },
    hovertemplate: `α %{x:.3f}<br>β %{y:.3f}<br>loss %{${logarithmic ? "customdata" : "z"}:.4g} nats<extra></extra>`,
    showlegend: false,
  };
}

const mark = (point: MarkedPoint, symbol: string): Record<string, unknown> => ({
  type: "scatter",
  mode: "markers",
  name: point.label,
  x: [point.alpha],
  y: [point.beta],
  marker: { symbol, size: 11, color: COLOURS.large, line: { color: "white", width: 1.5 } },
  hovertemplate: `${point.label}<br>α %{x:.3f}, β %{y:.3f}${offPlane(point)}<extra></extra>`,
});

const path = (points: readonly MarkedPoint[]): Record<string, unknown> => {
  const ends = (i: number) => i === 0 || i === points.length - 1;
  return {
    type: "scatter",
    mode: "lines+markers",
    name: "training, seen from above",
    x: points.map(({ alpha }) => alpha),
    y: points.map(({ beta }) => beta),
    line: { color: COLOURS.large, width: 2 },
    marker: {
      symbol: points.map((_, i) => (i === 0 ? "circle-open" : i === points.length - 1 ? "star" : "circle")),
      size: points.map((_, i) => (ends(i) ? 11 : 6)),
      color: COLOURS.large,
    },
    customdata: points.map((point) => `${point.label}${offPlane(point)}`),
    hovertemplate: "%{customdata}<extra></extra>",
  };
};

const endsOf = (points: readonly MarkedPoint[]): MarkedPoint[] =>
  (points.length > 1 ? [points[0], points.at(-1)] : [...points]) as MarkedPoint[];

/** A name above its mark, on a ground that keeps it readable over the lines. */
const named = ({ alpha, beta, label }: MarkedPoint): Record<string, unknown> => ({
  x: alpha,
  y: beta,
  text: label,
  showarrow: false,
  yanchor: "bottom",
  yshift: 9,
  bgcolor: "rgba(255, 255, 255, 0.8)",
  font: { size: 12 },
});

const offPlane = ({ residual }: MarkedPoint): string => (residual === undefined ? "" : `<br>${digits(residual)} off the plane`);

/** Why the loss of a marked point can differ from the picture's; undefined where no point says how far off it lies. */
export function residualCaption(points: readonly MarkedPoint[]): string | undefined {
  const known = points.filter((point) => point.residual !== undefined);
  if (known.length === 0) return undefined;
  const farthest = known.reduce((a, b) => ((b.residual as number) > (a.residual as number) ? b : a));
  const sum = (of: (point: MarkedPoint) => number) => known.reduce((total, point) => total + of(point) ** 2, 0);
  const distances = sum(({ distance = 0 }) => distance);
  const share =
    distances > 0
      ? ` (${digits(100 * Math.sqrt(sum(({ residual = 0 }) => residual) / distances))} % of the distances, root mean square)`
      : "";
  return `marks lie up to ${digits(farthest.residual as number)} off this plane${share}: there the loss is not the picture's`;
}

const digits = (value: number): string => String(Number(value.toPrecision(2)));
