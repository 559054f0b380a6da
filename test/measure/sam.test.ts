import { describe, expect, it } from "vitest";
import { norm } from "../../src/measure/operator";
import { type SamOptions, samEvaluations, samSharpness } from "../../src/measure/sam";
import { random } from "../../src/random";
import { linear, quadratic, tinyNetwork } from "./tiny-network";

const rng = random(7);
const g = Float64Array.from({ length: 12 }, () => rng.normal());
const w = Float64Array.from({ length: 12 }, () => rng.normal());
const rho = 0.3;
const sharpness = (f: Parameters<typeof samSharpness>[0], at: Float64Array, options: Partial<SamOptions> = {}) =>
  samSharpness(f, at, { rho, random: random(1), ...options });

describe("a linear function", () => {
  const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
  const product = w.map((value, i) => Math.abs(value * (g[i] as number)));
  it.each([
    ["ρ‖g‖", {}, rho * norm(g)],
    ["ρ‖g‖₁", { norm: "linf" }, rho * sum(g.map(Math.abs))],
    ["ρ‖T g‖", { scale: "weight" }, rho * norm(product)],
    ["ρ Σ|w g|", { scale: "weight", norm: "linf" }, rho * sum(product)],
    ["with η: ρ‖(T + η) g‖", { scale: "weight", eta: 0.1 }, rho * norm(w.map((v, i) => (Math.abs(v) + 0.1) * (g[i] as number)))],
  ] as [string, Partial<SamOptions>, number][])("has the maximum %s, found by one step and by the ascent", async (_, options, expected) => {
    const result = await sharpness(linear(g), w, options);
    expect(result.oneStep).toBeCloseTo(expected, 12);
    expect(result.sharpness).toBeCloseTo(expected, 10);
    for (const rise of result.ascent) expect(rise).toBeCloseTo(expected, 3);
  });

  it("has the maximum ρ‖T g‖ with the length of its filter for each weight of a kernel", async () => {
    // A kernel [4, 2] and its bias [2]: column j has the length ‖(w_j, w_2+j, w_4+j, w_6+j)‖.
    const weights = [
      { name: "0/kernel", shape: [4, 2] },
      { name: "0/bias", shape: [2] },
      { name: "1/gamma", shape: [2] },
    ];
    const column = (j: number) => norm([0, 2, 4, 6].map((i) => w[i + j] as number));
    const stretch = w.map((value, i) => (i < 8 ? column(i % 2) : Math.abs(value)));
    const result = await sharpness(linear(g), w, { scale: "filter", weights });
    expect(result.sharpness).toBeCloseTo(rho * norm(stretch.map((value, i) => value * (g[i] as number))), 10);
    await expect(sharpness(linear(g), w, { scale: "filter" })).rejects.toThrow(/needs the shapes/);
    await expect(sharpness(linear(g), w, { scale: "filter", weights: weights.slice(1) })).rejects.toThrow(/must have 4 numbers, got 12/);
  });
});

describe("a quadratic at its minimum, where one step finds nothing", () => {
  const lambda = Float64Array.from([1, 2, 9, 4]);
  const centre = Float64Array.from([1, -1, 0.5, 2]);

  it("rises by ρ²/2 · λ_max in the l2 ball, and by ρ²/2 · tr H in the l∞ box", async () => {
    const l2 = await sharpness(quadratic(lambda, centre), centre, { steps: 60 });
    expect([l2.oneStep, l2.ascent.length]).toEqual([0, 3]);
    expect(l2.sharpness).toBeCloseTo((rho ** 2 / 2) * 9, 8);
    const linf = await sharpness(quadratic(lambda, centre), centre, { norm: "linf" });
    expect(linf.sharpness).toBeCloseTo((rho ** 2 / 2) * 16, 12);
  });

  it("rises by ρ²/2 · max λᵢ wᵢ² in ASAM's ball", async () => {
    const result = await sharpness(quadratic(lambda, centre), centre, { scale: "weight", steps: 60 });
    expect(result.sharpness).toBeCloseTo((rho ** 2 / 2) * 16, 8);
  });
});

it("climbs beyond one step where the loss is curved", async () => {
  // The gradient at w points along the first axis, the curvature is along the second.
  const f = quadratic(Float64Array.from([0.1, 50]), Float64Array.from([-1, 0]));
  const { oneStep, sharpness: best, ascent } = await sharpness(f, new Float64Array(2), { steps: 50 });
  expect(oneStep).toBeCloseTo(0.1 * rho + 0.05 * rho ** 2, 12);
  expect(best).toBeGreaterThan(20 * oneStep);
  expect(best).toBe(Math.max(...ascent));
});

it("finds a maximum inside the ball, by steps that get smaller", async () => {
  const top = Float64Array.from([0.05, -0.1]);
  for (const norm of ["l2", "linf"] as const) {
    const { oneStep, sharpness: best } = await sharpness(quadratic(Float64Array.from([-3, -2]), top), new Float64Array(2), {
      norm,
      steps: 80,
    });
    expect(oneStep).toBeLessThan(0);
    expect(best).toBeCloseTo((3 * 0.05 ** 2 + 2 * 0.1 ** 2) / 2, 4);
  }
});

it("never reports less than the rise at w itself, which is 0", async () => {
  const hill = quadratic(Float64Array.from([-1, -2]));
  expect((await sharpness(hill, new Float64Array(2))).sharpness).toBe(0);
});

it("uses at most the evaluations it announces, and as many where no ascent stalls", async () => {
  const { w: at, ...f } = tinyNetwork();
  const seen: number[] = [];
  const result = await sharpness(f, at, { steps: 5, starts: 4, onEvaluation: (n) => seen.push(n) });
  expect(result).toMatchObject({ rho, norm: "l2", scale: "none", steps: 5, starts: 4 });
  expect(seen.at(-1)).toBe(result.evaluations);
  expect(result.evaluations).toBeLessThanOrEqual(samEvaluations({ steps: 5, starts: 4 }));
  expect(samEvaluations({ steps: 5, starts: 4 }) - result.evaluations).toBeLessThanOrEqual(1);
  expect(await sharpness(f, at, { steps: 0 })).toMatchObject({ ascent: [], evaluations: 2 });
});

it("gives the same numbers for the same seed, and plain JSON", async () => {
  const { w: at, ...f } = tinyNetwork();
  const result = await sharpness(f, at);
  expect(await sharpness(f, at)).toEqual(result);
  expect(JSON.parse(JSON.stringify(result))).toEqual(result);
});

describe("refusals", () => {
  const f = linear(g);
  it.each([
    [{ rho: 0 }, /rho must be a number above 0, got 0/],
    [{ rho: Number.NaN }, /rho/],
    [{ steps: -1 }, /steps must be an integer of 0 or more/],
    [{ starts: 0 }, /starts must be an integer of 1 or more/],
    [{ norm: "l1" as never }, /Unknown norm "l1"/],
    [{ scale: "layer" as never }, /Unknown scale "layer"/],
    [{ scale: "weight", eta: -1 }, /eta/],
  ] as [Partial<SamOptions>, RegExp][])("%j", async (options, message) => {
    await expect(sharpness(f, w, options)).rejects.toThrow(RangeError);
    await expect(sharpness(f, w, options)).rejects.toThrow(message);
  });

  it("weights of another function, weights that are all 0 (adaptive), a loss that is NaN", async () => {
    await expect(sharpness(f, new Float64Array(3))).rejects.toThrow(/12 numbers, got 3/);
    await expect(sharpness(f, new Float64Array(12), { scale: "weight" })).rejects.toThrow(/All weights are 0/);
    await expect(sharpness(linear(g.map(() => Number.NaN)), w)).rejects.toThrow(/loss .* is NaN/);
  });

  it("ends with the signal's reason", async () => {
    await expect(sharpness(f, w, { signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow("stop");
  });
});
