/** A measure along training, a line a run: how sharp, curved or noisy the way to a minimum is, not its end alone. */
import type { AlongRow } from "../measure/panel/along";
import type { Figure } from "./figure";
import { logTicks } from "./log-ticks";
import { axis, COLOURS, layout } from "./theme";

export interface AlongLine {
  /** In the legend, e.g. "batch 256". */
  label: string;
  rows: readonly Pick<AlongRow, "epoch" | "step" | "value">[];
}

export interface AlongPlot {
  lines: readonly AlongLine[];
  title: string;
  /** Under the title; see `landscapeNote`. */
  subtitle: string;
  /** What is measured, with its unit. */
  valueTitle: string;
  /** Whether values are on a logarithmic scale, on which those of 0 or below are left out. Default false. */
  logarithmic?: boolean;
  /** Across; default epochs. Runs of other batches agree in one of both only. */
  over?: "epoch" | "step";
}

/** Told apart without colour. */
const DASHES = ["solid", "dash", "dot", "dashdot", "longdash"];
const SYMBOLS = ["circle", "square", "diamond", "triangle-up", "cross"];
const LINE_COLOURS = [COLOURS.small, COLOURS.large, COLOURS.accent, COLOURS.neutral];

/** @throws RangeError for no lines, or where no row has a value */
export function alongPlot({ lines, title, subtitle, valueTitle, logarithmic = false, over = "epoch" }: AlongPlot): Figure {
  const known = lines.map(({ label, rows }) => ({
    label,
    rows: rows.filter(({ value }) => value !== null && Number.isFinite(value) && (!logarithmic || value > 0)),
  }));
  if (!known.some(({ rows }) => rows.length > 0)) throw new RangeError("There is nothing to draw: no row has a value.");
  return {
    data: known.map(({ label, rows }, i) => {
      const color = LINE_COLOURS[i % LINE_COLOURS.length];
      return {
        type: "scatter",
        mode: "lines+markers",
        name: label,
        x: rows.map((row) => row[over]),
        y: rows.map(({ value }) => value),
        line: { color, dash: DASHES[i % DASHES.length], width: 2 },
        marker: { symbol: SYMBOLS[i % SYMBOLS.length], size: 7, color },
        hovertemplate: "%{y:.4g}",
      };
    }),
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis(over === "epoch" ? "epochs" : "steps"),
      yaxis: axis(
        valueTitle,
        logarithmic ? { type: "log", ...logTicks(known.flatMap(({ rows }) => rows.map(({ value }) => value ?? 0))) } : {},
      ),
      legend: { orientation: "h", x: 0, y: -0.18 },
      margin: { l: 80, r: 30, t: 105, b: 90 },
    }),
  };
}
