/** Speed-up against the number of devices: one line for each law, beside the line that nothing can pass. */
import type { Scaled } from "../scaling/cost-model";
import type { Figure } from "./figure";
import { axis, COLOURS, LINE_STYLES, layout } from "./theme";

export interface ScalingLine {
  name: string;
  rows: readonly Scaled[];
}

/** A point of a published training. */
export interface ScalingPoint {
  name: string;
  devices: number;
  speedUp: number;
}

export interface ScalingPlot {
  lines: readonly ScalingLine[];
  points?: readonly ScalingPoint[];
  title: string;
  subtitle: string;
}

/** The fifth is left to the line of perfect scaling. */
const STYLES = LINE_STYLES.slice(0, 4);

/** @throws RangeError for more lines than can be told apart */
export function scalingPlot({ lines, points = [], title, subtitle }: ScalingPlot): Figure {
  if (lines.length > STYLES.length) throw new RangeError(`At most ${STYLES.length} lines can be told apart, got ${lines.length}.`);
  const counts = [
    ...new Set([...lines.flatMap(({ rows }) => rows.map(({ devices }) => devices)), ...points.map(({ devices }) => devices)]),
  ].sort((a, b) => a - b);
  return {
    data: [
      { name: "perfect", mode: "lines", x: counts, y: counts, line: { color: COLOURS.neutral, dash: "longdash", width: 1 } },
      ...lines.map(({ name, rows }, i) => {
        const { color, dash, symbol } = STYLES[i] as (typeof LINE_STYLES)[number];
        return {
          name,
          mode: "lines+markers",
          x: rows.map(({ devices }) => devices),
          y: rows.map(({ speedUp }) => speedUp),
          line: { color, dash },
          marker: { color, symbol, size: 7 },
        };
      }),
      ...(points.length > 0
        ? [
            {
              name: "published",
              mode: "markers+text",
              x: points.map(({ devices }) => devices),
              y: points.map(({ speedUp }) => speedUp),
              text: points.map(({ name }) => name),
              textposition: "top left",
              marker: { color: "black", symbol: "star", size: 13 },
            },
          ]
        : []),
    ],
    layout: layout(`${title}<br><sup>${subtitle}</sup>`, {
      xaxis: axis("devices", {
        type: "log",
        range: [-0.15, Math.log10(counts.at(-1) ?? 1) + 0.15],
        dtick: Math.log10(4),
        tick0: 0,
        tickformat: ",d",
      }),
      yaxis: axis("speed-up (times one device)", { type: "log", dtick: 1, tickformat: ",~g" }),
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 70, r: 40, t: 90, b: 110 },
    }),
  };
}
