import { expect, it } from "vitest";
import { accuracyByBatchPlot } from "../../src/figure/accuracy-by-batch";

const summary = (mean: number) => ({ n: 5, mean, sd: 0.2, low: mean - 0.25, high: mean + 0.25 });
const point = (batch: number, train: number, test: number) => ({
  batch,
  train: summary(train),
  test: summary(test),
  unfinished: train < 99,
});
const points = [point(20, 100, 93), point(500, 99.8, 92), point(2000, 93, 90)];
const panels = ["equal epochs", "equal steps", "until the stall"].map((title) => ({ title, points }));
const figure = accuracyByBatchPlot({ panels, title: "T", subtitle: "S" });
type Trace = {
  name?: string;
  x: number[];
  y: number[];
  yaxis: string;
  fill?: string;
  line: { dash: string };
  marker?: { symbol: string[] };
  showlegend: boolean;
};
const lines = (figure.data as unknown as Trace[]).filter(({ fill }) => !fill);
const bands = (figure.data as unknown as Trace[]).filter(({ fill }) => fill);

it("draws training and test accuracy in panels of their own, a column a budget", () => {
  expect(lines.map(({ yaxis }) => yaxis)).toEqual(["y", "y2", "y3", "y4", "y5", "y6"]);
  expect(lines[0]?.y).toEqual([100, 99.8, 93]);
  expect(lines[1]?.y).toEqual([93, 92, 90]);
  expect(lines.filter(({ showlegend }) => showlegend)).toHaveLength(2);
  const { xaxis2, yaxis5, yaxis6 } = figure.layout as Record<string, Record<string, unknown>>;
  expect(xaxis2).toMatchObject({ type: "log", anchor: "y2", title: { text: "batch (examples)" } });
  expect([yaxis5?.matches, yaxis6?.matches]).toEqual(["y", "y2"]);
  expect((figure.layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(panels.map(({ title }) => title));
});

it("bands go from low to high and back", () => {
  expect(bands).toHaveLength(6);
  expect(bands[1]?.x).toEqual([20, 500, 2000, 2000, 500, 20]);
  expect(bands[1]?.y).toEqual([93.25, 92.25, 90.25, 89.75, 91.75, 92.75]);
});

it("is readable without colour, and opens the markers of what has not fitted", () => {
  expect(lines[0]?.line.dash).not.toBe(lines[1]?.line.dash);
  expect(lines[0]?.marker?.symbol).toEqual(["square", "square", "square-open"]);
  expect(lines[1]?.marker?.symbol).toEqual(["circle", "circle", "circle-open"]);
});

it("leaves out the band of a single seed, and refuses no panels", () => {
  const lone = { ...points[0], test: { ...summary(93), low: Number.NaN, high: Number.NaN } } as (typeof points)[number];
  const { data } = accuracyByBatchPlot({ panels: [{ title: "", points: [lone] }], title: "", subtitle: "" });
  expect((data[2] as unknown as Trace).x).toEqual([]);
  expect(() => accuracyByBatchPlot({ panels: [], title: "", subtitle: "" })).toThrow(RangeError);
});
