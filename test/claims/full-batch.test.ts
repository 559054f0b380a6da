import { describe, expect, it } from "vitest";
import { fullBatchClaims, fullBatchRows, fullBatchSweeps } from "../../src/claims/full-batch";
import { study } from "../../src/claims/study";
import { planRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import type { RunRow } from "../../src/sweep/store/row";

const NAMES = ["small batch", "full batch", "full batch + penalty + clipping"];
const wobble = [0, 0.0004, -0.0004, 0.0002, -0.0002];

/** Test accuracies of the three arms. */
const rows = (...accuracies: number[]): RunRow[] =>
  accuracies.flatMap((accuracy, a) =>
    wobble.map((own, i) => {
      const testAccuracy = accuracy + (a === 0 ? own : 0);
      return { id: `${a} ${i}`, recipe: NAMES[a], batch: a === 0 ? 20 : 2000, seed: i + 1, learningRate: 0.1, steps: 1500, trainAccuracy: 1, testAccuracy } as RunRow; // biome-ignore format: one line
    }),
  );
const verdicts = (found: readonly RunRow[]) => fullBatchClaims(found).map(({ verdict }) => verdict);

it("trains all three for as many steps, the full batch in parts that it can be cut into", async () => {
  const plan = await study("small");
  const inputs = fullBatchSweeps({ ...plan, data: "mnist" }, { examples: 2000, steps: 1500, rate: "fixed" });
  const runs = inputs.flatMap((input) => planRuns(parseSweep(input)));
  expect(runs).toHaveLength(3 * plan.seeds.length);
  expect(new Set(runs.map(({ run }) => `${run.until} ${run.steps} ${run.optimizer}`))).toEqual(new Set(["steps 1500 momentum"]));
  expect(new Set(runs.map(({ run }) => run.batch))).toEqual(new Set([20, 2000]));
  const penalised = runs.find(({ recipe }) => recipe === NAMES[2])?.run.remedies;
  expect(penalised).toMatchObject({ gradientPenalty: { alpha: 0.5, parts: 16 }, clipping: { norm: 0.25 } });
  const odd = fullBatchSweeps(plan, { examples: 1500, steps: 1, rate: "fixed" })[1]?.recipes;
  expect(JSON.stringify(odd)).toContain('"parts":4');
});

it.each(["glyphs", "mnist"] as const)("can be tuned and trained on %s, with the same examples for all arms", async (data) => {
  const plan = { ...(await study("small")), data };
  const inputs = fullBatchSweeps(plan, { examples: 2000, steps: 10, rate: "tuned:0.01..1:3" });
  const sweeps = inputs.map(parseSweep);
  const sizes = sweeps.flatMap(({ batches, recipes }) => recipes.map(({ settings }) => [batches[0], settings.trainSize]));
  // glyphs has 2,000 in all: 400 are left to tune on.
  expect(sizes).toEqual(data === "glyphs" ? [[20, 1600], [1600, 1600], [1600, 1600]] : [[20, 2000], [2000, 2000], [2000, 2000]]); // biome-ignore format: a table
});

describe("fullBatchClaims", () => {
  it("turns with the data", () => {
    expect(verdicts(rows(0.93, 0.91, 0.93))).toEqual(["reproduced", "reproduced"]);
    expect(verdicts(rows(0.93, 0.91, 0.94))).toEqual(["reproduced", "reproduced"]);
    expect(verdicts(rows(0.93, 0.91, 0.9))).toEqual(["not reproduced", "not reproduced"]);
  });

  it("says why where an arm is missing", () => {
    expect(fullBatchClaims(rows(0.93))[0]).toMatchObject({ verdict: "not tested", reason: "no seed has both trainings" });
  });
});

it("makes a row of each arm for a table", () => {
  expect(fullBatchRows(rows(0.93, 0.91, 0.93)).map(({ arm, batch }) => `${arm} ${batch}`)).toEqual([
    "small batch 20",
    "full batch 2000",
    "full batch + penalty + clipping 2000",
  ]);
});
