import { describe, expect, it } from "vitest";
import { matrixOperator, type Operator } from "../../src/measure/operator";
import { hutchinson, hutchPlusPlus, type TraceEstimate, type TraceOptions } from "../../src/measure/trace";
import { random } from "../../src/random";
import { counting, evenly, randomSymmetric, rootMeanSquare, slope, withSpectrum } from "./matrices";

type Estimator = (operator: Operator, options: TraceOptions) => Promise<TraceEstimate>;
const BOTH: [string, Estimator][] = [
  ["Hutchinson", hutchinson],
  ["Hutch++", hutchPlusPlus],
];
const SEEDS = Array.from({ length: 200 }, (_, seed) => seed);
const sum = (values: number[]): number => values.reduce((a, b) => a + b, 0);

/** Errors of an estimator, one a seed. */
async function errors(estimator: Estimator, spectrum: number[], products: number, seeds: number[]): Promise<TraceEstimate[]> {
  const operator = withSpectrum(spectrum);
  const found: TraceEstimate[] = [];
  for (const seed of seeds) {
    const estimate = await estimator(operator, { random: random(seed), products });
    found.push({ ...estimate, trace: estimate.trace - sum(spectrum) });
  }
  return found;
}

async function slopeOf(estimator: Estimator, spectrum: number[], products: number[]): Promise<number> {
  const roots: number[] = [];
  for (const each of products) {
    roots.push(rootMeanSquare((await errors(estimator, spectrum, each, SEEDS.slice(0, 60))).map(({ trace }) => trace)));
  }
  return slope(products.map(Math.log), roots.map(Math.log));
}

describe.each(BOTH)("%s", (_, estimator) => {
  it("is exact where there is nothing to guess: one dimension, zero, the identity, a diagonal matrix", async () => {
    const diagonal = [3, -2, 5, 0, 1, 1, 1, 4];
    const cases: [Operator, number][] = [
      [matrixOperator([[-7]]), -7],
      [withSpectrum([0, 0, 0]), 0],
      [withSpectrum([1, 1, 1, 1]), 4],
      [matrixOperator(diagonal.map((value, i) => diagonal.map((_, j) => (i === j ? value : 0)))), sum(diagonal)],
    ];
    for (const [operator, trace] of cases) {
      const estimate = await estimator(operator, { random: random(1), products: 24 });
      expect(estimate.trace).toBeCloseTo(trace, 10);
      expect(estimate.standardError).toBeCloseTo(0, 10);
    }
  });

  it("has no bias and an honest standard error: ±2 of it hold the trace of an indefinite matrix in about 95 % of 200 seeds", async () => {
    const found = await errors(estimator, [5, -4, ...evenly(-1, 1.5, 58)], 48, SEEDS);
    const hits = found.filter(({ trace, standardError }) => Math.abs(trace) <= 2 * standardError).length;
    expect(hits).toBeGreaterThanOrEqual(180);
    expect(hits).toBeLessThanOrEqual(199);
    const traces = found.map(({ trace }) => trace);
    expect(Math.abs(sum(traces) / traces.length)).toBeLessThan((3 * rootMeanSquare(traces)) / Math.sqrt(traces.length));
  });

  it("uses the products it is given, no more, and repeats itself with the same seed", async () => {
    const counted = counting(matrixOperator(randomSymmetric(40, 2)));
    const first = await estimator(counted, { random: random(4), products: 30 });
    expect([first.products, counted.count]).toEqual([30, 30]);
    expect(await estimator(counted, { random: random(4), products: 30 })).toEqual(first);
    expect((await estimator(counted, { random: random(5), products: 30 })).trace).not.toBe(first.trace);
  });

  it("ends with the signal's reason, and refuses products that are no numbers", async () => {
    const operator = matrixOperator(randomSymmetric(10, 2));
    const stop = AbortSignal.abort(new Error("interrupted"));
    await expect(estimator(operator, { random: random(1), signal: stop })).rejects.toThrow("interrupted");
    const broken: Operator = { dimension: 3, apply: (v) => v.map(() => Number.POSITIVE_INFINITY) };
    await expect(estimator(broken, { random: random(1) })).rejects.toThrow(/no finite number/);
  });
});

describe("the error", () => {
  it("of Hutchinson's estimator falls as 1/√products", async () => {
    const found = await slopeOf(hutchinson, evenly(-1, 2, 40), [8, 32, 128, 512]);
    expect(found).toBeGreaterThan(-0.6);
    expect(found).toBeLessThan(-0.4);
  });

  it("of Hutch++ falls at least as fast as 1/products on a spectrum that decays", async () => {
    const decaying = Array.from({ length: 100 }, (_, i) => 1 / (i + 1) ** 2);
    expect(await slopeOf(hutchPlusPlus, decaying, [12, 24, 48, 96])).toBeLessThan(-1);
    expect(await slopeOf(hutchinson, decaying, [12, 24, 48, 96])).toBeGreaterThan(-0.65);
  });
});

it("Hutch++ is exact where its sketch spans the range: rank 3 in 30 dimensions from 12 products", async () => {
  const low = withSpectrum([4, -2, 1, ...Array<number>(27).fill(0)]);
  const { trace, standardError } = await hutchPlusPlus(low, { random: random(1), products: 12 });
  expect(trace).toBeCloseTo(3, 10);
  expect(standardError).toBeCloseTo(0, 10);
});

it.each([
  [hutchinson, 1, "Hutchinson's estimator needs 2 products or more, got 1."],
  [hutchinson, 2.5, "got 2.5."],
  [hutchPlusPlus, 5, "Hutch++ needs 6 products or more, got 5."],
])("%o refuses %d products", async (estimator, products, message) => {
  const run = estimator(matrixOperator([[1]]), { random: random(1), products });
  await expect(run).rejects.toThrow(RangeError);
  await expect(run).rejects.toThrow(message);
});
