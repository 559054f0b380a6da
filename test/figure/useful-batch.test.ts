import { expect, it } from "vitest";
import { usefulBatchPlot } from "../../src/figure/useful-batch";

const summary = (mean: number) => ({ n: 5, mean, sd: 0.2, low: mean - 0.3, high: mean + 0.2 });
const plot = {
  lines: [
    { name: "plain", points: [100, 500].map((batch) => ({ batch, test: summary(92) })) },
    { name: "sam + swa", points: [100, 500].map((batch) => ({ batch, test: summary(93) })) },
  ],
  reference: { name: "SB (batch 20)", test: summary(93.5), margin: 0.5 },
  title: "How large?",
  subtitle: "mlp",
};

it("draws a line a way, told apart without colour, with its interval", () => {
  const { data } = usefulBatchPlot(plot) as unknown as { data: { name: string; line: { dash: string }; marker: { symbol: string }; error_y: { array: number[]; arrayminus: number[] } }[] }; // biome-ignore format: one line
  expect(data.map(({ name }) => name)).toEqual(["plain", "sam + swa"]);
  expect(new Set(data.map(({ line }) => line.dash)).size).toBe(2);
  expect(new Set(data.map(({ marker }) => marker.symbol)).size).toBe(2);
  expect(data[0]?.error_y.arrayminus[0]).toBeCloseTo(0.3);
});

it("shows the small batch's level, its interval, and the margin below", () => {
  const { layout } = usefulBatchPlot(plot) as unknown as { layout: { shapes: { y0: number; y1: number }[]; annotations: { text: string }[] } }; // biome-ignore format: one line
  expect(layout.shapes.map(({ y0, y1 }) => [y0, y1])).toEqual([[93.2, 93.7], [93.5, 93.5], [93, 93]]); // biome-ignore format: one line
  expect(layout.annotations.map(({ text }) => text)).toEqual(["SB (batch 20)", "− 0.5 points"]);
});

it("refuses none, and more than can be told apart", () => {
  expect(() => usefulBatchPlot({ ...plot, lines: [] })).toThrow("got 0");
  expect(() => usefulBatchPlot({ ...plot, lines: Array(6).fill(plot.lines[0]) })).toThrow("got 6");
});
