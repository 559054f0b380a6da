import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { UserError } from "../../src/errors";
import { firstReached, fitStepsToTarget, type StepsToTarget } from "../../src/measure/steps-to-target";
import { random } from "../../src/random";
import type { Epoch } from "../../src/train/loop";

const BATCHES = [16, 64, 256, 1024];
/** Runs on the hyperbola, their log steps off by normal numbers. */
function runsOn(least: number, critical: number, { noise = 0, seeds = 1, seed = 1, batches = BATCHES } = {}): StepsToTarget[] {
  const rng = random(seed).split("runs");
  return Array.from({ length: seeds }, (_, i) =>
    batches.map((batch) => ({ batch, seed: i, steps: least * (1 + critical / batch) * Math.exp(noise * rng.normal()) })),
  ).flat();
}
const fitted = (runs: StepsToTarget[], options = {}) => fitStepsToTarget(runs, { random: random(1), resamples: 200, ...options });

describe("the fit", () => {
  it("finds the hyperbola that runs lie on, where both are twice their least at the critical batch", () => {
    const found = fitted(runsOn(500, 120));
    expect(found.steps.value).toBeCloseTo(500, 3);
    expect(found.criticalBatch.value).toBeCloseTo(120, 4);
    expect(found.examples.value).toBeCloseTo(60_000, 0);
    expect(found.residual).toBeLessThan(1e-7);
    for (const { batch, steps } of runsOn(500, 120)) {
      expect((steps / found.steps.value - 1) * ((steps * batch) / found.examples.value - 1)).toBeCloseTo(1, 5);
    }
  });

  const cases = JSON.parse(readFileSync(path.join(__dirname, "../fixtures/steps-to-target.json"), "utf8"));
  it.each([0, 1, 2])("equals SciPy's (fixtures/make_steps_to_target.py, case %i)", (i) => {
    const { runs, steps, criticalBatch, residual } = cases[i];
    const found = fitted(runs);
    expect(found.steps.value / steps).toBeCloseTo(1, 6);
    expect(found.criticalBatch.value / criticalBatch).toBeCloseTo(1, 6);
    expect(found.residual).toBeCloseTo(residual, 9);
  });
});

describe("the intervals", () => {
  it("hold the truth in most of 100 sets of runs, ten seeds each", () => {
    let hits = 0;
    for (let seed = 0; seed < 100; seed++) {
      const { criticalBatch } = fitted(runsOn(500, 120, { noise: 0.1, seeds: 10, seed }));
      expect((criticalBatch.low as number) <= criticalBatch.value && criticalBatch.value <= (criticalBatch.high as number)).toBe(true);
      if ((criticalBatch.low as number) <= 120 && 120 <= (criticalBatch.high as number)) hits++;
    }
    // Percentiles of ten seeds are somewhat too narrow: about 90 of 100.
    expect(hits).toBeGreaterThanOrEqual(80);
    expect(hits).toBeLessThanOrEqual(99);
  });

  it("are null for one seed, and where the runs do not bound it", () => {
    expect(fitted(runsOn(500, 120))).toMatchObject({
      criticalBatch: { low: null, high: null },
      resamples: 0,
      seeds: [0],
      batches: BATCHES,
    });
    const steep = runsOn(5, 15_000, { noise: 0.3, seeds: 4, seed: 3 });
    expect(fitted(steep).criticalBatch.high).toBeNull();
  });

  it("are a seed's", () => {
    const runs = runsOn(500, 120, { noise: 0.2, seeds: 5 });
    expect(fitted(runs)).toEqual(fitted(runs));
    expect(fitted(runs, { random: random(2) }).criticalBatch).not.toEqual(fitted(runs).criticalBatch);
  });
});

describe("what cannot be fitted is refused", () => {
  const perfect = BATCHES.map((batch) => ({ batch, seed: 0, steps: 1e5 / batch }));
  const flat = BATCHES.map((batch) => ({ batch, seed: 0, steps: 300 }));

  it("no curvature", () => {
    expect(() => fitted(perfect)).toThrow(UserError);
    expect(() => fitted(perfect)).toThrow(/perfect scaling throughout, so the critical batch lies above/);
    expect(() => fitted(flat)).toThrow(UserError);
    expect(() => fitted(flat)).toThrow(/do not fall from batch 16 to 1024: the critical batch lies below/);
  });

  it.each<[string, StepsToTarget[], object, string]>([
    ["two batch sizes", runsOn(500, 120, { batches: [16, 64] }), {}, "The fit needs runs at 3 batch sizes or more, got 2."],
    ["no runs", [], {}, "got 0."],
    ["a target never reached", [...flat.slice(1), { batch: 16, seed: 0, steps: Number.NaN }], {}, "got 16 and NaN. Leave out seeds"],
    [
      "a run that is missing",
      runsOn(500, 120, { seeds: 2 }).slice(1),
      {},
      "Each seed needs one run at each batch size; seed 0 has 0 at 16.",
    ],
    ["a run told twice", [...flat, ...flat.slice(0, 1)], {}, "seed 0 has 2 at 16."],
    ["no resamples", runsOn(500, 120), { resamples: 0 }, "The number of resamples must be an integer of 1 or more, got 0."],
    ["a level of 1", runsOn(500, 120), { level: 1 }, "The level must be between 0 and 1, got 1."],
  ])("%s", (_, runs, options, message) => {
    expect(() => fitted(runs, options)).toThrow(RangeError);
    expect(() => fitted(runs, options)).toThrow(message);
  });
});

describe("where a history first reaches a target", () => {
  const epoch = (step: number, trainLoss: number, accuracy?: number): Epoch => ({
    epoch: step / 10,
    step,
    trainLoss,
    ...(accuracy === undefined ? {} : { test: { loss: 1, accuracy } }),
  });
  const history = [epoch(10, 2, 0.3), epoch(20, 1), epoch(30, 0.5, 0.9), epoch(40, 0.7, 0.8), epoch(50, 0.1, 0.95)];

  it("is the first epoch that does, after the last one that was known not to", () => {
    expect(firstReached(history, { accuracy: 0.9 })).toEqual({ step: 30, after: 10 });
    expect(firstReached(history, { accuracy: 0.91 })).toEqual({ step: 50, after: 40 });
    expect(firstReached(history, { loss: 0.5 })).toEqual({ step: 30, after: 20 });
    expect(firstReached(history, { loss: 3 })).toEqual({ step: 10, after: 0 });
  });

  it("is nowhere where it never does: the best value is told", () => {
    expect(firstReached(history, { accuracy: 0.96 })).toEqual({ best: 0.95 });
    expect(firstReached([...history, epoch(60, Number.NaN, 0.1)], { loss: 0.01 })).toEqual({ best: 0.1 });
  });
});
