/** The verdicts of each notebook: bars that are split by verdict, told apart by pattern as well as by colour. */
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface VerdictCounts {
  notebook: string;
  reproduced: number;
  directionOnly: number;
  notReproduced: number;
  notTested: number;
}

export interface LedgerPlot {
  /** In the order of the notebooks; the first is drawn at the top. */
  rows: readonly VerdictCounts[];
  title: string;
  subtitle?: string;
}

const PARTS = [
  ["reproduced", "reproduced", COLOURS.small, ""],
  ["direction only", "directionOnly", COLOURS.accent, "/"],
  ["not reproduced", "notReproduced", COLOURS.large, "x"],
  ["not tested", "notTested", COLOURS.neutral, "."],
] as const;

export function ledgerPlot({ rows, title, subtitle }: LedgerPlot): Figure {
  const bars = PARTS.map(([name, key, color, shape]) => {
    const counts = rows.map((row) => row[key]);
    return {
      type: "bar",
      orientation: "h",
      name: `${name} (${counts.reduce((sum, count) => sum + count, 0)})`,
      y: rows.map(({ notebook }) => notebook),
      // A bar of no length would still be drawn as its edge.
      x: counts.map((count) => count || null),
      text: counts.map((count) => (count > 0 ? String(count) : "")),
      textposition: "outside",
      cliponaxis: false,
      marker: {
        color: shape ? "#ffffff" : color,
        line: { color, width: 1.5 },
        pattern: { shape, fgcolor: color, size: 7 },
      },
      hovertemplate: `%{y}: %{x} ${name}<extra></extra>`,
    };
  });
  return {
    data: bars,
    layout: layout(subtitle ? `${title}<br><sup>${subtitle}</sup>` : title, {
      barmode: "group",
      bargap: 0.3,
      xaxis: axis("claims", { rangemode: "tozero", tickformat: "d" }),
      yaxis: axis("", { autorange: "reversed", automargin: true, gridcolor: "white" }),
      legend: { orientation: "h", x: -0.28, y: 1, font: { size: 12 }, yanchor: "bottom", traceorder: "normal" },
      margin: { l: 150, r: 30, t: 110, b: 60 },
      height: 190 + 62 * Math.max(1, rows.length),
      hovermode: "closest",
    }),
  };
}
