import { describe, expect, it } from "vitest";
import { random } from "../src/random";

const draw = (count: number, next: () => number) => Array.from({ length: count }, next);

describe("random", () => {
  it("gives the same numbers for the same seed and other numbers for a neighbouring seed", () => {
    expect(draw(5, random(7).bits)).toEqual(draw(5, random(7).bits));
    expect(draw(5, random(7).bits)).not.toEqual(draw(5, random(8).bits));
  });

  it("equals an independent program (fixtures/make_random.py) and never changes: data sets are drawn from it", () => {
    expect(draw(4, random(1).bits)).toEqual([1073984942, 3968157738, 1631139844, 2637127916]);
    expect(draw(2, random(1).split("start", 3).bits)).toEqual([2816491610, 1088631127]);
  });

  it("splits without advancing, and each path is a stream of its own", () => {
    const rng = random(3);
    const first = rng.split("a").bits();
    expect(rng.split("a").bits()).toBe(first);
    expect(rng.split("b").bits()).not.toBe(first);
    expect(rng.split("a", 1).bits()).not.toBe(rng.split("a", "1").bits());
    expect(rng.bits()).toBe(random(3).bits());
  });

  it("is uniform: χ² over 64 cells (63 degrees of freedom) stays below its 1e-6 quantile, 130", () => {
    for (const seed of [0, 1, 2, 12345]) {
      const rng = random(seed);
      const cells = new Float64Array(64);
      for (const cell of draw(64_000, () => rng.below(64))) cells[cell] = (cells[cell] as number) + 1;
      const chi2 = cells.reduce((sum, times) => sum + (times - 1000) ** 2 / 1000, 0);
      expect(chi2).toBeLessThan(130);
      expect(chi2).toBeGreaterThan(22);
    }
  });

  it("has normal numbers of mean 0 and sd 1", () => {
    const numbers = draw(100_000, random(5).normal);
    const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
    const variance = numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(100_000));
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });

  it("has a normal number where twelve uniform ones were, and is left where they leave it", () => {
    const [rng, plain] = [random(6), random(6)];
    for (let i = 0; i < 1000; i++) {
      const twelve = draw(12, plain.uniform);
      expect(rng.normal()).toBe(twelve.reduce((sum, each) => sum + each, -6));
    }
    expect(rng.bits()).toBe(plain.bits());
  });

  it("permutes: every index once, every place equally often", () => {
    const rng = random(9);
    const places = new Float64Array(5);
    for (let i = 0; i < 5000; i++) {
      const order = rng.permutation(5);
      expect([...order].sort()).toEqual([0, 1, 2, 3, 4]);
      places[order.indexOf(0)] = (places[order.indexOf(0)] as number) + 1;
    }
    for (const times of places) expect(Math.abs(times - 1000)).toBeLessThan(5 * Math.sqrt(1000 * 0.8));
  });

  it("refuses a seed that is no whole number", () => {
    expect(() => random(-1)).toThrow(RangeError);
    expect(() => random(1.5)).toThrow(RangeError);
  });
});
