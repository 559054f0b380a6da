import { describe, expect, it } from "vitest";
import {
  completeRuns,
  crossing,
  endSlope,
  fastestRates,
  fitTarget,
  lawSlope,
  scaleClaims,
  slopeRows,
  type TargetRun,
} from "../../src/claims/at-scale";
import { meanNoise, type NoiseAlong } from "../../src/claims/scale-noise";

const SEEDS = [1, 2, 3, 4, 5];
const BATCHES = [10, 20, 50, 100, 500, 1000, 2000];
const runsOf = (steps: (batch: number) => number): TargetRun[] =>
  SEEDS.flatMap((seed) =>
    BATCHES.map((batch) => ({ run: `${batch}-${seed}`, batch, seed, learningRate: 0.1, steps: steps(batch) * (1 + 0.004 * (seed - 3)) })),
  );
const noiseOf = (first: number, last: number): NoiseAlong[] =>
  SEEDS.flatMap((seed) => [
    { seed, step: 0, scale: first * (1 + 0.01 * seed) },
    { seed, step: 10, scale: last },
    { seed, step: 5, scale: null },
  ]);
const verdicts = (runs: TargetRun[], noise: NoiseAlong[]) =>
  Object.fromEntries(scaleClaims(runs, noise).map(({ id, verdict }) => [id, verdict]));

describe("the step at which a loss is passed", () => {
  it("lies between the middles of two epochs, on a straight line of the logarithm", () => {
    // Epochs of 10 steps: middles 5.5 and 15.5; the target is halfway in the logarithm.
    const history = [{ step: 10, trainLoss: 1 }, { step: 20, trainLoss: 0.01 }]; // biome-ignore format: one line
    expect(crossing(history, 0.1)).toBeCloseTo(10.5, 12);
  });

  it("is exact for epochs of one step, and unknown before the first epoch and after the last", () => {
    const history = [{ step: 1, trainLoss: 1 }, { step: 2, trainLoss: 0.1 }]; // biome-ignore format: one line
    expect(crossing(history, 0.1)).toBeCloseTo(2, 12);
    expect(crossing(history, 2)).toBeUndefined();
    expect(crossing(history, 0.05)).toBeUndefined();
  });
});

describe("rates and runs", () => {
  it("takes the rate with the fewest steps, and no batch that never arrived", () => {
    const at = (batch: number, learningRate: number, steps?: number) => ({ run: "", seed: 0, batch, learningRate, steps });
    expect([...fastestRates([at(50, 0.1, 30), at(50, 0.2, 20), at(20, 0.1, 90), at(9, 0.1)])]).toEqual([
      [20, 0.1],
      [50, 0.2],
    ]);
  });

  it("leaves out a batch that a seed did not bring to the target", () => {
    const runs = runsOf(() => 100).map((run) => (run.batch === 50 && run.seed === 2 ? { ...run, steps: undefined } : run));
    expect(new Set(completeRuns(runs).map(({ batch }) => batch))).toEqual(new Set([10, 20, 100, 500, 1000, 2000]));
  });
});

describe("the claims of scale", () => {
  const hyperbola = runsOf((batch) => 50 * (1 + 200 / batch));

  it("finds the law that the runs were made with", () => {
    const law = fitTarget(hyperbola);
    if (!("fit" in law)) throw new Error(law.reason);
    expect(law.fit.criticalBatch.value).toBeCloseTo(200, 1);
    expect(meanNoise(noiseOf(100, 400), 1)).toBeCloseTo(Math.sqrt(101 * 400), 6);
    expect(meanNoise([], 1)).toBeNaN();
    expect(endSlope(hyperbola as never, 1, "smallest")).toBeCloseTo(-0.89, 2);
  });

  it("have the law's slope beside that of the runs, over the same batches", () => {
    // Runs that are on the law have its slope; far below the critical batch it is −1, far above 0, and at it −1/2.
    const sizes = [10, 20, 50];
    expect(lawSlope(sizes, 200)).toBeCloseTo(endSlope(hyperbola as never, 1, "smallest"), 10);
    expect(lawSlope(sizes, 1e9)).toBeCloseTo(-1, 6);
    expect(lawSlope(sizes, 1e-9)).toBeCloseTo(0, 6);
    expect(lawSlope([0.999, 1, 1.001], 1)).toBeCloseTo(-0.5, 6);
    // The notebook's own critical batch: perfect scaling is not to be expected of these batches.
    expect(lawSlope(sizes, 75.5)).toBeCloseTo(-0.758, 3);
    expect(slopeRows(hyperbola)).toEqual([
      { batches: "10, 20, 50", "over the critical batch": "0.05, 0.10, 0.25", "slope of the runs": "−0.89 [−0.89, −0.89]", "slope of the law there": "−0.89", "tends to": "−1" }, // biome-ignore format: a table
      { batches: "500, 1000, 2000", "over the critical batch": "2.50, 5.00, 10.00", "slope of the runs": "−0.17 [−0.17, −0.17]", "slope of the law there": "−0.17", "tends to": "0" }, // biome-ignore format: a table
    ]);
    expect(slopeRows(runsOf((batch) => 1e5 / batch))).toEqual([]);
  });

  it("hold on a hyperbola with noise near its critical batch", () => {
    expect(verdicts(hyperbola, noiseOf(100, 400))).toEqual({
      "scale-perfect-at-first": "direction only",
      "scale-no-gain-at-last": "reproduced",
      "scale-hyperbola-fits": "reproduced",
      "scale-noise-agrees-with-critical-batch": "reproduced",
      "scale-largest-batch-costs-more": "reproduced",
      "scale-noise-rises": "reproduced",
    });
  });

  it("fail where steps rise with the batch and then fall, and noise is far off and falls", () => {
    const wrong = verdicts(
      runsOf((batch) => (batch < 200 ? 100 * batch : 5e6 / batch ** 1.2)),
      noiseOf(1e6, 1e5),
    );
    expect(wrong).toMatchObject({ "scale-perfect-at-first": "not reproduced", "scale-no-gain-at-last": "not reproduced", "scale-noise-rises": "not reproduced" }); // biome-ignore format: one line
    expect(wrong["scale-hyperbola-fits"]).not.toBe("reproduced");
    expect(verdicts(hyperbola, noiseOf(1e5, 1e6))["scale-noise-agrees-with-critical-batch"]).toBe("not reproduced");
    expect(
      verdicts(
        runsOf((batch) => 1e5 / batch),
        noiseOf(1, 2),
      )["scale-largest-batch-costs-more"],
    ).not.toBe("reproduced");
  });

  it("say that the noise agrees within a factor of 3, in either direction, and not that it predicts", () => {
    const agrees = (scale: number) => scaleClaims(hyperbola, noiseOf(scale, scale)).find(({ id }) => id.startsWith("scale-noise-agrees"));
    // The critical batch is 200.
    expect([50, 80, 200, 500, 800].map((scale) => agrees(scale)?.verdict)).toEqual(["not reproduced", "reproduced", "reproduced", "reproduced", "not reproduced"]); // biome-ignore format: one line
    expect(agrees(100)?.estimate).toBeCloseTo(2, 1);
    expect(agrees(100)?.statement).toMatch(
      /at the rate and over the length that the sweep gave, agrees with the critical batch within a factor of 3/,
    );
    for (const { id, statement } of scaleClaims(hyperbola, noiseOf(100, 400))) expect(`${id} ${statement}`).not.toMatch(/predict/);
  });

  it("are not tested with too few batches", () => {
    const few = hyperbola.filter(({ batch }) => batch > 50);
    expect(verdicts(few, noiseOf(1, 2))["scale-hyperbola-fits"]).toBe("not tested");
    expect(fitTarget(few.filter(({ batch }) => batch > 500))).toHaveProperty("reason");
  });
});
