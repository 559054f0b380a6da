import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { random } from "../../src/random";
import { kendall, kendallWithin, ranks, resampled, spearman } from "../../src/stats/rank-correlation";

interface Case {
  x: number[];
  y: number[];
  kendall: number;
  spearman: number;
  ranks: number[];
}
const CASES = JSON.parse(readFileSync("test/fixtures/rank-correlation.json", "utf8")) as Case[];

describe("rank correlations", () => {
  it.each(CASES)("agree with SciPy (case %#)", (expected) => {
    expect(kendall(expected.x, expected.y)).toBeCloseTo(expected.kendall, 12);
    expect(spearman(expected.x, expected.y)).toBeCloseTo(expected.spearman, 12);
    expect(ranks(expected.x)).toEqual(expected.ranks);
  });

  it("change their sign with the order, and not with a rising function", () => {
    const { x, y } = CASES[2] as Case;
    expect(kendall(x.map((value) => -value), y)).toBeCloseTo(-kendall(x, y), 12); // biome-ignore format: one line
    expect(kendall(x.map(Math.exp), y)).toBe(kendall(x, y));
  });

  it("are NaN where nothing varies, and refuse what is no pair of numbers", () => {
    expect(kendall([1, 1], [1, 2])).toBeNaN();
    expect(spearman([1, 2], [1, 1])).toBeNaN();
    expect(() => kendall([1, 2], [1])).toThrow("got 2 and 1");
    expect(() => spearman([1], [1])).toThrow("two pairs or more");
    expect(() => kendall([1, Number.NaN], [1, 2])).toThrow("NaN");
  });
});

describe("Kendall's τ within groups", () => {
  it("is that of one group alone", () => {
    const { x, y } = CASES[3] as Case;
    expect(kendallWithin([{ x, y }])).toBe(kendall(x, y));
  });

  it("does not see what differs between groups", () => {
    // Each group falls, while the groups together rise.
    const groups = [0, 10, 20].map((level) => ({ x: [level, level + 1], y: [level + 1, level] }));
    expect(kendallWithin(groups)).toBe(-1);
    expect(kendall(groups.flatMap(({ x }) => x), groups.flatMap(({ y }) => y))).toBeCloseTo(0.6, 12); // biome-ignore format: one line
    expect(() => kendallWithin([])).toThrow("needs a group");
  });
});

describe("resampled groups", () => {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

  it("give the standard error of a mean", () => {
    const rng = random(1);
    const values = Array.from({ length: 200 }, () => rng.normal());
    const { value, low, high, n } = resampled(values, mean, random(2), 4000);
    expect([value, n]).toEqual([mean(values), 200]);
    // ± 1.96 standard errors of the mean, within 10 %.
    const sd = Math.sqrt(mean(values.map((each) => (each - value) ** 2)));
    expect((high - low) / ((2 * 1.96 * sd) / Math.sqrt(200))).toBeCloseTo(1, 1);
  });

  it("pass over draws without a value, and tell no interval of one group", () => {
    const some = resampled([1, 2, 3], (drawn) => (drawn.includes(2) ? mean(drawn) : Number.NaN), random(3));
    expect(some.low).toBeGreaterThan(1);
    expect(resampled([1], mean, random(1))).toEqual({ value: 1, low: Number.NaN, high: Number.NaN, n: 1 });
    expect(() => resampled([], mean, random(1))).toThrow("needs a group");
  });
});
