import { describe, expect, it } from "vitest";
import { filtersOf, NORMALISATIONS, normIn, randomDirection } from "../../src/measure/directions";
import { dot, norm } from "../../src/measure/operator";
import { partsOf } from "../../src/measure/parts";
import { random } from "../../src/random";

/** A dense layer of 3 inputs and 2 units, batch norm, and a convolution 2×2 from 1 channel to 3 filters. */
const weights = [
  { name: "0/kernel", shape: [3, 2] },
  { name: "0/bias", shape: [2] },
  { name: "1/gamma", shape: [2] },
  { name: "2/kernel", shape: [2, 2, 1, 3] },
];
const n = 6 + 2 + 2 + 12;
const w = Float64Array.from({ length: n }, (_, i) => (i % 5) - 1.5);
const direction = (seed: number, more: Partial<Parameters<typeof randomDirection>[2]> = {}) =>
  randomDirection(w, weights, { random: random(seed), ...more });
const filters = partsOf(w, weights)
  .filter(({ isKernel }) => isKernel)
  .flatMap(filtersOf);
const at = (v: Float64Array, indices: number[]) => indices.map((i) => v[i] as number);

describe("filters", () => {
  it("of a dense kernel are what enters each unit, of a convolution what makes each output channel", () => {
    // [inputs, units] row by row: unit 1 has the numbers 1, 3, 5. [2, 2, 1, 3]: filter 0 has every third number from 10.
    expect(normIn(w, filters[1] as never)).toBeCloseTo(norm(at(w, [1, 3, 5])), 14);
    expect(normIn(w, filters[2] as never)).toBeCloseTo(norm(at(w, [10, 13, 16, 19])), 14);
    expect(filters).toHaveLength(5);
  });
});

describe("a filter-normalised direction", () => {
  it("has in each filter the norm of that filter of w, and is 0 in biases and batch norm", () => {
    const d = direction(1);
    for (const filter of filters) expect(normIn(d, filter)).toBeCloseTo(normIn(w, filter), 12);
    expect([...d.subarray(6, 10)]).toEqual([0, 0, 0, 0]);
    // Not all entries of a filter alike: it is random, not w again.
    expect(new Set(d.subarray(0, 6)).size).toBe(6);
  });

  it("is 0 where a filter of w is", () => {
    const dead = Float64Array.from(w, (value, i) => (i < 6 && i % 2 === 0 ? 0 : value));
    expect(at(randomDirection(dead, weights, { random: random(1) }), [0, 2, 4]).map(Math.abs)).toEqual([0, 0, 0]);
  });

  it("is the same for the same seed, another for another", () => {
    expect(direction(1)).toEqual(direction(1));
    expect(direction(2)).not.toEqual(direction(1));
  });
});

describe("other normalisations", () => {
  it("layer: each kernel has the norm of w's", () => {
    const d = direction(1, { normalisation: "layer" });
    for (const [from, to] of [[0, 6], [10, 22]] as const) expect(norm(d.subarray(from, to))).toBeCloseTo(norm(w.subarray(from, to)), 12); // biome-ignore format: one line
    expect(normIn(d, filters[0] as never)).not.toBeCloseTo(normIn(w, filters[0] as never), 3);
  });

  it("weight: the plain direction times each weight", () => {
    const plain = direction(1, { normalisation: "none" });
    expect(direction(1, { normalisation: "weight" })).toEqual(plain.map((value, i) => (value === 0 ? 0 : value * (w[i] as number))));
  });
});

describe("a second direction", () => {
  it.each(NORMALISATIONS)("stands at a right angle to the first and keeps its scale: %s", (normalisation) => {
    const first = direction(1, { normalisation });
    const second = direction(2, { normalisation, orthogonalTo: first });
    expect(Math.abs(dot(first, second))).toBeLessThan(1e-12 * norm(first) * norm(second));
    expect(Math.abs(dot(first, direction(2, { normalisation })))).toBeGreaterThan(1e-3);
    if (normalisation === "filter") for (const filter of filters) expect(normIn(second, filter)).toBeCloseTo(normIn(w, filter), 12);
  });

  it("is 0 in a filter of one entry, which has no right angle", () => {
    const narrow = [{ name: "0/kernel", shape: [1, 200] }];
    const scales = Float64Array.from({ length: 200 }, (_, i) => 1 + Math.sin(i) / 2);
    const first = randomDirection(scales, narrow, { random: random(1) });
    expect(first.every((value, i) => Math.abs(Math.abs(value) - (scales[i] as number)) < 1e-12)).toBe(true);
    const second = randomDirection(scales, narrow, { random: random(2), orthogonalTo: first });
    expect(second.some((value) => value !== 0)).toBe(false);
  });
});

it("refuses weights of another network, and unknown names", () => {
  expect(() => randomDirection(w.subarray(1), weights, { random: random(1) })).toThrow("must have 22 numbers, got 21");
  expect(() => direction(1, { orthogonalTo: new Float64Array(3) })).toThrow("must have 22 numbers, got 3");
  expect(() => direction(1, { normalisation: "filters" as never })).toThrow("Expected one of filter, layer, weight, none");
});
