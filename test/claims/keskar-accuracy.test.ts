import { describe, expect, it } from "vitest";
import { gapOf } from "../../src/claims/generalization-gap";
import { accuracyTable, accuracyTableRows, measuredAccuracies, publishedAccuracies } from "../../src/claims/keskar-accuracy";
import type { MeasuredRow } from "../../src/claims/measured";
import type { RunRow } from "../../src/sweep/store/row";

const run = (network: string, batch: number, seed: number, test_accuracy: number, more: Partial<MeasuredRow> = {}) =>
  ({
    network,
    data: "mnist",
    batch,
    seed,
    optimizer: "adam",
    learning_rate: 0.001,
    train_accuracy: 100,
    test_accuracy,
    ...more,
  }) as MeasuredRow;

describe("the published rows", () => {
  it("are the six networks of Table 2, each with the difference of its means", () => {
    const rows = publishedAccuracies();
    expect(rows.map(({ network, gap }) => [network, gap.mean.toFixed(2)])).toEqual([
      ["F1", "0.22"],
      ["F2", "4.57"],
      ["C1", "2.78"],
      ["C2", "1.98"],
      ["C3", "3.13"],
      ["C4", "5.27"],
    ]);
    // Two groups of five with sd 0.07: Welch's freedom is 8, t = 2.306, half-width 2.306 · 0.07 · √(2/5).
    expect(rows[0]?.gap.high).toBeCloseTo(0.22 + 2.306 * 0.07 * Math.sqrt(0.4), 4);
    expect(rows[1]).toMatchObject({ by: "Keskar et al.", train: { large: "98.35 ± 2.08" } });
  });
});

describe("the measured rows", () => {
  it("are a pair for each setting, smallest against largest batch, seed by seed", () => {
    const rows = [
      ...[run("F1", 256, 1, 98.3), run("F1", 256, 2, 98.5), run("F1", 6000, 1, 98), run("F1", 6000, 2, 98.4), run("F1", 1000, 1, 50)],
      ...[run("C1", 256, 1, 80, { variant: "re-encoded" }), run("C1", 5000, 1, 77, { variant: "re-encoded" })],
      run("F2", 256, 1, 60),
    ];
    const found = measuredAccuracies(rows);
    expect(found.map(({ network, small, large }) => [network, small, large])).toEqual([["F1", 256, 6000], ["C1", 256, 5000]]); // biome-ignore format: a table
    expect(found[0]?.test.difference.mean).toBeCloseTo(0.2, 9);
    expect(found[1]?.variant).toBe("re-encoded");
    expect(measuredAccuracies([])).toEqual([]);
  });
});

describe("the table", () => {
  const names = { network: "mlp", data: "mnist", small: 20, large: 500 };
  const runs = (batch: number, testAccuracy: number) =>
    [1, 2].map((seed) => ({ id: "", batch, seed, testAccuracy, trainAccuracy: 1 }) as RunRow);
  const gap = gapOf({ id: "stall", name: "", kind: "budget", small: runs(20, 0.93), large: runs(500, 0.92) });

  it("has ours under theirs", () => {
    const own = measuredAccuracies([run("F1", 256, 1, 98.3), run("F1", 6000, 1, 98)]);
    const rows = accuracyTableRows(accuracyTable(gap, names, own));
    expect(rows).toHaveLength(8);
    expect(rows[6]).toMatchObject({
      network: "mlp",
      by: "here",
      "SB / LB": "20 / 500",
      "test %, SB": "93.00 ± 0.00",
      "gap, points [95 %]": "1.00 [1.00, 1.00]",
    });
    expect(rows[7]).toMatchObject({ network: "F1", "SB / LB": "256 / 6000", "test %, LB": "98.00 ± –" });
  });

  it("has the published rows alone where nothing was measured", () => {
    expect(accuracyTable(gapOf({ ...gap, small: [], large: [] }), names, [])).toHaveLength(6);
  });
});
