import { expect, it } from "vitest";
import { geometricMean, oneOf, summarize, summarizePaired } from "../../src/stats/summary";

it("has mean, sd and Student's interval: 1 … 5 gives 3 ± 1.5811, and 2.7764 · 1.5811 / √5 = 1.9632", () => {
  const { n, mean, sd, low, high } = summarize([1, 2, 3, 4, 5]);
  expect([n, mean]).toEqual([5, 3]);
  expect(sd).toBeCloseTo(Math.sqrt(2.5), 12);
  expect(high - mean).toBeCloseTo(1.963243, 6);
  expect(mean - low).toBeCloseTo(1.963243, 6);
});

it("widens an interval that is one of five, so that all hold together: 4.6041 · 1.5811 / √5", () => {
  const summary = summarize([1, 2, 3, 4, 5]);
  expect(oneOf(summary, 5).high - 3).toBeCloseTo(3.255584, 5);
  expect(oneOf(summary, 1)).toEqual(summary);
  expect(oneOf(summarize([4]), 5).low).toBeNaN();
});

it("claims no interval from one value", () => {
  expect(summarize([4])).toEqual({ n: 1, mean: 4, sd: Number.NaN, low: Number.NaN, high: Number.NaN });
});

it("pairs: a common shift of each seed cancels", () => {
  expect(summarizePaired([11, 22, 33], [10, 21, 32])).toMatchObject({ mean: 1, sd: 0 });
  expect(() => summarizePaired([1], [1, 2])).toThrow(/equal numbers/);
});

it("refuses no values", () => {
  expect(() => summarize([])).toThrow(RangeError);
});

it("has the geometric mean: of 1, 10 and 100 it is 10", () => {
  expect(geometricMean([1, 10, 100])).toBeCloseTo(10, 12);
});
