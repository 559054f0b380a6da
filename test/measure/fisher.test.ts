import { Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { gradientSpread, sampledGradientSpread } from "../../src/measure/fisher";
import { random } from "../../src/random";

/** Gradients of 60 examples of a linear model: (wᵀx − y) x. */
const GRADIENTS = (() => {
  const rng = random(1).split("gradients");
  return Array.from({ length: 60 }, () => {
    const x = Array.from({ length: 4 }, rng.normal);
    const error = 1 + rng.normal();
    return x.map((value, i) => error * (value + (i === 0 ? 0.5 : 0)));
  });
})();
const squared = (v: number[]): number => v.reduce((sum, value) => sum + value * value, 0);
const MEAN = [0, 1, 2, 3].map((i) => GRADIENTS.reduce((sum, g) => sum + (g[i] as number), 0) / GRADIENTS.length);
const MEAN_SQUARED = GRADIENTS.reduce((sum, g) => sum + squared(g), 0) / GRADIENTS.length;

describe("the traces from all examples", () => {
  it("are those of the dense matrices", () => {
    const g = new Matrix(GRADIENTS);
    const fisher = g.transpose().mmul(g).div(GRADIENTS.length);
    const mean = new Matrix([MEAN]);
    const covariance = Matrix.sub(fisher, mean.transpose().mmul(mean));
    const found = gradientSpread(MEAN_SQUARED, squared(MEAN));
    expect(found.fisherTrace).toBeCloseTo(fisher.trace(), 12);
    expect(found.covarianceTrace).toBeCloseTo(covariance.trace(), 12);
    expect(found.noiseScale).toBeCloseTo(covariance.trace() / squared(MEAN), 12);
  });

  it("have no noise where all gradients are equal, rounding aside, and no scale where they cancel", () => {
    expect(gradientSpread(2, 2 + 1e-6)).toMatchObject({ covarianceTrace: 0, noiseScale: 0 });
    expect(gradientSpread(2, 0)).toMatchObject({ covarianceTrace: 2, noiseScale: null });
  });

  it.each([
    [-1, 0, "mean ‖gᵢ‖² must be a number of 0 or more, got -1."],
    [1, Number.NaN, "‖ḡ‖² must be a number of 0 or more, got NaN."],
    [1, 1.1, "‖ḡ‖² = 1.1 is above mean ‖gᵢ‖² = 1: the two are not of the same point and data."],
  ])("refuse %d and %d", (meanSquared, gradientSquared, message) => {
    expect(() => gradientSpread(meanSquared, gradientSquared)).toThrow(message);
  });
});

describe("the traces from a sample", () => {
  const at = (sample: number, seed: number) =>
    sampledGradientSpread((i) => squared(GRADIENTS[i] as number[]), {
      examples: GRADIENTS.length,
      sample,
      gradientSquared: squared(MEAN),
      random: random(seed),
    });

  it("of all examples are exact", async () => {
    const found = await at(GRADIENTS.length, 1);
    expect(found.fisherTrace).toBeCloseTo(MEAN_SQUARED, 12);
    expect(found).toMatchObject({ standardError: 0, sample: 60, examples: 60 });
  });

  it("have no bias and an honest standard error over 300 seeds", async () => {
    const found = await Promise.all(Array.from({ length: 300 }, (_, seed) => at(30, seed)));
    const exact = MEAN_SQUARED - squared(MEAN);
    const errors = found.map(({ covarianceTrace }) => covarianceTrace - exact);
    const meanSquare = errors.reduce((sum, error) => sum + error ** 2, 0) / errors.length;
    expect(Math.abs(errors.reduce((a, b) => a + b, 0) / errors.length)).toBeLessThan(3.5 * Math.sqrt(meanSquare / errors.length));
    const claimed = found.reduce((sum, { standardError }) => sum + standardError ** 2, 0) / found.length;
    expect(claimed / meanSquare).toBeGreaterThan(0.8);
    expect(claimed / meanSquare).toBeLessThan(1.25);
  });

  it("repeat themselves with the same seed", async () => {
    expect(await at(10, 3)).toEqual(await at(10, 3));
    expect(await at(10, 4)).not.toEqual(await at(10, 3));
  });

  it("tell their progress and end with the signal's reason", async () => {
    const seen: number[] = [];
    const stop = new AbortController();
    const options = { examples: 60, sample: 10, gradientSquared: 0, random: random(1), signal: stop.signal };
    const onExample = (done: number) => {
      seen.push(done);
      if (done === 3) stop.abort(new Error("interrupted"));
    };
    await expect(sampledGradientSpread(() => 1, { ...options, onExample })).rejects.toThrow("interrupted");
    expect(seen).toEqual([1, 2, 3]);
  });

  it.each([
    [1, () => 1, "The sample must have from 2 to all 60 examples, got 1."],
    [61, () => 1, "got 61."],
    [5, () => Number.NaN, /The squared gradient of example \d+ is NaN/],
  ])("refuse a sample of %d", async (sample, squaredAt, message) => {
    const run = sampledGradientSpread(squaredAt, { examples: 60, sample, gradientSquared: 1, random: random(1) });
    await expect(run).rejects.toThrow(message);
  });
});
