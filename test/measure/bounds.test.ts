import { describe, expect, it } from "vitest";
import { logSpectralMargin, margins, pathNorm } from "../../src/measure/bounds";
import { weightNorms } from "../../src/measure/norms";
import { random } from "../../src/random";
import { tinyNetwork } from "./tiny-network";

describe("margins", () => {
  it("are the label's logit less the largest other", () => {
    // Rows: 3 − 1 = 2; 0 − 4 = −4; 1 − 1 = 0.
    const result = margins([3, 1, 0, 4, 0, 2, 1, 0, 1], [0, 1, 0], 3);
    expect(result).toEqual({ percentile10: -4, min: -4, median: 0, mean: -2 / 3, wrong: 2 / 3, examples: 3 });
  });

  it("have the ⌈n/10⌉-th smallest as their 10th percentile: of 1 … 30, 3", () => {
    const values = [...random(1).permutation(30)].map((i) => i + 1);
    const { percentile10, median, wrong } = margins(
      values.flatMap((value) => [value, 0]),
      values.map(() => 0),
      2,
    );
    expect([percentile10, median, wrong]).toEqual([3, 15.5, 0]);
  });

  it("refuse what does not fit", () => {
    expect(() => margins([], [], 2)).toThrow(/number of examples/);
    expect(() => margins([1], [0], 1)).toThrow(/classes must be an integer of 2/);
    expect(() => margins([1, 2, 3], [0, 1], 2)).toThrow(/have 4 logits, got 3/);
    expect(() => margins([1, 2], [2], 2)).toThrow(/from 0 to 1, got 2/);
    expect(() => margins([1, Number.NaN], [0], 2)).toThrow(/finite numbers, got NaN/);
  });
});

describe("spectral norms over margin", () => {
  // diag(3, 4) and diag(2, 1): ∏σ² = 64, Σ F²/σ² = 25/16 + 5/4, γ = 2, m = 100.
  const weights = [
    { name: "0/kernel", shape: [2, 2] },
    { name: "2/kernel", shape: [2, 2] },
  ];
  const w = Float64Array.from([3, 0, 0, 4, 2, 0, 0, 1]);

  it("agree with the calculation by hand", async () => {
    const norms = await weightNorms(w, weights, { random: random(1) });
    const expected = Math.sqrt((64 * (25 / 16 + 5 / 4)) / (4 * 100));
    expect(Math.exp(logSpectralMargin(norms, { margin: 2, examples: 100 }))).toBeCloseTo(expected, 9);
  });

  it("take the distance from the start where asked", async () => {
    const start = Float64Array.from([3, 0, 0, 3, 2, 0, 0, 0]);
    const norms = await weightNorms(w, weights, { start, random: random(1) });
    const expected = Math.sqrt((64 * (1 / 16 + 1 / 4)) / (4 * 100));
    expect(Math.exp(logSpectralMargin(norms, { margin: 2, examples: 100, from: "start" }))).toBeCloseTo(expected, 9);
  });

  it("refuse a margin of 0, a kernel of 0 and a start that nobody gave", async () => {
    const norms = await weightNorms(w, weights, { random: random(1) });
    expect(() => logSpectralMargin(norms, { margin: 0, examples: 100 })).toThrow(/margin must be a number above 0/);
    expect(() => logSpectralMargin(norms, { margin: 1, examples: 100, from: "start" })).toThrow(/measure them with `start`/);
    const zero = await weightNorms(new Float64Array(8), weights, { random: random(1) });
    expect(() => logSpectralMargin(zero, { margin: 1, examples: 100 })).toThrow(/A kernel is 0/);
  });
});

describe("path norm", () => {
  it("is the root of the sum over all paths of their squared weights", async () => {
    const net = tinyNetwork({ inputs: 2, units: 2, classes: 2, examples: 1 });
    // W1 = [[1, 2], [3, 4]], b1 = (1, 0), W2 = [[1, 0], [2, 1]], b2 = (0, 2).
    const w = Float64Array.from([1, 2, 3, 4, 1, 0, 1, 0, 2, 1, 0, 2]);
    // Hidden on ones: 1 + 9 + 1 = 11 and 4 + 16 = 20; outputs: 11 + 4·20 and 20 + 4; 11 + 80 + 24 = 115.
    const onOnes = (v: Float64Array) => {
      const at = (i: number) => v[i] as number;
      const h = [Math.max(0, at(0) + at(2) + at(4)), Math.max(0, at(1) + at(3) + at(5))] as const;
      return [h[0] * at(6) + h[1] * at(8) + at(10), h[0] * at(7) + h[1] * at(9) + at(11)];
    };
    expect(net.dimension).toBe(w.length);
    expect(await pathNorm(onOnes, w)).toBeCloseTo(Math.sqrt(115), 12);
    await expect(pathNorm(() => [Number.NaN], w)).rejects.toThrow(/add up to NaN/);
  });
});
