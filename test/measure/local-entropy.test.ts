import { describe, expect, it } from "vitest";
import { type LocalEntropyOptions, localEntropy, localEntropyEvaluations } from "../../src/measure/local-entropy";
import { random } from "../../src/random";
import { quadratic } from "./tiny-network";

const lambda = Float64Array.from([0.2, 1, 5, 20, 0]);
const centre = Float64Array.from([1, -1, 0.3, 0.1, 0]);
const w = Float64Array.from([0, 0.5, 0, 0, 2]);
const offset = 0.7;
const f = quadratic(lambda, centre, offset);
const sum = (of: (lambda: number, d: number) => number) =>
  lambda.reduce((total, value, i) => total + of(value, (w[i] as number) - (centre[i] as number)), 0);

describe("on a quadratic, in closed form", () => {
  it.each([
    [1, 1],
    [3, 1],
    [1, 10],
  ])("γ = %d, β = %d: value, mean loss and gradient", async (gamma, beta) => {
    const result = await localEntropy(f, w, { gamma, beta, chains: 12, nodes: 8, burnIn: 30, samples: 250, random: random(1) });
    // u is normal: smoothed = offset + Σ [ln(1 + λ/γ)/(2β) + ½ λγ/(λ+γ) d²]
    const smoothed = offset + sum((l, d) => Math.log1p(l / gamma) / (2 * beta) + ((l * gamma) / (l + gamma)) * (d * d) * 0.5);
    // w' ~ N(c + γ d/(λ+γ), 1/(β(λ+γ)))
    const mean = offset + sum((l, d) => (l / 2) * ((gamma * d) / (l + gamma)) ** 2 + l / (2 * beta * (l + gamma)));
    const gradient = sum((l, d) => (((l * gamma) / (l + gamma)) * d) ** 2);
    expect(Math.abs(result.smoothedLoss - smoothed)).toBeLessThan(4 * result.smoothedLossError + 0.002);
    expect(result.smoothedLossError).toBeLessThan(0.05 * smoothed);
    expect(Math.abs(result.meanLoss - mean)).toBeLessThan(4 * result.meanLossError);
    expect(result.meanLossError).toBeLessThan(0.05 * mean);
    expect(Math.abs(result.squaredGradient - gradient)).toBeLessThan(4 * result.squaredGradientError);
    expect(result.squaredGradientError).toBeLessThan(0.2 * gradient);
    const constant = (w.length / 2) * Math.log((2 * Math.PI) / (beta * gamma));
    expect(result.localEntropy).toBeCloseTo(beta * result.smoothedLoss - constant, 12);
    expect(result.acceptance).toBeGreaterThan(0.2);
  });
});

it("is the loss itself where the loss is flat, however short the chains", async () => {
  const flat = quadratic(new Float64Array(3), new Float64Array(3), 0.4);
  const result = await localEntropy(flat, new Float64Array(3), { gamma: 1, samples: 3, burnIn: 2, random: random(1) });
  expect(result.smoothedLoss).toBeCloseTo(0.4, 12);
  expect(result).toMatchObject({ squaredGradient: 0, acceptance: 1 });
});

it("prefers the wide minimum to the narrow one of the same loss", async () => {
  const options = { gamma: 1, chains: 4, burnIn: 30, samples: 100, random: random(1) };
  const zero = new Float64Array(4);
  const wide = await localEntropy(quadratic(zero.map(() => 0.5)), zero, options);
  const narrow = await localEntropy(quadratic(zero.map(() => 30)), zero, options);
  expect(narrow.smoothedLoss - wide.smoothedLoss).toBeGreaterThan(5 * (narrow.smoothedLossError + wide.smoothedLossError));
});

it("uses the evaluations it announces", async () => {
  const counts = { chains: 3, nodes: 3, burnIn: 4, samples: 5 };
  const { evaluations } = await localEntropy(f, w, { gamma: 1, ...counts, random: random(1) });
  expect(evaluations).toBe(localEntropyEvaluations(counts));
});

it("refuses wrong options", async () => {
  const at = (options: Partial<LocalEntropyOptions>) => localEntropy(f, w, { gamma: 1, random: random(1), ...options });
  await expect(at({ gamma: 0 })).rejects.toThrow(/gamma must be a number above 0/);
  await expect(at({ beta: -1 })).rejects.toThrow(/beta/);
  await expect(at({ chains: 2 })).rejects.toThrow(/chains must be an integer of 3/);
  await expect(at({ samples: 0 })).rejects.toThrow(/1 or more/);
  await expect(localEntropy(f, w.slice(1), { gamma: 1, random: random(1) })).rejects.toThrow(/5 numbers, got 4/);
});
