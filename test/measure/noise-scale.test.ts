import { describe, expect, it } from "vitest";
import { estimateFromPair, type NormPair, noiseScale, noiseScaleAlong, smithLeScale } from "../../src/measure/noise-scale";
import { random } from "../../src/random";

const BATCHES = { small: 4, big: 64 };
/** True gradient of length² 1 and covariance of trace 32 in 20 dimensions: B_simple = 32. */
const SCALE = 32;

/** |G_B|² of one small and one big batch. */
function drawPairs(count: number, seed: number, scale = SCALE): NormPair[] {
  const rng = random(seed).split("pairs");
  const draw = (batch: number): number =>
    Array.from({ length: 20 }, (_, i) => (i === 0 ? 1 : 0) + rng.normal() * Math.sqrt(scale / 20 / batch)).reduce(
      (sum, g) => sum + g * g,
      0,
    );
  return Array.from({ length: count }, () => ({ small: draw(BATCHES.small), big: draw(BATCHES.big) }));
}

describe("one pair", () => {
  it("with |G|² = 4 and tr Σ = 12 has 4 + 12/2 = 10 at batch 2 and 4 + 12/8 = 5.5 at batch 8", () => {
    expect(estimateFromPair({ small: 10, big: 5.5 }, { small: 2, big: 8 })).toEqual({ gradientSquared: 4, covarianceTrace: 12 });
  });

  it("has no bias", () => {
    const estimates = drawPairs(20_000, 1).map((pair) => estimateFromPair(pair, BATCHES));
    for (const [key, expected] of [["gradientSquared", 1] as const, ["covarianceTrace", SCALE] as const]) {
      const values = estimates.map((each) => each[key]);
      const mean = values.reduce((a, b) => a + b, 0) / values.length;
      const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
      expect(Math.abs(mean - expected)).toBeLessThan((4 * sd) / Math.sqrt(values.length));
    }
  });

  it.each([
    [{ small: 1, big: 1 }, { small: 8, big: 8 }, "The two batch sizes must be 1 ≤ small < big, got 8 and 8."],
    [{ small: 1, big: 1 }, { small: 0, big: 8 }, "got 0 and 8."],
    [{ small: Number.NaN, big: 1 }, BATCHES, "Squared lengths of gradients are numbers of 0 or more, got NaN and 1."],
  ])("is refused: %o at %o", (pair, batches, message) => {
    expect(() => estimateFromPair(pair, batches)).toThrow(message);
  });
});

describe("the noise scale of several pairs", () => {
  it("is the ratio of the means, not the mean of ratios", () => {
    const pairs = drawPairs(5, 2);
    const each = pairs.map((pair) => estimateFromPair(pair, BATCHES));
    const mean = (of: (estimate: (typeof each)[number]) => number) => each.reduce((sum, estimate) => sum + of(estimate), 0) / each.length;
    const found = noiseScale(pairs, BATCHES);
    expect(found.scale).toBeCloseTo(mean((e) => e.covarianceTrace) / mean((e) => e.gradientSquared), 10);
    expect(found.pairs).toBeCloseTo(5, 12);
  });

  it("lies in its interval's middle, which holds the truth in about 95 % of 300 seeds", () => {
    let hits = 0;
    for (let seed = 0; seed < 300; seed++) {
      const { scale, low, high } = noiseScale(drawPairs(60, seed), BATCHES);
      expect(Math.sqrt((low as number) * (high as number))).toBeCloseTo(scale as number, 8);
      if ((low as number) <= SCALE && SCALE <= (high as number)) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(273);
    expect(hits).toBeLessThanOrEqual(297);
  });

  it("is that of the plain jackknife", () => {
    const pairs = drawPairs(8, 3);
    const found = noiseScale(pairs, BATCHES);
    const logs = pairs.map((_, i) =>
      Math.log(
        noiseScale(
          pairs.filter((_, j) => j !== i),
          BATCHES,
        ).scale as number,
      ),
    );
    const all = Math.log(found.scale as number);
    const se = Math.sqrt((7 / 8) * logs.reduce((sum, log) => sum + (log - all) ** 2, 0));
    // Student's t at 97.5 % with 7 degrees of freedom: 2.364624.
    expect(Math.log((found.high as number) / (found.scale as number))).toBeCloseTo(2.364624 * se, 6);
  });

  it("claims nothing where the pairs cannot tell: no interval from one, no scale where a mean is below 0", () => {
    expect(noiseScale([{ small: 10, big: 5.5 }], { small: 2, big: 8 })).toEqual({
      gradientSquared: 4,
      covarianceTrace: 12,
      scale: 3,
      low: null,
      high: null,
      pairs: 1,
    });
    expect(noiseScale([{ small: 1, big: 2 }], BATCHES)).toMatchObject({ scale: null, low: null, high: null });
    expect(noiseScale([{ small: 100, big: 1 }], BATCHES)).toMatchObject({ scale: null });
    expect(() => noiseScale([], BATCHES)).toThrow("A noise scale needs at least one pair of gradients, got none.");
  });
});

describe("the noise scale along training", () => {
  const points = drawPairs(40, 4).map((pair, i) => ({ step: 10 * i, ...pair }));

  it("is the ratio of two exponential moving averages", () => {
    const rows = noiseScaleAlong(points, BATCHES, 0.8);
    let [above, below] = [0, 0];
    for (const [i, { step, ...pair }] of points.entries()) {
      const { gradientSquared, covarianceTrace } = estimateFromPair(pair, BATCHES);
      above = 0.8 * above + 0.2 * covarianceTrace;
      below = 0.8 * below + 0.2 * gradientSquared;
      const row = rows[i] as (typeof rows)[number];
      expect(row.step).toBe(step);
      expect(row.covarianceTrace).toBeCloseTo(above / (1 - 0.8 ** (i + 1)), 4);
      if (row.scale !== null) expect(Math.abs(row.scale / (above / below) - 1)).toBeLessThan(1e-4);
    }
    // Σw² of weights 0.8ⁱ · 0.2 is 0.2 / 1.8.
    expect(rows.at(-1)?.pairs).toBeCloseTo(9, 2);
  });

  it("has intervals that hold the truth in about 95 % of 200 seeds", () => {
    let hits = 0;
    for (let seed = 0; seed < 200; seed++) {
      const row = noiseScaleAlong(
        drawPairs(120, seed).map((pair, step) => ({ step, ...pair })),
        BATCHES,
        0.97,
      ).at(-1);
      if (row?.low && row.high && row.low <= SCALE && SCALE <= row.high) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(178);
    expect(hits).toBeLessThanOrEqual(199);
  });

  it("follows a scale that rises", () => {
    const rising = [...drawPairs(150, 5, 16), ...drawPairs(150, 6, 160)].map((pair, step) => ({ step, ...pair }));
    const rows = noiseScaleAlong(rising, BATCHES, 0.95);
    expect(rows[149]?.high).toBeLessThan(rows[299]?.low as number);
  });

  it("of decay 0 is that of each pair, and a decay of 1 is refused", () => {
    expect(noiseScaleAlong(points.slice(0, 2), BATCHES, 0)[1]).toMatchObject(noiseScale([points[1] as NormPair], BATCHES));
    expect(() => noiseScaleAlong(points, BATCHES, 1)).toThrow("The decay must be from 0 to below 1, got 1.");
  });
});

describe("the scale of Smith and Le", () => {
  it("is 0.1 · (1000/10 − 1) = 9.9, about 0.1 · 1000/10 = 10, and ten times that with momentum 0.9", () => {
    const settings = { rate: 0.1, examples: 1000, batch: 10 };
    expect(smithLeScale(settings)).toEqual({ scale: expect.closeTo(9.9, 12), approximation: expect.closeTo(10, 12) });
    expect(smithLeScale({ ...settings, momentum: 0.9 })).toEqual({ scale: expect.closeTo(99, 10), approximation: expect.closeTo(100, 10) });
  });

  it("is 0 at full batch", () => {
    expect(smithLeScale({ rate: 0.1, examples: 1000, batch: 1000 }).scale).toBe(0);
  });

  it.each([
    [{ rate: 0 }, "The learning rate must be above 0, got 0."],
    [{ batch: 1001 }, "The batch must be from 1 to the 1000 examples, got 1001."],
    [{ momentum: 1 }, "The momentum must be from 0 to below 1, got 1."],
  ])("refuses %o", (wrong, message) => {
    expect(() => smithLeScale({ rate: 0.1, examples: 1000, batch: 10, ...wrong })).toThrow(message);
  });
});
