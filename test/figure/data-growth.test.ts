import { expect, it } from "vitest";
import { dataGrowthPlot } from "../../src/figure/data-growth";

const rows = [
  { data: "early", year: 1998, images: 7e4 },
  { data: "middle", year: 2012, images: 1.4e6 },
  { data: "late", year: 2022, images: 5.85e9 },
];
const figure = dataGrowthPlot(rows, "middle");
const [trace] = figure.data as unknown as {
  x: number[];
  y: number[];
  text: string[];
  textposition: string[];
  marker: { symbol: string[] };
}[];

it("has a point a data set, by year", () => {
  expect(trace).toMatchObject({ x: [1998, 2012, 2022], y: [7e4, 1.4e6, 5.85e9] });
});

it("names each point beside it, late ones on the left, so that no name leaves the picture", () => {
  expect(trace?.text).toEqual(["early", "<b>middle</b>", "late"]);
  expect(trace?.textposition).toEqual(["middle right", "middle right", "middle left"]);
});

it("marks one set by its shape, not by colour alone", () => {
  expect(trace?.marker.symbol).toEqual(["circle-open", "square", "circle-open"]);
});

it("says that its scale is logarithmic", () => {
  const axis = figure.layout.yaxis as { type: string; title: { text: string } };
  expect(axis.type).toBe("log");
  expect(axis.title.text).toBe("images, all splits (logarithmic)");
});
