/** Published training times beside the time that the counted operations would take at the card's peak rate: the distance between the two is the card's utilisation. */
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface TimeRow {
  network: string;
  card: string;
  devices: number;
  /** Published, as a range. */
  days: readonly [low: number, high: number];
  /** Days at the peak rate. */
  atPeak: number;
  /** Shares 0 … 1. */
  utilisation: readonly [low: number, high: number];
}

const named = ({ network, card, devices }: TimeRow): string => `${network}<br>${devices} × ${card}`;

const percent = ([low, high]: readonly [number, number]): string => {
  const [from, to] = [low, high].map((share) => Math.round(100 * share));
  return from === to ? `${from} %` : `${from} – ${to} %`;
};

/** Drawn from top to bottom in the order of the rows. */
export function publishedTimesPlot(rows: readonly TimeRow[]): Figure {
  const y = rows.map(named);
  const middle = rows.map(({ days: [low, high] }) => Math.sqrt(low * high));
  return {
    data: [
      ...rows.map((row, i) => ({
        type: "scatter",
        mode: "lines",
        x: [row.atPeak, middle[i]],
        y: [y[i], y[i]],
        line: { color: "#999999", width: 1.5, dash: "dot" },
        hoverinfo: "skip",
        showlegend: false,
      })),
      {
        type: "scatter",
        mode: "markers",
        name: "at the peak rate (counted operations)",
        x: rows.map(({ atPeak }) => atPeak),
        y,
        marker: { symbol: "circle-open", size: 12, color: COLOURS.small, line: { width: 2.5 } },
        hovertemplate: "%{x:.2f} days at the peak rate<extra></extra>",
      },
      {
        type: "scatter",
        mode: "markers",
        name: "published",
        x: middle,
        y,
        error_x: {
          type: "data",
          symmetric: false,
          array: rows.map(({ days: [, high] }, i) => high - (middle[i] as number)),
          arrayminus: rows.map(({ days: [low] }, i) => (middle[i] as number) - low),
          color: COLOURS.large,
          thickness: 2,
        },
        marker: { symbol: "square", size: 11, color: COLOURS.large },
        hovertemplate: "%{x:.2f} days published<extra></extra>",
      },
      {
        type: "scatter",
        mode: "text",
        name: "utilisation",
        x: rows.map(({ days: [, high] }) => high),
        y,
        text: rows.map(({ utilisation }) => `   ${percent(utilisation)}`),
        textposition: "middle right",
        cliponaxis: false,
        hoverinfo: "skip",
        showlegend: false,
      },
    ],
    layout: layout("What published training times imply<br><sup>percent: share of the cards' peak rate that the training attained</sup>", {
      xaxis: axis("days of training on ImageNet (logarithmic)", {
        type: "log",
        range: [-0.8, 2],
        tickvals: [0.2, 0.5, 1, 2, 5, 10, 20, 50, 100],
      }),
      yaxis: axis("", { type: "category", autorange: "reversed", automargin: true }),
      legend: { orientation: "h", x: 0, y: -0.2 },
      margin: { l: 150, r: 40, t: 90, b: 90 },
      height: 440,
      hovermode: "closest",
    }),
  };
}
