/** Sizes of image data sets by year, on a logarithmic scale. */
import type { Figure } from "./figure";
import { axis, COLOURS, layout } from "./theme";

export interface DataRow {
  data: string;
  year: number;
  images: number;
}

/** Points to the right of this share of the years carry their name on the left, so that it stays inside. */
const LATE = 0.6;

/** @param marked the data set that the text speaks of, drawn larger and filled */
export function dataGrowthPlot(rows: readonly DataRow[], marked?: string): Figure {
  const years = rows.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const late = ({ year }: DataRow) => year > first + LATE * (last - first);
  const is = ({ data }: DataRow) => data === marked;
  const trace = {
    type: "scatter",
    mode: "markers+text",
    x: years,
    y: rows.map(({ images }) => images),
    text: rows.map((row) => (is(row) ? `<b>${row.data}</b>` : row.data)),
    textposition: rows.map((row) => (late(row) ? "middle left" : "middle right")),
    marker: {
      symbol: rows.map((row) => (is(row) ? "square" : "circle-open")),
      size: rows.map((row) => (is(row) ? 15 : 11)),
      color: rows.map((row) => (is(row) ? COLOURS.large : COLOURS.small)),
      opacity: 1,
      line: { width: 2 },
    },
    hovertemplate: "%{text}: %{y:,} images<extra></extra>",
    showlegend: false,
  };
  return {
    data: [trace],
    layout: layout("Image data sets by year", {
      xaxis: axis("year", { range: [first - 1.5, last + 1.5], tickformat: "d" }),
      yaxis: axis("images, all splits (logarithmic)", { type: "log", dtick: 1, exponentformat: "power" }),
      margin: { l: 85, r: 70, t: 60, b: 60 },
      hovermode: "closest",
    }),
  };
}
