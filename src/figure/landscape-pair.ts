/** The loss around two solutions side by side, as lines of equal loss or in three dimensions: one scale of lengths and one of losses for both. */
import type { Surface } from "../measure/surface";
import { contourTrace } from "./contour";
import type { Figure } from "./figure";
import { sceneOf, surfaceTrace } from "./surface";
import { axis, layout } from "./theme";

export interface LandscapePair {
  /** Left and right, each with its heading; both on the same grid. */
  panels: readonly [LandscapePanel, LandscapePanel];
  title: string;
  /** Under the title; see `landscapeNote`. */
  subtitle: string;
  /** Nats: no lines are drawn above. Default: the largest loss of both. */
  highestLoss?: number;
  /** Nats between two lines; default: a twelfth of `highestLoss`. */
  spacing?: number;
}

export interface LandscapePanel {
  heading: string;
  surface: Pick<Surface, "alphas" | "betas" | "losses">;
}

const HALVES = [
  [0, 0.46],
  [0.54, 1],
] as const;

/** @throws RangeError for surfaces of one row, or on different grids, which the eye would compare all the same */
function requireOneScale({ panels: [{ surface: a }, { surface: b }] }: LandscapePair): void {
  if (a.betas.length < 2) throw new RangeError("A surface needs two rows or more; draw a single one as a profile.");
  if (JSON.stringify([a.alphas, a.betas]) !== JSON.stringify([b.alphas, b.betas]))
    throw new RangeError("The two surfaces are on different grids: measure both with the same points and span.");
}

/** Rounded up to two digits. */
function ceiling({ panels }: LandscapePair): number {
  const most = Math.max(...panels.flatMap(({ surface }) => surface.losses.flat()).filter(Number.isFinite));
  const unit = 10 ** (Math.floor(Math.log10(most)) - 1);
  return Number((Math.ceil(most / unit) * unit).toPrecision(2));
}

const headings = ({ panels }: LandscapePair, y: number) =>
  panels.map(({ heading }, i) => {
    const [from, to] = HALVES[i] as (typeof HALVES)[number];
    return { text: `<b>${heading}</b>`, x: (from + to) / 2, y, xref: "paper", yref: "paper", yanchor: "bottom", showarrow: false };
  });

/** Lines of equal loss, each with its loss written on it. */
export function contourPairPlot(plot: LandscapePair): Figure {
  requireOneScale(plot);
  const highestLoss = plot.highestLoss ?? ceiling(plot);
  const spacing = plot.spacing ?? highestLoss / 12;
  const minimum = (i: number) => ({
    type: "scatter",
    mode: "markers",
    x: [0],
    y: [0],
    ...(i === 0 ? {} : { xaxis: "x2", yaxis: "y2" }),
    marker: { symbol: "cross-thin", size: 12, line: { width: 2, color: "#111111" } },
    hovertemplate: "the solution<extra></extra>",
    showlegend: false,
  });
  return {
    data: plot.panels.flatMap(({ surface }, i) => [
      { ...contourTrace({ surface, spacing, highestLoss }), showscale: i === 1, ...(i === 0 ? {} : { xaxis: "x2", yaxis: "y2" }) },
      minimum(i),
    ]),
    layout: layout(`${plot.title}<br><sup>${plot.subtitle}</sup>`, {
      xaxis: axis("α", { domain: HALVES[0], constrain: "domain" }),
      yaxis: axis("β", { scaleanchor: "x", constrain: "domain" }),
      xaxis2: axis("α", { domain: HALVES[1], constrain: "domain", anchor: "y2" }),
      yaxis2: axis("", { scaleanchor: "x2", constrain: "domain", anchor: "x2", matches: "y" }),
      annotations: headings(plot, 1),
      margin: { l: 70, r: 30, t: 135, b: 60 },
      width: 900,
      height: 560,
      hovermode: "closest",
    }),
  };
}

/** Two surfaces to be turned with the mouse. */
export function surfacePairPlot(plot: LandscapePair): Figure {
  requireOneScale(plot);
  const highestLoss = plot.highestLoss ?? ceiling(plot);
  const scene = (i: 0 | 1) => {
    const own = sceneOf({ highestLoss });
    // From farther away and higher than a single surface: half the width has to hold the axis's numbers, and no corner may hide the basin.
    const camera = { ...own.camera, eye: { x: 1.15, y: -1.45, z: 1.8 } };
    return {
      ...own,
      camera,
      zaxis: { ...own.zaxis, title: { text: "" }, range: [0, highestLoss] },
      domain: { x: HALVES[i], y: [0, 1] },
    };
  };
  return {
    data: plot.panels.map(({ surface }, i) => ({
      ...surfaceTrace({ surface, highestLoss }),
      cmin: 0,
      cmax: highestLoss,
      showscale: i === 1,
      ...(i === 0 ? {} : { scene: "scene2" }),
    })),
    layout: layout(`${plot.title}<br><sup>${plot.subtitle}</sup>`, {
      scene: scene(0),
      scene2: scene(1),
      annotations: headings(plot, 0.95),
      margin: { l: 10, r: 10, t: 115, b: 10 },
      width: 900,
      height: 520,
      hovermode: "closest",
    }),
  };
}
