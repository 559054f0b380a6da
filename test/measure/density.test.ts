import { describe, expect, it } from "vitest";
import { densityOn, negativeShare, type SpectralDensity, spectralDensity, spectralMean } from "../../src/measure/density";
import { matrixOperator, type Operator } from "../../src/measure/operator";
import { randomSigns } from "../../src/measure/trace";
import { random } from "../../src/random";
import { counting, evenly, randomSymmetric, withSpectrum } from "./matrices";

const density = (operator: Operator, options = {}): Promise<SpectralDensity> =>
  spectralDensity(operator, { random: random(1), ...options });
const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
/** By trapezoids on an even grid. */
const integral = (grid: number[], values: number[]): number =>
  grid.slice(1).reduce((sum, t, i) => sum + ((t - (grid[i] as number)) * ((values[i] as number) + (values[i + 1] as number))) / 2, 0);

const INDEFINITE = [-3, -2, -1, ...evenly(0.5, 4, 17)];

describe("the quadrature", () => {
  it("is exact for polynomials of a degree below twice its steps: Σ share · λᵖ = zᵀHᵖz / n", async () => {
    const operator = matrixOperator(randomSymmetric(20, 3));
    const { quadratures } = await density(operator, { vectors: 1, steps: 4 });
    const [{ values, shares }] = quadratures as [SpectralDensity["quadratures"][number]];
    let v = randomSigns(20, random(1).split("density", 0));
    const z = v;
    for (let power = 0; power < 8; power++) {
      const exact = z.reduce((sum, value, i) => sum + value * (v[i] as number), 0) / 20;
      const found = values.reduce((sum, value, i) => sum + (shares[i] as number) * value ** power, 0);
      expect(Math.abs(found - exact)).toBeLessThan(1e-10 * Math.max(1, Math.abs(exact)));
      v = Float64Array.from(await operator.apply(v));
    }
  });

  it("sees each eigenvalue of a degenerate matrix once, and ends there", async () => {
    const counted = counting(withSpectrum([2, 2, 2, 2, 2, 2, -1, -1, -1, 0]));
    const { quadratures, products } = await density(counted, { vectors: 5 });
    expect([products, counted.count]).toEqual([15, 15]);
    for (const { values, shares } of quadratures) {
      expect(values).toEqual([-1, 0, 2].map((value) => expect.closeTo(value, 10)));
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    }
  });

  it.each<[string, Operator, number]>([
    ["one dimension", matrixOperator([[-7]]), -7],
    ["the zero matrix", withSpectrum([0, 0, 0]), 0],
    ["the identity", withSpectrum([1, 1, 1, 1]), 1],
  ])("of one value is that value: %s", async (_, operator, value) => {
    const found = await density(operator, { vectors: 2 });
    expect(found).toEqual({
      dimension: operator.dimension,
      products: 2,
      reorthogonalised: true,
      quadratures: [1, 2].map(() => ({ values: [expect.closeTo(value, 12)], shares: [expect.closeTo(1, 12)] })),
    });
  });
});

describe("where the vectors do not fit into memory", () => {
  /** Large values that the method of Lanczos finds first, and then again and again. */
  const OUTLIERS = [1000, 300, 100, ...evenly(-1, 2, 297)];
  const exact = withSpectrum(OUTLIERS);
  /** Rounds its products as a network's are. */
  const rounding: Operator = { dimension: 300, apply: async (v) => Float64Array.from(new Float32Array(await exact.apply(v))) };
  const options = { vectors: 4, steps: 80 };

  it.each<[string, Operator]>([
    ["float64", exact],
    ["float32", rounding],
  ])("values come again as copies, and the density is that of all vectors: %s", async (_, operator) => {
    const whole = await density(operator, options);
    const bounded = await density(operator, { ...options, maxBytes: 0 });
    expect([whole.reorthogonalised, bounded.reorthogonalised]).toEqual([true, false]);
    const copies = ({ quadratures }: SpectralDensity) => quadratures[0]?.values.filter((value) => Math.abs(value - 1000) < 0.1).length;
    expect(copies(whole)).toBe(1);
    expect(copies(bounded)).toBeGreaterThan(2);
    for (const f of [(t: number) => t, (t: number) => t * t, (t: number) => Math.exp(-t * t), (t: number) => 1 / (1 + t * t)]) {
      const [a, b] = [spectralMean(bounded, f), spectralMean(whole, f)];
      expect(Math.abs(a.value / b.value - 1)).toBeLessThan(1e-4);
    }
    for (const { shares } of bounded.quadratures) expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(Math.abs(negativeShare(bounded).value - negativeShare(whole).value)).toBeLessThan(0.02);
    expect(bounded.products).toBe(320);
  });

  it("which is asked of all vectors together, 8 bytes a number", async () => {
    const fits = async (maxBytes: number) => (await density(exact, { vectors: 1, steps: 5, maxBytes })).reorthogonalised;
    expect([await fits(8 * 5 * 300 - 1), await fits(8 * 5 * 300)]).toEqual([false, true]);
  });

  it("it ends where an invariant space does, and sees what is there", async () => {
    const { quadratures, products } = await density(withSpectrum([2, 2, 2, -1, -1]), { vectors: 3, maxBytes: 0 });
    expect(products).toBe(6);
    for (const { values } of quadratures)
      expect([...values].sort((a, b) => a - b)).toEqual([-1, 2].map((value) => expect.closeTo(value, 9)));
    expect((await density(withSpectrum([0, 0]), { vectors: 1, maxBytes: 0 })).quadratures).toEqual([{ values: [0], shares: [1] }]);
  });
});

describe("means over the spectrum", () => {
  it("are the moments, within their standard errors", async () => {
    const found = await density(withSpectrum(INDEFINITE), { vectors: 200 });
    for (const f of [(t: number) => t, (t: number) => t * t, (t: number) => t ** 3, Math.exp]) {
      const { value, standardError } = spectralMean(found, f);
      expect(standardError).toBeGreaterThan(0);
      expect(Math.abs(value - mean(INDEFINITE.map(f)))).toBeLessThan(3.5 * standardError);
    }
    expect(spectralMean(found, () => 1).value).toBeCloseTo(1, 12);
  });

  it("have honest standard errors: ±2 of them hold the share of negative values in about 95 % of 200 seeds", async () => {
    const operator = withSpectrum(INDEFINITE);
    let hits = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { value, standardError } = negativeShare(await density(operator, { random: random(seed), vectors: 30 }));
      if (Math.abs(value - 3 / 20) <= 2 * standardError) hits++;
    }
    expect(hits).toBeGreaterThanOrEqual(180);
    expect(hits).toBeLessThanOrEqual(199);
  });

  it("count no rounding as negative: of a matrix of rank 2 the share is that of its one negative value", async () => {
    const found = await density(withSpectrum([1, -1, ...Array<number>(18).fill(0)]), { vectors: 400 });
    const { value, standardError } = negativeShare(found);
    expect(Math.abs(value - 1 / 20)).toBeLessThan(3.5 * standardError);
    expect(negativeShare(found, 2).value).toBe(0);
  });

  it("of one vector have no standard error", async () => {
    expect(spectralMean(await density(withSpectrum(INDEFINITE), { vectors: 1 }), (t) => t).standardError).toBeNaN();
  });
});

describe("the density on a grid", () => {
  it("has the integral 1, and over a cluster that cluster's share", async () => {
    const found = await density(withSpectrum([...evenly(-1.1, -0.9, 6), ...evenly(1.9, 2.1, 14)]), { vectors: 100 });
    const grid = evenly(-3, 4, 1401);
    const values = densityOn(found, grid);
    expect(integral(grid, values)).toBeCloseTo(1, 6);
    const left = grid.filter((t) => t < 0.5);
    expect(Math.abs(integral(left, values) - 0.3)).toBeLessThan(3.5 * negativeShare(found).standardError);
    expect(values[grid.indexOf(0.5)] ?? 0).toBeLessThan(1e-6);
  });

  it("is a Gaussian of the given width around a single value, and of 1 % of it by default", async () => {
    const found = await density(withSpectrum([3, 3, 3]));
    expect(densityOn(found, [3, 3.5], 0.5)).toEqual([0.3989, 0.3989 * Math.exp(-0.5)].map((value) => expect.closeTo(value / 0.5, 3)));
    expect(densityOn(found, [3])[0]).toBeCloseTo(0.39894 / 0.03, 2);
    const zero = await density(withSpectrum([0, 0]));
    expect(densityOn(zero, [0])[0]).toBeCloseTo(0.39894 / 0.01, 2);
  });
});

it("repeats itself with the same seed, whatever was drawn from the stream before", async () => {
  const operator = matrixOperator(randomSymmetric(15, 1));
  const stream = random(7);
  stream.bits();
  expect(await density(operator, { random: stream })).toEqual(await density(operator, { random: random(7) }));
  expect(await density(operator, { random: random(8) })).not.toEqual(await density(operator, { random: random(7) }));
});

it("tells its progress and ends with the signal's reason", async () => {
  const seen: [number, number][] = [];
  const operator = matrixOperator(randomSymmetric(15, 1));
  await density(operator, { vectors: 2, steps: 3, onProduct: (...progress: [number, number]) => seen.push(progress) });
  expect(seen).toEqual([1, 2, 3, 4, 5, 6].map((done) => [done, 6]));
  await expect(density(operator, { signal: AbortSignal.abort(new Error("interrupted")) })).rejects.toThrow("interrupted");
});

it.each([
  [{ vectors: 0 }, "The number of vectors must be an integer of 1 or more, got 0."],
  [{ steps: 0 }, "The number of steps must be an integer of 1 or more, got 0."],
  [{ steps: 1.5 }, "The number of steps must be an integer of 1 or more, got 1.5."],
])("refuses %o", async (options, message) => {
  await expect(density(matrixOperator(randomSymmetric(5, 1)), options)).rejects.toThrow(message);
});

it("refuses a width of 0 and products that are no numbers", async () => {
  const found = await density(withSpectrum([1, 2]));
  expect(() => densityOn(found, [0], 0)).toThrow("The width of the density's Gaussians must be above 0, got 0.");
  const broken: Operator = { dimension: 3, apply: (v) => v.map(() => Number.NaN) };
  await expect(density(broken)).rejects.toThrow(/no finite number/);
});
