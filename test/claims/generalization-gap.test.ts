import { describe, expect, it } from "vitest";
import { accuracyByBatch, forestRows, gapOf, gapRows } from "../../src/claims/generalization-gap";
import type { RunRow } from "../../src/sweep/store/row";

const row = (batch: number, seed: number, testAccuracy: number, trainAccuracy = 1) =>
  ({ id: `${batch}-${seed}`, batch, seed, testAccuracy, trainAccuracy }) as RunRow;
const SMALL = [row(20, 1, 0.93), row(20, 2, 0.92), row(20, 3, 0.99)];
const LARGE = [row(500, 2, 0.915), row(500, 1, 0.91)];
const treatment = { id: "stall", name: "until the stall", kind: "budget" as const };

describe("gapOf", () => {
  it("pairs by seed, whatever the order, and leaves out a seed without a partner", () => {
    const gap = gapOf({ ...treatment, small: SMALL, large: LARGE });
    expect(gap.seeds).toEqual([1, 2]);
    expect(gap.values[0]).toBeCloseTo(2, 9);
    expect(gap.values[1]).toBeCloseTo(0.5, 9);
    expect(gap.difference?.mean).toBeCloseTo(1.25, 9);
    expect(gap.runs).toEqual(["20-1", "20-2", "500-1", "500-2"]);
    expect(gap.unfinished).toEqual([]);
  });

  it("turns its sign when the batches are exchanged", () => {
    expect(gapOf({ ...treatment, small: LARGE, large: SMALL }).difference?.mean).toBeCloseTo(-1.25, 9);
  });

  it("names the batch that has not fitted its data", () => {
    const large = [row(500, 1, 0.91, 0.97), row(500, 2, 0.91, 1)];
    expect(gapOf({ ...treatment, small: SMALL, large }).unfinished).toEqual(["large"]);
  });

  it("has no difference where no seed has both", () => {
    const gap = gapOf({ ...treatment, small: SMALL, large: [row(500, 9, 0.9)] });
    expect(gap).not.toHaveProperty("difference");
    expect(forestRows([gap])).toEqual([]);
    expect(gapRows([gap])[0]).toMatchObject({ seeds: 0, "test %, SB": "–", "gap, points [95 %]": "–" });
  });

  it("is shown with its interval and what is unfinished", () => {
    const gap = gapOf({ ...treatment, small: SMALL, large: [row(500, 1, 0.91, 0.9), row(500, 2, 0.915, 0.9)] });
    expect(gapRows([gap])[0]).toMatchObject({
      "train %, LB": "90.00",
      "test %, LB": "91.25 ± 0.35",
      "gap, points [95 %]": "1.25 [−8.28, 10.78]",
      unfinished: "large",
    });
    expect(forestRows([gap])[0]).toMatchObject({ name: "until the stall", group: "budget", unfinished: true });
  });
});

describe("accuracyByBatch", () => {
  it("summarizes each batch, rising, in percent", () => {
    const points = accuracyByBatch([...LARGE, ...SMALL.slice(0, 2), row(2000, 1, 0.8, 0.985)]);
    expect(points.map(({ batch, unfinished }) => [batch, unfinished])).toEqual([[20, false], [500, false], [2000, true]]); // biome-ignore format: a table
    expect(points[0]?.test.mean).toBeCloseTo(92.5, 9);
    expect(points[2]?.train.mean).toBeCloseTo(98.5, 9);
  });
});
