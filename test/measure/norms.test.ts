import { Matrix, SingularValueDecomposition } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { weightNorms } from "../../src/measure/norms";
import { norm } from "../../src/measure/operator";
import { random } from "../../src/random";

const rng = random(2);
const normal = (n: number) => Float64Array.from({ length: n }, () => rng.normal());
// A convolution 3×3, 2 channels, 5 filters; batch norm; a dense kernel 4 × 7.
const weights = [
  { name: "0/kernel", shape: [3, 3, 2, 5] },
  { name: "0/bias", shape: [5] },
  { name: "1/gamma", shape: [5] },
  { name: "1/beta", shape: [5] },
  { name: "4/kernel", shape: [4, 7] },
  { name: "4/bias", shape: [7] },
];
const w = normal(90 + 15 + 28 + 7);
const start = normal(w.length);

/** By another method: the singular values of the matrix itself. */
const largestSingular = (values: Float64Array, columns: number) =>
  new SingularValueDecomposition(Matrix.from1DArray(values.length / columns, columns, [...values]), { autoTranspose: true }).norm2;

describe("norms of a network", () => {
  it("are those of its parts", async () => {
    const away = w.map((value, i) => value - (start[i] as number));
    const result = await weightNorms(w, weights, { start, random: random(1) });
    expect(result.frobenius).toBeCloseTo(norm(w), 12);
    expect(result.distance).toBeCloseTo(norm(away), 12);
    expect(result.layers.map(({ layer }) => layer)).toEqual(["0", "1", "4"]);
    const [conv, bn, dense] = result.layers as [(typeof result.layers)[0], (typeof result.layers)[0], (typeof result.layers)[0]];
    expect(conv.frobenius).toBeCloseTo(norm(w.subarray(0, 95)), 12);
    expect(conv.distance).toBeCloseTo(norm(away.subarray(0, 95)), 12);
    expect(conv.kernel?.frobenius).toBeCloseTo(norm(w.subarray(0, 90)), 12);
    expect(bn.kernel).toBeNull();
    expect(bn.frobenius).toBeCloseTo(norm(w.subarray(95, 105)), 12);
    const spectral = [largestSingular(w.slice(0, 90), 5), largestSingular(w.slice(105, 133), 7)] as [number, number];
    expect(conv.kernel?.spectral).toBeCloseTo(spectral[0], 9);
    expect(dense.kernel?.spectral).toBeCloseTo(spectral[1], 9);
    expect(dense.kernel?.spectralDistance).toBeCloseTo(largestSingular(away.slice(105, 133), 7), 9);
    expect(result.logSpectralProduct).toBeCloseTo(Math.log(spectral[0] * spectral[1]), 9);
    expect(result.spectralSum).toBeCloseTo(spectral[0] + spectral[1], 9);
    expect(result.logFrobeniusProduct).toBeCloseTo(Math.log(norm(w.subarray(0, 90)) * norm(w.subarray(105, 133))), 12);
    expect(result.converged).toBe(true);
  });

  it("know no distance without a start, and no logarithm of 0", async () => {
    const result = await weightNorms(new Float64Array(w.length), weights, { random: random(1) });
    expect(result).toMatchObject({ frobenius: 0, distance: null, logSpectralProduct: null, logFrobeniusProduct: null, spectralSum: 0 });
  });

  it("of another network are refused", async () => {
    await expect(weightNorms(w.slice(1), weights, { random: random(1) })).rejects.toThrow(/must have 140 numbers, got 139/);
    await expect(weightNorms(w, weights, { start: start.slice(1), random: random(1) })).rejects.toThrow(/starting weights/);
  });
});
