/** The common look of all figures: colours that colour-blind readers can tell apart, and a dash or a marker beside each colour. */

/** From the palette of Okabe and Ito (2008). */
export const COLOURS = { small: "#0072B2", large: "#D55E00", neutral: "#555555", accent: "#009E73" } as const;

/** A dash, a marker and a colour each, for lines that must be told apart without colour. */
export const LINE_STYLES = [
  { color: COLOURS.small, dash: "solid", symbol: "circle" },
  { color: COLOURS.large, dash: "dash", symbol: "square" },
  { color: COLOURS.accent, dash: "dot", symbol: "diamond" },
  { color: "#CC79A7", dash: "dashdot", symbol: "triangle-up" },
  { color: COLOURS.neutral, dash: "longdash", symbol: "x" },
] as const;

/** Losses from white (low) to a blue that is light enough for dark lines and writing; in grey it goes the same way. */
export const LOSS_COLOURS = [
  [0, "#ffffff"],
  [1, "#7fb3d5"],
] as const;

/** A band's fill: the colour at 15 % opacity. */
export const faint = (hex: string): string => {
  const value = Number.parseInt(hex.slice(1), 16);
  return `rgba(${value >> 16}, ${(value >> 8) & 255}, ${value & 255}, 0.15)`;
};

/** Error bars from the low to the high end of intervals, which need not be symmetric. */
export const intervalBars = (
  rows: readonly { mean: number; low: number; high: number }[],
  more: Record<string, unknown>,
): Record<string, unknown> => ({
  type: "data",
  symmetric: false,
  array: rows.map(({ mean, high }) => high - mean),
  arrayminus: rows.map(({ mean, low }) => mean - low),
  ...more,
});

/** An axis with a title (units in it). */
export const axis = (title: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: { text: title, standoff: 8 },
  showline: true,
  linecolor: "#444444",
  ticks: "outside",
  gridcolor: "#e8e8e8",
  zeroline: false,
  ...more,
});

/** A layout with the house's fonts, margins and a title. */
export const layout = (title: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: { text: title, x: 0.02, xanchor: "left", y: 0.95, yanchor: "top", font: { size: 16 } },
  font: { family: "DejaVu Sans, Verdana, Arial, sans-serif", size: 13, color: "#222222" },
  paper_bgcolor: "white",
  plot_bgcolor: "white",
  margin: { l: 70, r: 70, t: 80, b: 60 },
  width: 760,
  height: 460,
  hovermode: "x unified",
  ...more,
});
