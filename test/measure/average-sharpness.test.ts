import { describe, expect, it } from "vitest";
import { type AverageOptions, averageEvaluations, averageSharpness } from "../../src/measure/average-sharpness";
import { random } from "../../src/random";
import { linear, quadratic } from "./tiny-network";

const rng = random(3);
const lambda = Float64Array.from({ length: 30 }, () => 3 * rng.uniform());
const w = Float64Array.from({ length: 30 }, () => rng.normal());
const trace = lambda.reduce((a, b) => a + b, 0);
const adaptive = lambda.reduce((sum, value, i) => sum + value * (w[i] as number) ** 2, 0);
const rho = 0.2;

describe("a quadratic, away from its minimum", () => {
  it.each([
    ["ρ²/2 · tr H", {}, (rho ** 2 / 2) * trace],
    ["a third of that in the box", { law: "uniform" }, (rho ** 2 / 6) * trace],
    ["ρ²/2 · Σ λ w² where it is adaptive", { scale: "weight" }, (rho ** 2 / 2) * adaptive],
    ["a third of that in the box", { scale: "weight", law: "uniform" }, (rho ** 2 / 6) * adaptive],
  ] as [string, Partial<AverageOptions>, number][])("rises by %s, within its standard error", async (_, options, expected) => {
    const result = await averageSharpness(quadratic(lambda), w, { rho, draws: 300, random: random(5), ...options });
    expect(Math.abs(result.rise - expected)).toBeLessThan(4 * result.standardError);
    expect(result.standardError).toBeLessThan(0.05 * expected);
    expect(result.evaluations).toBe(averageEvaluations({ draws: 300 }));
  });

  it("has an error that falls as 1/√draws", async () => {
    const error = async (draws: number) => (await averageSharpness(quadratic(lambda), w, { rho, draws, random: random(6) })).standardError;
    const ratio = (await error(100)) / (await error(1600));
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeLessThan(5);
  });
});

it("does not see the gradient: a linear function rises by 0, to rounding", async () => {
  const { rise } = await averageSharpness(linear(w), w, { rho, random: random(1) });
  expect(Math.abs(rise)).toBeLessThan(1e-12);
});

it("refuses ρ = 0, one draw, an unknown law and a loss that is no number", async () => {
  const at = (options: Partial<AverageOptions>) => averageSharpness(quadratic(lambda), w, { rho, random: random(1), ...options });
  await expect(at({ rho: 0 })).rejects.toThrow(/rho must be a number above 0/);
  await expect(at({ draws: 1 })).rejects.toThrow(/draws must be an integer of 2 or more/);
  await expect(at({ law: "cauchy" as never })).rejects.toThrow(/Unknown law/);
  const edge = { ...quadratic(lambda), lossAt: (v: Float64Array) => (v[0] === w[0] ? 1 : Number.NaN) };
  await expect(averageSharpness(edge, w, { rho, random: random(1) })).rejects.toThrow(/choose smaller perturbations/);
});
