import { expect, it } from "vitest";
import { intervalsPlot } from "../../src/figure/intervals";

const figure = intervalsPlot({
  rows: [
    { mean: 1, low: 0.5, high: 1.5, holds: true },
    { mean: 2, low: 1.75, high: 2.25, holds: false },
    { mean: 1, low: 0, high: 2, holds: true },
  ],
  truth: 1,
  effect: "points",
  title: "T",
  subtitle: "S",
});
type Trace = {
  name: string;
  x: number[];
  y: number[];
  error_x: { array: number[]; arrayminus: number[]; thickness: number };
  marker: { symbol: string };
};
const [holding, missing] = figure.data as unknown as Trace[];

it("has an interval an experiment, numbered from above", () => {
  expect(holding).toMatchObject({ name: "holds the truth (2)", x: [1, 1], y: [1, 3], error_x: { array: [0.5, 1], arrayminus: [0.5, 1] } });
  expect(missing).toMatchObject({ name: "misses it (1)", x: [2], y: [2] });
});

it("marks those that miss by shape and weight, not by colour alone", () => {
  expect(missing?.marker.symbol).not.toBe(holding?.marker.symbol);
  expect(missing?.error_x.thickness).toBeGreaterThan(holding?.error_x.thickness as number);
});

it("draws the truth and zero, and names them", () => {
  expect((figure.layout.shapes as { x0: number; line: { dash: string } }[]).map(({ x0, line }) => [x0, line.dash])).toEqual([[1, "solid"], [0, "dot"]]); // biome-ignore format: a table
  expect((figure.layout.annotations as { text: string }[]).map(({ text }) => text)).toEqual(["truth", "no difference"]);
});
