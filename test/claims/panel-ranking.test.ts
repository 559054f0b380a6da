import { describe, expect, it } from "vitest";
import { BASELINES, PANEL, PANEL_VALUES, rankedRuns, rankingForest, rankingRows, rankings } from "../../src/claims/panel-ranking";
import type { StoredMeasure } from "../../src/measure/panel/stored";

/** Measures of a run whose sharpness is `s` and whose size of the weights is `w`. */
const measures = (s: number, w: number, sigma: number | null = 1 / s): StoredMeasure[] =>
  Object.entries({
    keskar: { phi: s },
    sam: { sharpness: s },
    asam: { sharpness: s },
    average: { rise: s },
    perturbation: { rises: [{ radius: 0.5, rise: s }] },
    flatness: { sigma, pacBayesFromStart: s },
    hessian: { lambdaMax: s },
    trace: { trace: s },
    norms: { frobenius: w, logSpectralProduct: w, distance: w },
  }).map(([what, result]) => ({ what, result }) as unknown as StoredMeasure);

/** The gap rises with the batch; within a batch it falls with the seed, while sharpness rises with both. The final loss rises as the gap does, the steps fall with the batch alone. */
const run = (batch: number, seed: number, sigma?: number | null) => ({
  row: {
    id: `${batch}-${seed}`,
    batch,
    seed,
    trainAccuracy: 1,
    testAccuracy: 0.9 - batch / 10_000 + seed / 100_000,
    trainLoss: batch / 1000 - seed / 10_000,
    steps: 5000 / batch,
  },
  measures: measures(batch + seed / 10, -batch, sigma),
});
const rows = [10, 100, 500].flatMap((batch) => [1, 2, 3, 4, 5].map((seed) => run(batch, seed)));

describe("the rankings", () => {
  const all = rankings(rankedRuns(rows), 1);

  it("put first what orders the runs by their gap, with an interval over seeds", () => {
    expect(all).toHaveLength(PANEL_VALUES.length + BASELINES.length);
    expect(all.slice(0, 12).every(({ kendall }) => kendall.value > 0.4)).toBe(true);
    expect(all.slice(-3).map(({ group }) => group)).toEqual(Array(3).fill("size of the weights"));
    const phi = all.find(({ id }) => id === "keskar");
    expect(phi?.kendall).toMatchObject({ n: 5 });
    expect(phi?.kendall.low).toBeLessThanOrEqual(phi?.kendall.value as number);
    const ends = all.flatMap(({ within, kendall }) => [within.low, within.high, kendall.low, kendall.high]);
    // What does not vary within a batch has no order there.
    expect(ends.filter(Number.isFinite).every((end) => Math.abs(end) <= 1)).toBe(true);
    expect(phi?.spearman.value).toBeGreaterThan(phi?.kendall.value as number);
  });

  it("see within a batch what the batch hides over all", () => {
    expect(all.find(({ id }) => id === "keskar")?.within.value).toBe(-1);
  });

  it("have the baselines among the measures, marked as such, in the order of their τ", () => {
    const baselines = all.filter(({ group }) => group === "baseline");
    expect(baselines.map(({ id }) => id).sort()).toEqual(["batch", "steps", "trainLoss"]);
    expect(all[0]).toMatchObject({ id: "trainLoss", kendall: { value: expect.closeTo(1, 12) }, within: { value: expect.closeTo(1, 12) } });
    expect(baselines.every(({ name }) => name.startsWith("baseline: "))).toBe(true);
    // Fewer steps are larger: they rise with the gap as the batch does, and neither varies within a batch.
    const [batch, steps] = ["batch", "steps"].map((wanted) => baselines.find(({ id }) => id === wanted));
    expect(batch?.kendall.value).toBeGreaterThan(0.8);
    expect(steps?.kendall).toEqual(batch?.kendall);
    const [text] = rankingRows(all.filter(({ id }) => id === "batch"));
    expect(text?.["τ, one batch"]).toBe("–");
    const unknown = rows.map(({ row: { trainLoss: _, ...row }, measures: own }) => ({ row, measures: own }));
    expect(rankings(rankedRuns(unknown), 1).map(({ id }) => id)).not.toContain("trainLoss");
  });

  it("are the same again, and leave out a measure that some run has no value of", () => {
    expect(rankings(rankedRuns(rows), 1)).toEqual(all);
    const without = rankings(rankedRuns([...rows, run(1000, 1, null)]), 1).map(({ id }) => id);
    expect(without).not.toContain("flatness");
    expect(without).toContain("keskar");
    expect(() => rankings(rankedRuns(rows.map((each) => ({ ...each, measures: [] }))), 1)).toThrow("not measured with keskar");
  });

  it("name each measure that they need", () => {
    expect([...PANEL].sort()).toEqual(measures(1, 1).map(({ what }) => what).sort()); // biome-ignore format: one line
    expect(rankingRows(all)[0]).toHaveProperty("τ, one batch");
    // What does not vary within a batch has no order there: batch, steps, and here the sizes of the weights.
    expect(rankingForest(all)).toHaveLength(2 * all.length - 5);
  });
});
