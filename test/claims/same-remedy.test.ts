import { describe, expect, it } from "vitest";
import type { Arm } from "../../src/claims/remedy-arms";
import { sameRemedies, sameRemedyArms, sameRemedyClaims, sameRemedyRows } from "../../src/claims/same-remedy";
import type { RunRow } from "../../src/sweep/store/row";

const SEEDS = [1, 2, 3, 4, 5];
const noise = [-0.001, 0.0005, 0, 0.001, -0.0005];
const rows = (size: "small" | "large", accuracy: Record<string, number>): RunRow[] =>
  Object.entries(accuracy).flatMap(([recipe, mean], a) =>
    SEEDS.map((seed, i) => {
      const testAccuracy = mean + (noise[(i + a) % 5] as number);
      return { id: `${size}-${recipe}-${seed}`, recipe, seed, testAccuracy, trainAccuracy: 1 } as RunRow;
    }),
  );
const compared = rows("large", { SB: 0.94, LB: 0.92, labelSmoothing: 0.94, augmentation: 0.96, sam: 0.92, batchWarmStart: 0.94 });
const arm = (id: string, batch = 500): Arm => ({ id, batch, cost: 1, strengths: [{}, {}] });
const ARMS = [arm("SB", 20), ...["LB", "labelSmoothing", "augmentation", "sam", "batchWarmStart"].map((id) => arm(id))];

describe("the small batch with the same remedies", () => {
  it("has those that are asked for and that the large batch has, at both strengths", () => {
    const own = sameRemedyArms({ small: 20 }, ARMS, ["labelSmoothing", "augmentation", "lars"]);
    expect(own).toEqual([arm("labelSmoothing", 20), arm("augmentation", 20)]);
  });

  it("tells a remedy that closes the gap from one that lifts both batches", () => {
    // Label smoothing does nothing for the small batch; augmentation lifts it as much as the large one.
    const found = sameRemedies(compared, rows("small", { labelSmoothing: 0.94, augmentation: 0.98 }));
    expect(found.map(({ id }) => id)).toEqual(["labelSmoothing", "augmentation"]);
    const [closes, lifts] = found;
    expect(closes?.gap.mean).toBeCloseTo(0, 6);
    expect(closes?.closed.ratio).toBeCloseTo(1, 6);
    expect(lifts?.gap.mean).toBeCloseTo(2, 6);
    expect(lifts?.closed.ratio).toBeCloseTo(0, 6);
    expect(closes?.runs).toEqual(expect.arrayContaining(["small-labelSmoothing-1", "large-labelSmoothing-1", "large-SB-1", "large-LB-1"]));
    expect(sameRemedyClaims(found, ["labelSmoothing", "augmentation", "robust"]).map(({ id, verdict }) => [id, verdict])).toEqual([
      ["remedy-label-smoothing-closes-within", "reproduced"],
      ["remedy-augmentation-closes-within", "not reproduced"],
      ["remedy-robust-closes-within", "not tested"],
    ]);
    expect(sameRemedyRows(found)[1]).toMatchObject({ remedy: "augmentation", "share of the plain gap that is gone": expect.stringMatching(/^[−]?0\.00 \[/) }); // biome-ignore format: one line
  });

  it("turns with the data, and pairs by seed", () => {
    const wider = sameRemedies(compared, rows("small", { labelSmoothing: 0.99 }));
    expect(sameRemedyClaims(wider, ["labelSmoothing"])[0]).toMatchObject({ verdict: "not reproduced", reason: "the effect is reversed" });
    expect(sameRemedies(compared, rows("small", { labelSmoothing: 0.94 }).slice(1))[0]?.small).toHaveLength(4);
    expect(sameRemedies(compared, rows("small", { lars: 0.94 }))).toEqual([]);
  });
});
