import { jStat } from "jstat";
import { describe, expect, it } from "vitest";
import { random } from "../../src/random";
import { ratioOfMeans } from "../../src/stats/ratio-of-means";
import { summarize } from "../../src/stats/summary";

const B = [1.2, 0.8, 1.1, 0.9, 1.3];
const A = [0.5, 0.7, 0.4, 0.6, 0.3];

describe("ratioOfMeans", () => {
  it("is exact where the numerators are a multiple of the denominators", () => {
    const { ratio, low, high } = ratioOfMeans(B.map((b) => 2 * b), B); // biome-ignore format: one line
    expect([ratio, low, high]).toEqual([2, 2, 2].map((each) => expect.closeTo(each, 6)));
  });

  it("is Student's interval where the denominators are the same for all", () => {
    const { mean, low, high } = summarize(A);
    const found = ratioOfMeans(A, A.map(() => 2)); // biome-ignore format: one line
    expect([found.ratio, found.low, found.high]).toEqual([mean / 2, low / 2, high / 2].map((each) => expect.closeTo(each, 10)));
  });

  it("ends where the mean of a − ρ b is just told from 0", () => {
    const { low, high } = ratioOfMeans(A, B);
    for (const ratio of [low, high]) {
      const { mean, sd, n } = summarize(A.map((a, i) => a - ratio * (B[i] as number)));
      expect(Math.abs(mean / (sd / Math.sqrt(n)))).toBeCloseTo(jStat.studentt.inv(0.975, 4), 6);
    }
  });

  it("holds a known ratio 95 times in 100", () => {
    const rng = random(7).split("fieller");
    const held = Array.from({ length: 2000 }, () => {
      const b = Array.from({ length: 5 }, () => 1 + 0.3 * rng.normal());
      const { low, high } = ratioOfMeans(b.map((each) => 0.4 * each + 0.2 * rng.normal()), b); // biome-ignore format: one line
      return Number.isNaN(low) || (low <= 0.4 && 0.4 <= high);
    }).filter(Boolean).length;
    expect(held / 2000).toBeCloseTo(0.95, 1.6);
    expect(held).toBeLessThan(2000);
  });

  it("has no bounds where the denominators cannot be told from 0, or of one seed", () => {
    expect(ratioOfMeans(A, [1, -1, 0.5, -0.4, 0.2])).toMatchObject({ low: Number.NaN, high: Number.NaN });
    expect(ratioOfMeans([1], [2])).toMatchObject({ ratio: 0.5, low: Number.NaN });
    expect(() => ratioOfMeans([1], [1, 2])).toThrow(RangeError);
    expect(() => ratioOfMeans([], [])).toThrow(RangeError);
  });
});
