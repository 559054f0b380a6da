import { describe, expect, it } from "vitest";
import {
  type FlatnessOptions,
  flatness,
  flatnessEvaluations,
  isotropicKl,
  magnitudeKl,
  pacBayesBound,
  pacBayesMeasure,
} from "../../src/measure/pac-bayes";
import { random } from "../../src/random";
import { quadratic, tinyNetwork } from "./tiny-network";

const rng = random(4);
const n = 400;
const lambda = Float64Array.from({ length: n }, () => rng.uniform());
const w = Float64Array.from({ length: n }, () => rng.normal());
const f = quadratic(
  lambda,
  w.map((value) => value + 0.5),
); // a slope at w, which must not matter
const sum = (of: (i: number) => number) => lambda.reduce((total, _, i) => total + of(i), 0);
const at = (options: Partial<FlatnessOptions> = {}) => flatness(f, w, { random: random(1), draws: 40, ...options });

describe("the largest perturbation that is borne, on a quadratic", () => {
  it("is σ = √(2 · rise / tr H)", async () => {
    for (const rise of [1e-4, 0.1, 10]) {
      const { sigma, risen, end } = await at({ rise });
      const expected = Math.sqrt((2 * rise) / sum((i) => lambda[i] as number));
      expect(end).toBe("found");
      // 400 weights and 40 draws: the mean rise is known to about 1 %, σ to half of it, and its tolerance is 1 %.
      expect(Math.abs((sigma as number) / expected - 1)).toBeLessThan(0.03);
      expect(risen).toBeLessThanOrEqual(rise);
      expect(risen).toBeGreaterThan(0.96 * rise);
    }
  });

  it("is aware of magnitude: σ² Σ λ w² + ε² tr H = 2 · rise", async () => {
    const epsilon = 1e-2;
    const { sigma } = await at({ epsilon });
    const expected = Math.sqrt(
      (0.2 - epsilon ** 2 * sum((i) => lambda[i] as number)) / sum((i) => (lambda[i] as number) * (w[i] as number) ** 2),
    );
    expect(Math.abs((sigma as number) / expected - 1)).toBeLessThan(0.05);
    const from = w.map((value) => value - 2);
    const moved = await at({ epsilon, from });
    expect(Math.abs((moved.sigma as number) / Math.sqrt(0.2 / 4 / sum((i) => lambda[i] as number)) - 1)).toBeLessThan(0.06);
  });

  it("says where there is none", async () => {
    expect(await at({ epsilon: 10 })).toMatchObject({ sigma: null, end: "below", flatness: null });
    const flat = { ...f, lossAt: () => 1 };
    expect(await flatness(flat, w, { random: random(1) })).toMatchObject({ sigma: null, end: "above" });
  });

  it("counts a loss that is no number as too large", async () => {
    const edge = { ...f, lossAt: (v: Float64Array) => (Math.abs((v[0] as number) - (w[0] as number)) > 0.01 ? Number.NaN : 0) };
    const { sigma, end } = await flatness(edge, w, { random: random(1) });
    expect(end).toBe("found");
    expect(sigma).toBeLessThan(0.05);
  });

  it("uses at most the evaluations it announces", async () => {
    const tiny = tinyNetwork();
    for (const rise of [1e-9, 0.1, 1e3]) {
      const { evaluations } = await flatness(tiny, tiny.w, { rise, draws: 2, random: random(1) });
      expect(evaluations).toBeLessThanOrEqual(flatnessEvaluations({ draws: 2 }));
    }
  });

  it("refuses wrong options", async () => {
    await expect(at({ rise: 0 })).rejects.toThrow(/The rise must be a number above 0/);
    await expect(at({ epsilon: 0 })).rejects.toThrow(/epsilon .* Leave it out/);
    await expect(at({ draws: 0 })).rejects.toThrow(/draws/);
    await expect(at({ from: new Float64Array(2) })).rejects.toThrow(/400 numbers, got 2/);
    await expect(flatness({ ...f, lossAt: () => Number.NaN }, w, { random: random(1) })).rejects.toThrow(/is NaN/);
  });
});

describe("divergences", () => {
  const centre = new Float64Array(n);

  it("of equal spreads: ‖w − c‖² / (2σ²); of (3, 4) and σ = 5, ½", () => {
    expect(isotropicKl([3, 4], [0, 0], 5)).toBe(0.5);
    expect(() => isotropicKl([3, 4], [0], 5)).toThrow(/2 numbers, got 1/);
  });

  it("aware of magnitude: the smallest over the prior's spread of the divergence of two normal laws", () => {
    const [sigma, epsilon] = [0.3, 1e-3];
    const kl = (p: number) =>
      w.reduce((total, value) => {
        const s = epsilon ** 2 + sigma ** 2 * value ** 2;
        return total + (Math.log(p / s) - 1 + (s + value ** 2) / p) / 2;
      }, 0);
    const best = magnitudeKl(w, centre, sigma, epsilon);
    const p = epsilon ** 2 + ((sigma ** 2 + 1) * w.reduce((total, value) => total + value ** 2, 0)) / n;
    expect(best).toBeCloseTo(kl(p), 8);
    for (const factor of [0.9, 0.99, 1.01, 1.1]) expect(kl(factor * p)).toBeGreaterThan(best);
  });

  it("make the measures of Jiang et al.", () => {
    expect(pacBayesMeasure(8, 0.1, 100)).toBeCloseTo(Math.sqrt((4 + Math.log(1000) + 10) / 100), 12);
  });

  it("make McAllester's bound: KL = 10, m = 1,000, δ = 0.05", () => {
    const { bound, complexity, vacuous } = pacBayesBound(10, 0.02, 1000);
    expect(complexity).toBeCloseTo(Math.sqrt((10 + Math.log(40 * Math.sqrt(1000))) / 2000), 12);
    expect([bound, vacuous]).toEqual([0.02 + complexity, false]);
    expect(pacBayesBound(1e6, 0, 1000).vacuous).toBe(true);
    expect(() => pacBayesBound(1, 2.3, 100)).toThrow(/from 0 to 1/);
    expect(() => pacBayesBound(1, 0.1, 100, 0)).toThrow(/delta/);
    expect(() => pacBayesBound(-1, 0.1, 100)).toThrow(/KL/);
  });
});
