import { describe, expect, it } from "vitest";
import { largestAndSmallest, logRatios, ratioEvidence } from "../../src/claims/ratio";

const pairs = [1, 2, 3].map((seed) => ({ seed, small: seed, large: 4 * seed }));

describe("a ratio paired by seed", () => {
  it("is the geometric mean of the seeds' own ratios", () => {
    const evidence = ratioEvidence([...pairs, { seed: 4, small: 1, large: 64 }], ["a"]);
    expect(evidence.estimate).toBeCloseTo(8, 12);
    expect(evidence).toMatchObject({ n: 4, runs: ["a"] });
    // On the logarithms the interval is symmetric.
    const [low, high] = evidence.interval as readonly [number, number];
    expect(Math.sqrt(low * high)).toBeCloseTo(8, 12);
  });

  it("has no estimate, and a reason, where a value has no logarithm", () => {
    expect(ratioEvidence([])).toMatchObject({ reason: "nothing was measured" });
    for (const small of [0, -1, Number.NaN]) {
      const evidence = ratioEvidence([...pairs, { seed: 9, small, large: 1 }]);
      expect(evidence.estimate).toBeUndefined();
      expect(evidence.reason).toBe(`seed 9 has values without a ratio: ${small} and 1`);
    }
    expect(() => logRatios([])).toThrow(RangeError);
  });

  it("takes the ends of a sweep, of the seeds that have both", () => {
    const rows = [[500, 1, 7], [10, 2, 3], [10, 1, 2], [100, 1, 5], [500, 3, 9]].map(([batch, seed, value]) => ({ batch, seed, value })) as { batch: number; seed: number; value: number }[]; // biome-ignore format: a table
    expect(largestAndSmallest(rows, ({ value }) => value)).toEqual([{ seed: 1, small: 2, large: 7 }]);
    expect(largestAndSmallest([], () => 1)).toEqual([]);
  });
});
