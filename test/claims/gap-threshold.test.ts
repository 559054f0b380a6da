import { describe, expect, it } from "vitest";
import { accuracyGrid, thresholdOf, thresholdRows } from "../../src/claims/gap-threshold";
import { random } from "../../src/random";
import type { RunRow } from "../../src/sweep/store/row";

const BATCHES = [16, 32, 64, 128, 256, 512, 1024];
/** Level at 93 % up to a batch, then so many points less each doubling; seeds differ by a constant and a little noise. */
function rows(at: number, perDoubling: number, noise = 0.02): RunRow[] {
  const rng = random(3);
  return [1, 2, 3, 4, 5].flatMap((seed) =>
    BATCHES.map((batch) => {
      const fall = perDoubling * Math.max(0, Math.log2(batch / at));
      return { id: `${batch}-${seed}`, batch, seed, testAccuracy: (93 + 0.1 * seed - fall + noise * rng.normal()) / 100 } as RunRow;
    }),
  );
}
const OPTIONS = { small: 32, tolerance: 0.5, seed: 1 };

describe("thresholdOf", () => {
  it("finds the batch from which accuracy falls, by both definitions", () => {
    const { breakAt, degraded, tolerated, perDoubling } = thresholdOf(rows(128, 0.7), OPTIONS);
    expect(breakAt.low).toBeLessThanOrEqual(breakAt.batch);
    expect(breakAt.high).toBeGreaterThanOrEqual(breakAt.batch);
    expect(Math.abs(Math.log2(breakAt.batch / 128))).toBeLessThan(0.3);
    // 0.7 points at 256 are beyond the tolerance of 0.5.
    expect([tolerated, degraded]).toEqual([128, 256]);
    expect(perDoubling.high).toBeLessThan(0);
  });

  it("has none where accuracy falls from the smallest batch on, and where it never falls", () => {
    expect(thresholdOf(rows(16, 0.3), OPTIONS).breakAt.low).toBe(16);
    const level = thresholdOf(rows(128, 0), OPTIONS);
    expect(level).not.toHaveProperty("degraded");
    expect(level.tolerated).toBe(1024);
  });

  it("calls a batch degraded only where its whole interval is", () => {
    // Mean loss at 256: 0.7 points, but its interval reaches beyond the tolerance.
    const noisy = thresholdOf(rows(128, 0.7, 0.3), OPTIONS);
    const at256 = noisy.differences.find(({ batch }) => batch === 256)?.difference;
    expect(at256?.mean).toBeLessThan(-0.5);
    expect(at256?.high).toBeGreaterThan(-0.5);
    expect(noisy.degraded).toBe(512);
  });

  it("says exactly the smallest batch where the break is there, also one that is no power of two", () => {
    const decimal = rows(16, 0.3).map((row) => ({ ...row, batch: (row.batch * 10) / 16 }) as RunRow);
    expect(thresholdOf(decimal, { ...OPTIONS, small: 20 }).breakAt).toMatchObject({ low: 10 });
  });

  it("takes the seeds that have all batches", () => {
    const some = rows(128, 0.7).filter(({ batch, seed }) => batch !== 64 || seed !== 2);
    expect(accuracyGrid(some).seeds).toEqual([1, 3, 4, 5]);
    expect(() => thresholdOf(rows(128, 1), { ...OPTIONS, small: 20 })).toThrow("a seed with all batches, 20 among them");
    expect(() => thresholdOf([], OPTIONS)).toThrow(RangeError);
  });

  it("stands beside the published ones, as a share of the training images", () => {
    const table = thresholdRows(thresholdOf(rows(128, 0.7), OPTIONS), { title: "mlp", images: 2000 });
    expect(table.map(({ threshold }) => threshold)).toEqual([
      "Goyal et al.: ResNet-50 on ImageNet-1k",
      "Akiba et al.: ResNet-50 on ImageNet-1k",
      "Keskar et al.: F2 on TIMIT",
      "Keskar et al.: C1 on CIFAR-10",
      "here: mlp, broken line",
      "here: mlp, tolerance",
    ]);
    expect(table.map((row) => row["of the training images"]).slice(0, 4)).toEqual(["0.64 %", "2.6 %", "–", "1.0 %"]);
    expect(table.at(-1)).toMatchObject({ batch: "128", what: "256 is the first that is worse than 32 by 0.5 points for certain" });
    expect(thresholdRows(thresholdOf(rows(128, 0), OPTIONS), { title: "mlp", images: 2000 }).at(-1)?.what).toMatch(/^no batch is worse/);
  });
});
