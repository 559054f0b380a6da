import { expect, it } from "vitest";
import { gapByBatchPlot } from "../../src/figure/gap-by-batch";

const difference = (mean: number) => ({ n: 5, mean, sd: 0.2, low: mean - 0.2, high: mean + 0.3 });
const input = {
  small: 20,
  differences: [
    { batch: 10, difference: difference(0.1) },
    { batch: 20, difference: difference(0) },
    { batch: 500, difference: difference(-1) },
  ],
  stick: { level: 93, slope: -0.5 },
  breakAt: { batch: 125, low: 60, high: 250 },
  tolerance: 0.5,
  zero: 93,
  title: "T",
  subtitle: "S",
};
const { data, layout } = gapByBatchPlot(input);
type Trace = { x: number[]; y: number[]; error_y: { array: number[]; arrayminus: number[] } };
const [stick, marks] = data as unknown as [Trace, Trace];
const shapes = layout.shapes as Record<string, unknown>[];

it("draws the broken line through its break, on the axis of differences", () => {
  expect(stick.x).toEqual([10, 125, 500]);
  // Two doublings beyond the break at half a point each.
  expect(stick.y).toEqual([0, 0, -1]);
});

it("draws each difference with its interval", () => {
  expect(marks.y).toEqual([0.1, 0, -1]);
  expect(marks.error_y.array[2]).toBeCloseTo(0.3, 9);
  expect(marks.error_y.arrayminus[2]).toBeCloseTo(0.2, 9);
});

it("marks the break's interval, the break, zero and the tolerance", () => {
  expect(shapes.map(({ type }) => type)).toEqual(["rect", "line", "line", "line"]);
  expect(shapes[0]).toMatchObject({ x0: 60, x1: 250 });
  expect(shapes[3]).toMatchObject({ y0: -0.5, y1: -0.5 });
  const lone = gapByBatchPlot({ ...input, breakAt: { batch: 125, low: Number.NaN, high: Number.NaN } });
  expect((lone.layout.shapes as unknown[]).length).toBe(3);
});
