import { expect, it } from "vitest";
import { testCurvesPlot } from "../../src/figure/test-curves";

const curve = (accuracy: number[]) => ({ epochs: accuracy.map((_, i) => i + 1), accuracy });
const figure = testCurvesPlot({
  small: { batch: 20, seeds: [curve([88, 92, 93])], mean: curve([88, 92, 93]) },
  large: { batch: 500, seeds: [curve([70, 90, 91, 91.8, 91]), curve([72, 90, 92, 91.8, 92])], mean: curve([71, 90, 91.5, 91.8, 91.5]) },
  title: "T",
  subtitle: "S",
});
type Trace = { name?: string; mode: string; x: number[]; y: number[]; line: { width: number; dash?: string }; marker: { symbol: string } };
const traces = figure.data as unknown as Trace[];

it("draws seeds thin and means bold, the two batches with another dash", () => {
  expect(traces.slice(0, 3).map(({ line }) => line.width)).toEqual([0.6, 0.6, 0.6]);
  expect(traces.slice(3, 5).map(({ name, line }) => [name, line.dash])).toEqual([["batch 20, mean", "solid"], ["batch 500, mean", "dash"]]); // biome-ignore format: a table
});

it("marks the best epoch of the large batch, and the end of the small one", () => {
  expect(traces[5]).toMatchObject({ mode: "markers", x: [4], y: [91.8], marker: { symbol: "star" } });
  expect((figure.layout.shapes as { y0: number }[])[0]?.y0).toBe(93);
});

it("cuts the steep beginning, and shows every end", () => {
  const [least, most] = (figure.layout.yaxis as { range: [number, number] }).range;
  expect(least).toBe(85.5);
  expect(most).toBeGreaterThan(93);
  const [first, last] = (figure.layout.xaxis as { range: [number, number] }).range;
  expect([first, last > Math.log10(5)]).toEqual([0, true]);
});
