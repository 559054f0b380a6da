import fc from "fast-check";
import { expect, it } from "vitest";
import { fullBox, randomColumns, SUBSPACE_LAWS, subspaceBox } from "../../src/measure/box";
import { random } from "../../src/random";

it("the full box is ε (|x| + 1) wide on each side", () => {
  const box = fullBox(Float64Array.of(0, -3, 1), 0.5);
  expect([...box.half]).toEqual([0.5, 2, 1]);
  expect([...box.pointAt(Float64Array.of(0.5, -1, 0))]).toEqual([0.5, -4, 1]);
  expect([...box.pullBack(Float64Array.of(1, 2, 3))]).toEqual([1, 2, 3]);
});

it("a subspace box is ε (|A⁺x| + 1) wide: by hand, A = [(1, 1, 0), (0, 0, 2)], A⁺x = ((x₁ + x₂)/2, x₃/2)", () => {
  const box = subspaceBox(Float64Array.of(1, 5, -8), 0.1, [Float64Array.of(1, 1, 0), Float32Array.of(0, 0, 2)]);
  expect(box.size).toBe(2);
  expect(box.half[0]).toBeCloseTo(0.1 * (3 + 1), 12);
  expect(box.half[1]).toBeCloseTo(0.1 * (4 + 1), 12);
  expect([...box.pointAt(Float64Array.of(0.5, -1))]).toEqual([1.5, 5.5, -10]);
  expect([...box.pullBack(Float64Array.of(1, 2, 3))]).toEqual([3, 6]);
});

it("A⁺x is exact for x = A z, whatever the columns' angles and lengths", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(1e6), (p, seed) => {
      const draw = random(seed);
      const n = 1100;
      const columns = Array.from({ length: p }, (_, j) => Float64Array.from({ length: n }, () => 10 ** (j - 3) * (draw.normal() + 1)));
      const z = Float64Array.from({ length: p }, () => draw.normal());
      const x = subspaceBox(new Float64Array(n), 1, columns).pointAt(z);
      const { half } = subspaceBox(x, 1, columns);
      for (const [j, each] of z.entries()) expect(half[j]).toBeCloseTo(Math.abs(each) + 1, 9);
    }),
    { numRuns: 30 },
  );
});

it("refuses a singular A: dependent columns, a column of zeros, columns of other lengths, none", () => {
  const x = Float64Array.of(1, 2, 3);
  const a = Float64Array.of(1, -1, 2);
  const refused =
    (...columns: Float64Array[]) =>
    () =>
      subspaceBox(x, 1e-3, columns);
  expect(refused(a, Float64Array.of(-2, 2, -4))).toThrow(/A is singular.*independent/);
  expect(refused(a, new Float64Array(3))).toThrow(/A is singular/);
  expect(refused(a, Float64Array.of(Number.NaN, 0, 0))).toThrow(/A is singular/);
  expect(refused(a, Float64Array.of(1, 0))).toThrow("A needs columns of 3 numbers, got one of 2.");
  expect(refused()).toThrow("A needs columns of 3 numbers, got none.");
});

it("refuses ε ≤ 0 and weights that are no finite numbers", () => {
  const x = Float64Array.of(1);
  for (const epsilon of [0, -1e-3, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => fullBox(x, epsilon)).toThrow(/epsilon must be a number above 0, got/);
    expect(() => subspaceBox(x, epsilon, [x])).toThrow(RangeError);
  }
  expect(() => fullBox(Float64Array.of(Number.NaN), 1e-3)).toThrow(/weights have components/);
});

/** Mean and variance of each law's entries, and their largest size. */
const MOMENTS = { normal: [0, 1, 6], signs: [0, 1, 1], uniform: [0, 1 / 3, 1] } as const;

it.each(SUBSPACE_LAWS)("law %s: independent entries with its mean, variance and range", (law) => {
  const n = 20_000;
  const columns = randomColumns(n, 3, law, random(3));
  const [mean, variance, largest] = MOMENTS[law];
  for (const column of columns) {
    const sum = column.reduce((total, each) => total + each, 0) / n;
    expect(Math.abs(sum - mean)).toBeLessThan(4 * Math.sqrt(variance / n));
    expect(column.reduce((total, each) => total + each * each, 0) / n).toBeCloseTo(variance, 1);
    expect(column.every((each) => Math.abs(each) <= largest)).toBe(true);
  }
  if (law === "signs") expect(new Set(columns[0])).toEqual(new Set([-1, 1]));
  const [a, b] = columns as [Float32Array, Float32Array];
  const correlation = a.reduce((total, each, i) => total + each * (b[i] as number), 0) / n / variance;
  expect(Math.abs(correlation)).toBeLessThan(4 / Math.sqrt(n));
});

it("draws the same columns from the same seed, bit for bit", () => {
  expect(randomColumns(50, 4, "normal", random(1))).toEqual(randomColumns(50, 4, "normal", random(1)));
  expect(randomColumns(50, 4, "normal", random(1))).not.toEqual(randomColumns(50, 4, "normal", random(2)));
});

it("refuses a subspace larger than the space, an empty one and an unknown law", () => {
  for (const p of [0, 4, 1.5])
    expect(() => randomColumns(3, p, "normal", random(1))).toThrow(`from 1 to 3 dimensions, as many as there are weights, got ${p}.`);
  expect(() => randomColumns(3, 1, "gauss" as never, random(1))).toThrow("The law of A is one of normal, signs, uniform; got gauss.");
});
