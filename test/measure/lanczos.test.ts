import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type EigenpairsOptions, type EigenpairsResult, topEigenpairs } from "../../src/measure/lanczos";
import { addScaled, dot, matrixOperator, norm, type Operator } from "../../src/measure/operator";
import { random } from "../../src/random";
import { counting, evenly, randomSymmetric, withSpectrum } from "./matrices";

const top = (operator: Operator, k: number, options: Partial<EigenpairsOptions> = {}): Promise<EigenpairsResult> =>
  topEigenpairs(operator, k, { random: random(1), ...options });
const valuesOf = ({ pairs }: EigenpairsResult): number[] => pairs.map(({ value }) => value);

async function expectTrue(result: EigenpairsResult, operator: Operator): Promise<void> {
  for (const [i, { value, vector, residual }] of result.pairs.entries()) {
    const rest = Float64Array.from(await operator.apply(vector));
    addScaled(rest, -value, vector);
    expect(Math.abs(residual - norm(rest))).toBeLessThan(1e-12);
    for (const [j, other] of result.pairs.entries()) expect(dot(vector, other.vector)).toBeCloseTo(i === j ? 1 : 0, 10);
  }
}

const bulk = evenly(-0.2, 0.5, 40);
/** Name, spectrum, end and the outermost values. */
const KNOWN: [string, number[], EigenpairsOptions["end"], number[]][] = [
  ["one dimension", [-7], "largest", [-7]],
  ["one dimension, smallest", [-7], "smallest", [-7]],
  ["the zero matrix", [0, 0, 0, 0], "largest", [0, 0]],
  ["the identity", [1, 1, 1, 1, 1], "largest", [1, 1, 1]],
  ["all of the identity", [1, 1, 1], "magnitude", [1, 1, 1]],
  ["two values", [4, 4, -2, -2, -2], "largest", [4, 4, -2, -2, -2]],
  ["one value twice", [5, 5, 4, ...bulk], "largest", [5, 5, 4]],
  ["one value twice, of which one is wanted", [5, 5, 4, ...bulk], "largest", [5]],
  ["one value three times", [5, 5, 5, 4, ...bulk], "largest", [5, 5, 5, 4]],
  ["a second copy above what one space finds", [10, 10, 9.9, ...bulk], "largest", [10, 10]],
  ["the last of them twice", [6, 5, 5, ...bulk], "largest", [6, 5, 5]],
  ["two values twice each", [6, 6, 5, 5, ...bulk], "largest", [6, 6, 5, 5]],
  ["the smallest, twice", [-3, -3, -2, 7, ...bulk], "smallest", [-3, -3, -2]],
  ["the largest in size", [-9, 8, -7, ...bulk], "magnitude", [-9, 8, -7]],
  ["opposite values twice each", [6, 6, -5.5, -5.5, ...bulk], "magnitude", [6, 6, -5.5, -5.5]],
  ["an ill-conditioned matrix", evenly(0, 11, 12).map((power) => 10 ** -power), "largest", [1, 0.1, 0.01, 0.001]],
  ["a flat spectrum", evenly(1, 2, 40), "largest", [2, 2 - 1 / 39]],
];

describe("the outermost eigenpairs", () => {
  it.each(KNOWN)("of a known spectrum: %s", async (_, spectrum, end, expected) => {
    const operator = withSpectrum(spectrum);
    const result = await top(operator, expected.length, { ...(end ? { end } : {}), tolerance: 1e-6 });
    expect(result.converged).toBe(true);
    for (const [i, value] of valuesOf(result).entries()) expect(Math.abs(value - (expected[i] as number))).toBeLessThan(1e-9);
    await expectTrue(result, operator);
  });

  it.each([1, 2, 3])("of a random matrix of 50 equal a full decomposition (seed %i)", async (seed) => {
    const rows = randomSymmetric(50, seed);
    const operator = matrixOperator(rows);
    const all = new EigenvalueDecomposition(new Matrix(rows)).realEigenvalues.sort((a, b) => b - a);
    const bySize = [...all].sort((a, b) => Math.abs(b) - Math.abs(a));
    for (const [end, expected] of [["largest", all] as const, ["smallest", [...all].reverse()] as const, ["magnitude", bySize] as const]) {
      const result = await top(operator, 5, { end, tolerance: 1e-7, maxProducts: 200 });
      expect(result.converged).toBe(true);
      for (const [i, value] of valuesOf(result).entries()) expect(value).toBeCloseTo(expected[i] as number, 10);
      await expectTrue(result, operator);
    }
  });

  it("finds all of a spectrum", async () => {
    const rows = randomSymmetric(12, 4);
    const result = await top(matrixOperator(rows), 12, { tolerance: 1e-8 });
    const all = new EigenvalueDecomposition(new Matrix(rows)).realEigenvalues.sort((a, b) => b - a);
    expect(result.converged).toBe(true);
    for (const [i, value] of valuesOf(result).entries()) expect(value).toBeCloseTo(all[i] as number, 10);
  });

  it("are the same from a space that has to be cut down", async () => {
    const operator = withSpectrum([6, 6, 5, ...evenly(-1, 3, 60)]);
    const result = await top(operator, 3, { maxBasis: 9, tolerance: 1e-6, maxProducts: 300 });
    expect(result.converged).toBe(true);
    expect(valuesOf(result)).toEqual([6, 6, 5].map((value) => expect.closeTo(value, 9)));
    await expectTrue(result, operator);
  });

  it("miss no second copy in 100 random matrices", async () => {
    for (let seed = 0; seed < 100; seed++) {
      const operator = withSpectrum([3, 3, 2.9, ...evenly(0, 1, 30)], seed);
      expect(valuesOf(await top(operator, 2, { random: random(seed) }))).toEqual([expect.closeTo(3, 4), expect.closeTo(3, 4)]);
    }
  });

  it("have values whose error is of the order of the squared residual", async () => {
    const result = await top(withSpectrum([5, ...bulk]), 1, { tolerance: 1e-2 });
    const [{ value, residual }] = result.pairs as [EigenpairsResult["pairs"][number]];
    expect(residual).toBeGreaterThan(1e-9);
    expect(Math.abs(5 - value)).toBeLessThan(residual ** 2 / 4);
  });
});

describe("the products", () => {
  const slow = withSpectrum(evenly(0, 1, 150));

  it("are no more than allowed, and what has not converged is said to", async () => {
    for (const maxProducts of [4, 5, 11, 40]) {
      const counted = counting(slow);
      const result = await top(counted, 2, { maxProducts, tolerance: 1e-9 });
      expect(counted.count).toBeLessThanOrEqual(maxProducts);
      expect(result).toMatchObject({ converged: false, products: counted.count });
      expect(result.pairs).toHaveLength(2);
      await expectTrue(result, slow);
    }
  });

  it("do not suffice either when they end while the rest is searched", async () => {
    const operator = withSpectrum([5, 5, 4, ...bulk]);
    const { products } = await top(operator, 2);
    const result = await top(operator, 2, { maxProducts: products - 1 });
    expect(result.converged).toBe(false);
  });

  it("are few where the gap is wide: no search beside the one pair that is wanted", async () => {
    const { products } = await top(withSpectrum([100, ...bulk]), 1);
    expect(products).toBeLessThanOrEqual(5);
  });

  it("are reported one by one", async () => {
    const seen: number[] = [];
    const { products } = await top(slow, 1, { onProduct: (done, of) => seen.push(done, of) });
    expect(seen).toEqual(Array.from({ length: products }, (_, i) => [i + 1, 100]).flat());
  });

  it("end with the signal's reason", async () => {
    const stop = new AbortController();
    const counted = counting(slow);
    const onProduct = (done: number) => {
      if (done === 3) stop.abort(new Error("interrupted"));
    };
    await expect(top(counted, 1, { signal: stop.signal, onProduct })).rejects.toThrow("interrupted");
    expect(counted.count).toBe(3);
  });
});

describe("the start", () => {
  const spectrum = [5, 4.5, ...evenly(0, 4, 80)];
  const operator = withSpectrum(spectrum);

  it("near the vector sought saves products", async () => {
    const [near] = (await top(operator, 1, { tolerance: 1e-6 })).pairs as [EigenpairsResult["pairs"][number]];
    const cold = await top(operator, 1, { random: random(2) });
    const warm = await top(operator, 1, { random: random(2), start: near.vector });
    expect(warm.products).toBeLessThan(cold.products);
    expect(warm.pairs[0]?.value).toBeCloseTo(5, 4);
  });

  it("at another eigenvector is left for the largest, as a rule: in 18 of 20 seeds or more", async () => {
    const { pairs } = await top(operator, 2, { tolerance: 1e-6 });
    const start = (pairs[1] as EigenpairsResult["pairs"][number]).vector;
    let found = 0;
    for (let seed = 0; seed < 20; seed++) {
      const [best] = (await top(operator, 1, { random: random(seed), start })).pairs;
      if (Math.abs((best?.value ?? 0) - 5) < 1e-3) found++;
    }
    expect(found).toBeGreaterThanOrEqual(18);
  });

  it("is a seed's: the same numbers from the same seed, others from another", async () => {
    const run = async (seed: number) => (await top(operator, 2, { random: random(seed) })).pairs;
    expect(await run(5)).toEqual(await run(5));
    expect(await run(6)).not.toEqual(await run(5));
  });
});

describe("wrong input", () => {
  const operator = withSpectrum([1, 2, 3]);

  it.each([
    [0, {}, "The number of eigenpairs must be an integer from 1 to the dimension 3, got 0."],
    [4, {}, "The number of eigenpairs must be an integer from 1 to the dimension 3, got 4."],
    [1.5, {}, "got 1.5."],
    [2, { maxProducts: 3 }, "2 eigenpairs need 4 products or more, half of them for the residuals; got 3."],
    [1, { tolerance: 0 }, "The tolerance must be above 0, got 0."],
    [1, { maxBasis: 2 }, "A search for 1 eigenpairs holds 3 vectors or more, got 2."],
    [1, { start: new Float64Array(2) }, "The start must be a vector of 3 numbers, got one of 2."],
  ])("is refused: k = %d with %o", async (k, options, message) => {
    await expect(top(operator, k, options)).rejects.toThrow(RangeError);
    await expect(top(operator, k, options)).rejects.toThrow(message);
  });

  it("is refused: a product that is no number", async () => {
    const broken: Operator = { dimension: 3, apply: (v) => v.map(() => Number.NaN) };
    await expect(top(broken, 1)).rejects.toThrow(/no finite number/);
  });
});
