import { describe, expect, it } from "vitest";
import { ladderClaims, ladderGaps, ladderSweeps } from "../../src/claims/hoffer-ladder";
import { STUDY_SCALES, study } from "../../src/claims/study";
import { planRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import type { RunRow } from "../../src/sweep/store/row";

const planned = async (scale: string) =>
  ladderSweeps(await study(scale), { epochs: 8, learningRate: 0.02 }).flatMap((input) => planRuns(parseSweep(input)));

describe("ladderSweeps", () => {
  it.each(STUDY_SCALES)("are valid at %s", async (scale) => expect((await planned(scale)).length).toBeGreaterThan(5));

  it("climb one rung at a time", async () => {
    const of = Object.fromEntries((await planned("small")).filter(({ run }) => run.seed === 1).map(({ recipe, run }) => [recipe, run]));
    expect(of.small).toMatchObject({ network: "F1", batch: 20, epochs: 8, learningRate: 0.02 });
    expect(of.large).toMatchObject({ batch: 500, epochs: 8, learningRate: 0.02 });
    expect(of.sqrt).toMatchObject({ batch: 500, epochs: 8, learningRate: 0.1 });
    expect(of.ghost).toMatchObject({ epochs: 8, learningRate: 0.1, remedies: { ghostBatchNorm: { size: 20 } } });
    expect(of.adaptation).toMatchObject({ epochs: 200, learningRate: 0.1, remedies: { ghostBatchNorm: { size: 20 } } });
  });
});

/** Accuracies by rung, percent. */
function rows(accuracies: Record<string, number>): RunRow[] {
  return Object.entries(accuracies).flatMap(([recipe, accuracy]) =>
    [1, 2, 3, 4, 5].map((seed) => {
      const testAccuracy = (accuracy + 0.1 * ((seed * (recipe.length + 1)) % 5)) / 100;
      return { id: `${recipe}${seed}`, recipe, seed, testAccuracy, trainAccuracy: 1 } as RunRow;
    }),
  );
}

describe("ladderClaims", () => {
  const judged = (accuracies: Record<string, number>) => ladderClaims(ladderGaps(rows(accuracies))).map(({ verdict }) => verdict);

  it("flip with the data", () => {
    expect(judged({ small: 94, large: 90, sqrt: 91, ghost: 92, adaptation: 94 })).toEqual(["reproduced", "reproduced"]);
    expect(judged({ small: 94, large: 90, sqrt: 92, ghost: 91, adaptation: 90 })).toEqual(["not reproduced", "not reproduced"]);
  });

  it("are not tested where a rung was not trained", () => {
    expect(judged({ small: 94, large: 90 })).toEqual(["not tested", "not tested"]);
  });
});
