/** The eigenvalues of the Hessian at two solutions: their density on a logarithmic scale, and the largest ones as marks below it. */
import { densityOn, type SpectralDensity } from "../measure/density";
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface SpectrumLine {
  /** In the legend, e.g. "batch 20". */
  label: string;
  density: SpectralDensity;
  /** Largest eigenvalues, one a mark. */
  largest: readonly number[];
}

export interface SpectrumPlot {
  small: SpectrumLine;
  large: SpectrumLine;
  title: string;
  subtitle: string;
}

/** Points of a line. */
const POINTS = 400;
/** Width of a node's Gaussian, as a share of the whole range: one for both lines, else the narrower spectrum would look the higher one. */
const WIDTH = 0.01;
/** Decades below the highest density that are drawn. */
const DECADES = 8;

/** @throws RangeError for a density without eigenvalues */
export function spectrumPlot({ small, large, title, subtitle }: SpectrumPlot): Figure {
  const values = [small, large].flatMap(({ density, largest }) => [...largest, ...density.quadratures.flatMap((each) => each.values)]);
  if (values.length === 0) throw new RangeError("A spectrum needs eigenvalues, got none.");
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || 1;
  const grid = Array.from({ length: POINTS }, (_, i) => least - 0.05 * span + (1.1 * span * i) / (POINTS - 1));
  const heights = [small, large].map(({ density }) => densityOn(density, grid, WIDTH * span));
  const top = Math.max(...heights.flat());
  const floor = top * 10 ** -DECADES;
  const line = ({ label }: SpectrumLine, i: number, color: string, dash: string) => ({
    type: "scatter",
    mode: "lines",
    name: label,
    x: grid,
    y: (heights[i] as number[]).map((height) => (height > floor ? height : null)),
    line: { color, dash, width: 2 },
    hovertemplate: "λ %{x:.3g}: density %{y:.2e}",
  });
  const marks = ({ label, largest }: SpectrumLine, i: number, color: string, symbol: string) => ({
    type: "scatter",
    mode: "markers",
    name: `${label}: largest eigenvalues`,
    x: largest,
    y: largest.map(() => floor * 10 ** (0.9 - 0.5 * i)),
    marker: { symbol, size: 9, color, line: { width: 1.5, color } },
    hovertemplate: "λ %{x:.4g}<extra></extra>",
  });
  return {
    data: [
      line(small, 0, COLOURS.small, "solid"),
      line(large, 1, COLOURS.large, "dash"),
      marks(small, 0, COLOURS.small, "circle-open"),
      marks(large, 1, COLOURS.large, "x-thin"),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("eigenvalue λ of the Hessian (nats per unit of weight, squared)"),
      yaxis: axis("density (share of the weights per unit of λ)", {
        type: "log",
        exponentformat: "power",
        dtick: 2,
        range: [Math.log10(floor), Math.log10(top) + 0.3],
      }),
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 90, r: 30, t: 105, b: 110 },
      hovermode: "closest",
      height: 500,
    }),
  };
}
