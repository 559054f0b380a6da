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

it("a subspace box is ε (|A⁺x| + 1) wide: by hand, A = [(1, 1, 0), (0, 0, 2)], A⁺x = ((x₁ + x₂)/2, x₃/2)", async () => {
  const box = await subspaceBox(Float64Array.of(1, 5, -8), 0.1, [Float64Array.of(1, 1, 0), Float32Array.of(0, 0, 2)]);
  expect(box.size).toBe(2);
  expect(box.half[0]).toBeCloseTo(0.1 * (3 + 1), 12);
  expect(box.half[1]).toBeCloseTo(0.1 * (4 + 1), 12);
  expect([...box.pointAt(Float64Array.of(0.5, -1))]).toEqual([1.5, 5.5, -10]);
  expect([...box.pullBack(Float64Array.of(1, 2, 3))]).toEqual([3, 6]);
});

it("A⁺x is exact for x = A z, whatever the columns' angles and lengths", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.nat(1e6), async (p, seed) => {
      const draw = random(seed);
      const n = 1100;
      const columns = Array.from({ length: p }, (_, j) => Float64Array.from({ length: n }, () => 10 ** (j - 3) * (draw.normal() + 1)));
      const z = Float64Array.from({ length: p }, () => draw.normal());
      const x = (await subspaceBox(new Float64Array(n), 1, columns)).pointAt(z);
      const { half } = await subspaceBox(x, 1, columns);
      for (const [j, each] of z.entries()) expect(half[j]).toBeCloseTo(Math.abs(each) + 1, 9);
    }),
    { numRuns: 30 },
  );
});

it("refuses a singular A: dependent columns, a column of zeros, columns of other lengths, none", async () => {
  const x = Float64Array.of(1, 2, 3);
  const a = Float64Array.of(1, -1, 2);
  const refused = (...columns: Float64Array[]) => expect(subspaceBox(x, 1e-3, columns)).rejects;
  await refused(a, Float64Array.of(-2, 2, -4)).toThrow(/A is singular.*independent/);
  await refused(a, new Float64Array(3)).toThrow(/A is singular/);
  await refused(a, Float64Array.of(Number.NaN, 0, 0)).toThrow(/A is singular/);
  await refused(a, Float64Array.of(1, 0)).toThrow("A needs columns of 3 numbers, got one of 2.");
  await refused().toThrow("A needs columns of 3 numbers, got none.");
});

it("refuses ε ≤ 0 and weights that are no finite numbers", async () => {
  const x = Float64Array.of(1);
  for (const epsilon of [0, -1e-3, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => fullBox(x, epsilon)).toThrow(/epsilon must be a number above 0, got/);
    await expect(subspaceBox(x, epsilon, [x])).rejects.toThrow(RangeError);
  }
  expect(() => fullBox(Float64Array.of(Number.NaN), 1e-3)).toThrow(/weights have components/);
});

/** Mean and variance of each law's entries, and their largest size. */
const MOMENTS = { normal: [0, 1, 6], signs: [0, 1, 1], uniform: [0, 1 / 3, 1] } as const;

it.each(SUBSPACE_LAWS)("law %s: independent entries with its mean, variance and range", async (law) => {
  const n = 20_000;
  const columns = await randomColumns(n, 3, law, random(3));
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

it("draws the same columns from the same seed, bit for bit", async () => {
  const draw = (seed: number) => randomColumns(50, 4, "normal", random(seed));
  expect(await draw(1)).toEqual(await draw(1));
  expect(await draw(1)).not.toEqual(await draw(2));
  // Column after column from one stream, as ever: results that were kept stay true.
  const stream = random(1);
  expect((await draw(1)).flatMap((column) => [...column])).toEqual(Array.from({ length: 200 }, () => Math.fround(stream.normal())));
});

it("refuses a subspace larger than the space, an empty one and an unknown law", async () => {
  for (const p of [0, 4, 1.5])
    await expect(randomColumns(3, p, "normal", random(1))).rejects.toThrow(
      `from 1 to 3 dimensions, as many as there are weights, got ${p}.`,
    );
  await expect(randomColumns(3, 1, "gauss" as never, random(1))).rejects.toThrow(
    "The law of A is one of normal, signs, uniform; got gauss.",
  );
});

it("lets the event loop turn while A is drawn and multiplied, and ends by signal", async () => {
  const control = new AbortController();
  let turns = 0;
  const count = () => {
    turns++;
    if (!control.signal.aborted) setImmediate(count);
  };
  setImmediate(count);
  const x = new Float64Array(100_000).fill(1);
  const columns = await randomColumns(x.length, 5, "signs", random(1), control.signal);
  expect(turns).toBeGreaterThanOrEqual(4);
  const drawn = turns;
  await subspaceBox(x, 1e-3, columns, control.signal);
  expect(turns).toBeGreaterThanOrEqual(drawn + 3);
  control.abort(new Error("enough"));
  await expect(randomColumns(10, 2, "normal", random(1), control.signal)).rejects.toThrow("enough");
  await expect(subspaceBox(x, 1e-3, columns, control.signal)).rejects.toThrow("enough");
});

it("multiplies long columns block by block: the widths are those of the whole", async () => {
  const n = 70_000;
  const draw = random(7);
  const columns = Array.from({ length: 2 }, () => Float64Array.from({ length: n }, () => draw.normal()));
  const x = (await subspaceBox(new Float64Array(n), 1, columns)).pointAt(Float64Array.of(3, -2));
  const { half } = await subspaceBox(x, 1, columns);
  expect([...half]).toEqual([expect.closeTo(4, 9), expect.closeTo(3, 9)]);
});
