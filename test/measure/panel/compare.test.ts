import { describe, expect, it } from "vitest";
import { parseRun } from "../../../src/config";
import { compareRuns, type Measured } from "../../../src/measure/panel/compare";

const at = (batch: number, seed: number, value: number): Measured => ({ run: parseRun({ network: "mlp", batch, seed }), value });

describe("runs side by side", () => {
  it("are summed up by batch, and paired by seed for the ratio", () => {
    const { batches, ratio } = compareRuns([at(500, 1, 20), at(20, 1, 2), at(20, 2, 4), at(500, 2, 40), at(20, 3, 9)]);
    expect(batches.map(({ batch, summary }) => [batch, summary.n, summary.mean])).toEqual([
      [20, 3, 5],
      [500, 2, 30],
    ]);
    // Seed 3 has no partner. Both ratios are 10.
    expect(ratio).toMatchObject({ seeds: 2 });
    for (const value of [ratio?.factor, ratio?.low, ratio?.high]) expect(value).toBeCloseTo(10, 9);
  });

  it("give an interval on the logarithmic scale", () => {
    const { ratio } = compareRuns([at(20, 1, 1), at(500, 1, 1), at(20, 2, 1), at(500, 2, Math.exp(2))]);
    // Logarithms 0 and 2: mean 1, standard error 1, t(0.975, 1) = 12.706.
    expect(ratio?.factor).toBeCloseTo(Math.E, 9);
    expect(Math.log(ratio?.high as number)).toBeCloseTo(1 + 12.7062, 3);
  });

  it("have no ratio with one batch, without pairs, or with a value that has no logarithm", () => {
    expect(compareRuns([at(20, 1, 1), at(20, 2, 3)]).ratio).toBeNull();
    expect(compareRuns([at(20, 1, 1), at(500, 2, 3)]).ratio).toBeNull();
    expect(compareRuns([at(20, 1, 0), at(500, 1, 3)]).ratio).toBeNull();
  });

  it("may differ in batch and seed alone", () => {
    const other: Measured = { run: parseRun({ network: "mlp", batch: 500, learningRate: 0.5 }), value: 1 };
    expect(() => compareRuns([at(20, 1, 1), other])).toThrow(/differ in learningRate; .* batch and seed alone/);
    expect(() => compareRuns([])).toThrow(/at least one run/);
  });
});
