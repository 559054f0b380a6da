/** The eigenvalues of the Hessian at two solutions: their density, the largest ones as marks below it, and how many lie above each value. */
import { densityOn, type SpectralDensity, spectralMean } from "../measure/density";
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
/** Decades below the highest density, and below the largest eigenvalue, that are drawn. */
const DECADES = { density: 8, eigenvalue: 4 };

const STYLES = [
  { color: COLOURS.small, dash: "solid", symbol: "circle-open" },
  { color: COLOURS.large, dash: "dash", symbol: "x-thin" },
] as const;

/** @throws RangeError for a density without eigenvalues */
export function spectrumPlot({ small, large, title, subtitle }: SpectrumPlot): Figure {
  const both = [small, large].map((spectrum, i) => ({ ...spectrum, style: STYLES[i] as (typeof STYLES)[number], at: i }));
  const values = both.flatMap(({ density, largest }) => [...largest, ...density.quadratures.flatMap((each) => each.values)]);
  if (values.length === 0) throw new RangeError("A spectrum needs eigenvalues, got none.");
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const span = most - least || 1;
  const grid = Array.from({ length: POINTS }, (_, i) => least - 0.05 * span + (1.1 * span * i) / (POINTS - 1));
  const heights = both.map(({ density }) => densityOn(density, grid, WIDTH * span));
  const top = Math.max(...heights.flat());
  const floor = top * 10 ** -DECADES.density;
  const thresholds = Array.from({ length: POINTS }, (_, i) => most * 10 ** (DECADES.eigenvalue * (i / (POINTS - 1) - 1)));
  return {
    data: [
      ...both.map(({ label, style, at }) => ({
        type: "scatter",
        mode: "lines",
        name: label,
        x: grid,
        y: (heights[at] as number[]).map((height) => (height > floor ? height : null)),
        line: { color: style.color, dash: style.dash, width: 2 },
        hovertemplate: "λ %{x:.3g}: density %{y:.2e}",
      })),
      ...both.map(({ label, largest, style, at }) => ({
        type: "scatter",
        mode: "markers",
        name: `${label}: largest`,
        x: largest,
        y: largest.map(() => floor * 10 ** (0.9 - 0.5 * at)),
        marker: { symbol: style.symbol, size: 9, color: style.color, line: { width: 1.5, color: style.color } },
        hovertemplate: "λ %{x:.4g}<extra></extra>",
      })),
      ...both.map(({ label, density, style }) => ({
        type: "scatter",
        mode: "lines",
        name: label,
        showlegend: false,
        xaxis: "x2",
        yaxis: "y2",
        x: thresholds,
        y: thresholds.map((threshold) => countAbove(density, threshold)),
        line: { color: style.color, dash: style.dash, width: 2 },
        hovertemplate: "%{y:.3g} above %{x:.3g}",
      })),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("eigenvalue λ (nats per squared weight)", { domain: [0, 0.44] }),
      yaxis: axis("density (share per unit of λ)", logAxis([Math.log10(floor), Math.log10(top) + 0.3])),
      xaxis2: axis("λ (logarithmic)", { ...logAxis(), dtick: 1, domain: [0.57, 1], anchor: "y2" }),
      yaxis2: axis("eigenvalues above λ", { ...logAxis(), dtick: 1, anchor: "x2" }),
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 85, r: 30, t: 95, b: 100 },
      width: 900,
      height: 480,
      hovermode: "closest",
    }),
  };
}

const logAxis = (range?: [number, number]) => ({ type: "log", exponentformat: "power", dtick: 2, ...(range ? { range } : {}) });

/** How many eigenvalues lie above a value; null for none, which a logarithmic scale has no place for. */
function countAbove(density: SpectralDensity, threshold: number): number | null {
  const share = spectralMean(density, (value) => (value > threshold ? 1 : 0)).value;
  return share > 0 ? share * density.dimension : null;
}
