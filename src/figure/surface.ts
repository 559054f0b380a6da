/** A loss surface in three dimensions, to be turned with the mouse; lines of equal loss on it show its shape without colour. */
import type { Surface } from "../measure/surface";
import type { Figure } from "./figure";
import { HIGHEST_LOSS } from "./loss-accuracy";
import { LOSS_COLOURS, layout } from "./theme";

export interface SurfacePlot {
  surface: Pick<Surface, "alphas" | "betas" | "losses">;
  title: string;
  /** Under the title; see `landscapeNote`. */
  subtitle: string;
  /** Titles of the two horizontal axes, with their units. */
  alphaTitle?: string;
  betaTitle?: string;
  /** Nats; default 6. The surface is flat where the loss is higher; the number under the mouse is the loss itself. */
  highestLoss?: number;
}

/** The surface alone. */
export function surfaceTrace({
  surface,
  highestLoss = HIGHEST_LOSS,
}: Pick<SurfacePlot, "surface" | "highestLoss">): Record<string, unknown> {
  return {
    type: "surface",
    x: surface.alphas,
    y: surface.betas,
    z: surface.losses.map((row) => row.map((loss) => Math.min(loss, highestLoss))),
    customdata: surface.losses,
    colorscale: LOSS_COLOURS,
    colorbar: { title: { text: "nats" }, len: 0.7 },
    contours: { z: { show: true, start: 0, end: highestLoss, size: highestLoss / 12, color: "#333333", width: 1 } },
    lighting: { ambient: 0.85, diffuse: 0.4, specular: 0.05 },
    hovertemplate: "α %{x:.3f}<br>β %{y:.3f}<br>loss %{customdata:.4f} nats<extra></extra>",
  };
}

/** Axes and the place from which they are seen. */
export function sceneOf({
  alphaTitle = "α",
  betaTitle = "β",
  highestLoss = HIGHEST_LOSS,
}: Omit<SurfacePlot, "surface" | "title" | "subtitle">) {
  const sceneAxis = (text: string) => ({ title: { text }, gridcolor: "#d0d0d0", showbackground: false, linecolor: "#444444" });
  return {
    xaxis: sceneAxis(alphaTitle),
    yaxis: sceneAxis(betaTitle),
    zaxis: sceneAxis(`loss (nats; cut at ${highestLoss})`),
    camera: { eye: { x: 1.15, y: -1.35, z: 0.95 }, center: { x: 0, y: 0, z: -0.15 } },
    aspectratio: { x: 1, y: 1, z: 0.7 },
  };
}

/** @throws RangeError for a surface of one row, which has no third dimension */
export function surfacePlot(plot: SurfacePlot): Figure {
  if (plot.surface.betas.length < 2) throw new RangeError("A surface needs two rows or more; draw a single one as a profile.");
  return {
    data: [surfaceTrace(plot)],
    layout: layout(`${plot.title}<br><sup>${plot.subtitle}</sup>`, {
      scene: sceneOf(plot),
      margin: { l: 10, r: 10, t: 95, b: 10 },
      height: 560,
      hovermode: "closest",
    }),
  };
}
