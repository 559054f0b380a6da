import { describe, expect, it } from "vitest";
import {
  budgetClaims,
  coverage,
  coverageClaim,
  drawExperiments,
  QUADRATIC,
  readBothWays,
  runQuadratic,
  threeBudgets,
} from "../../src/claims/reading-results";

const options = { seed: 1, experiments: 2000, seeds: 5, truth: 0.5, sd: 0.8 };

describe("drawn experiments", () => {
  it("hold the truth in 95 of 100 cases, to within the error of counting", () => {
    const experiments = drawExperiments(options);
    const { share, low, high, n } = coverage(experiments);
    expect(n).toBe(2000);
    expect(low).toBeLessThan(0.95);
    expect(high).toBeGreaterThan(0.95);
    expect(share).toBe(experiments.filter(({ holds }) => holds).length / 2000);
    expect(coverageClaim(experiments).verdict).toBe("reproduced");
  });

  it("do not, where the intervals are made too narrow: the claim notices", () => {
    const narrow = drawExperiments(options).map((each) => {
      const { mean, low, high } = each.summary;
      return { ...each, holds: mean - (mean - low) / 3 <= 0.5 && 0.5 <= mean + (high - mean) / 3 };
    });
    expect(coverageClaim(narrow).verdict).not.toBe("reproduced");
  });

  it("are the same for the same seed", () => {
    const few = { ...options, experiments: 3 };
    expect(drawExperiments(few)).toEqual(drawExperiments(few));
    expect(drawExperiments({ ...few, seed: 2 })).not.toEqual(drawExperiments(few));
  });

  it("have Wilson's interval: 9 of 10 gives 0.596 to 0.982", () => {
    const ten = drawExperiments({ ...options, experiments: 10 }).map((each, i) => ({ ...each, holds: i > 0 }));
    expect(coverage(ten).low).toBeCloseTo(0.5958, 3);
    expect(coverage(ten).high).toBeCloseTo(0.9821, 3);
    expect(() => coverage([])).toThrow("at least one experiment");
  });
});

it("turned signs turn the verdict", () => {
  const { straight, turned } = readBothWays([0.8, 1.1, 0.9, 1.3, 1.2]);
  expect([straight.verdict, turned.verdict]).toEqual(["reproduced", "not reproduced"]);
});

describe("the quadratic model", () => {
  it("falls as (1 − ηh)² without noise", () => {
    const { losses } = runQuadratic(1000, 1, { ...QUADRATIC, dimension: 1, noise: 0, examples: 1000 }, 3);
    expect((losses[1] as number) / (losses[0] as number)).toBeCloseTo(0.25, 12);
    expect((losses[3] as number) / (losses[0] as number)).toBeCloseTo(0.25 ** 3, 12);
  });

  it("settles at a loss that falls with the batch: ½ησ²/(batch·(2 − η)) in one dimension", () => {
    const settled = (batch: number) => {
      const { losses } = runQuadratic(batch, 1, { dimension: 1, noise: 1, rate: 0.5, examples: 4000 * batch }, 1);
      return losses.slice(100).reduce((a, b) => a + b, 0) / (losses.length - 100);
    };
    expect(settled(10) / (0.5 / (2 * 10 * 1.5))).toBeGreaterThan(0.9);
    expect(settled(10) / (0.5 / (2 * 10 * 1.5))).toBeLessThan(1.1);
    expect(settled(10) / settled(100)).toBeGreaterThan(8);
    expect(settled(10) / settled(100)).toBeLessThan(12);
  });

  it("gives the three budgets three different answers", () => {
    const pairs = [1, 2, 3, 4, 5].map((seed) => ({ small: runQuadratic(20, seed), large: runQuadratic(500, seed) }));
    const rows = threeBudgets(pairs, 5);
    expect(rows.map(({ budget }) => budget)).toEqual(["equal epochs (5)", "equal steps (20)", "until the loss ceases to improve"]);
    expect(rows[0]?.difference.low).toBeGreaterThan(0);
    expect(rows[2]?.difference.high).toBeLessThan(0);
    expect(budgetClaims(rows).map(({ verdict }) => verdict)).toEqual(["reproduced", "not reproduced", "not reproduced"]);
  });
});
