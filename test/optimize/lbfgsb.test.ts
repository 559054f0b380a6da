import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { boundsOf, projectedGradient } from "../../src/optimize/bounds";
import { minimize } from "../../src/optimize/lbfgsb";
import type { Objective } from "../../src/optimize/objective";
import { bowl, FUNCTIONS } from "./functions";

interface Problem {
  name: string;
  function: string;
  start: number[];
  lower: (number | null)[];
  upper: (number | null)[];
  x: number[];
  value: number;
  active: number;
}

const { minimisers } = JSON.parse(readFileSync(join(__dirname, "../fixtures/lbfgsb.json"), "utf8")) as { minimisers: Problem[] };

it.each(minimisers)("$name: SciPy's minimiser", async ({ function: name, start, x, value, active, ...problem }) => {
  const f = FUNCTIONS[name] as Objective;
  const lower = Float64Array.from(problem.lower, (bound) => bound ?? Number.NEGATIVE_INFINITY);
  const upper = Float64Array.from(problem.upper, (bound) => bound ?? Number.POSITIVE_INFINITY);
  const result = await minimize(f, Float64Array.from(start), { lower, upper, gradientTolerance: 1e-9, valueTolerance: 0 });
  const again = await f(result.x);
  expect(again.value).toBe(result.value);
  // Where the curvature is 1e8, a slope of 1e-4 is below the rounding of the value.
  expect(projectedGradient(result.x, again.gradient, boundsOf(start.length, lower, upper))).toBeLessThan(
    name === "quadratic1e8" ? 1e-3 : 1e-5,
  );
  expect(Math.abs(result.value - value)).toBeLessThanOrEqual(1e-10 * Math.max(1, Math.abs(value)));
  for (const [i, each] of result.x.entries()) {
    expect(each).toBeGreaterThanOrEqual(lower[i] as number);
    expect(each).toBeLessThanOrEqual(upper[i] as number);
    expect(Math.abs(each - (x[i] as number))).toBeLessThan(2e-6);
  }
  expect(result.x.filter((each, i) => each === lower[i] || each === upper[i])).toHaveLength(active);
});

it("has problems with no, some and all bounds active", () => {
  const shares = minimisers.map(({ active, x }) => active / x.length);
  expect(shares).toContain(0);
  expect(shares.some((share) => share > 0.2 && share < 0.8)).toBe(true);
});

it("ends with the default tolerances where no component of the projected gradient is above 1e-5", async () => {
  const seen: number[] = [];
  const start = Float64Array.of(-1.2, 1);
  const result = await minimize(FUNCTIONS.rosenbrock as Objective, start, {
    valueTolerance: 0,
    onIteration: ({ iteration, value }) => seen.push(iteration, value),
  });
  expect(result).toMatchObject({ end: "gradient" });
  expect(result.projectedGradient).toBeLessThanOrEqual(1e-5);
  const values = seen.filter((_, i) => i % 2 === 1);
  expect(values.every((value, i) => i === 0 || value <= (values[i - 1] as number))).toBe(true);
  expect(values).toHaveLength(result.iteration);
  expect(start).toEqual(Float64Array.of(-1.2, 1));
});

it("needs no more evaluations than one and a half an iteration on Rosenbrock's function", async () => {
  const { iteration, evaluations } = await minimize(FUNCTIONS.rosenbrock as Objective, Float64Array.of(-1.2, 1));
  expect(iteration).toBeLessThan(45);
  expect(evaluations).toBeLessThan(1.5 * iteration);
});

it("ends at once where the gradient is zero, in one variable and at a corner", async () => {
  expect(await minimize(bowl(3), Float64Array.of(3))).toMatchObject({ end: "gradient", iteration: 0, evaluations: 1, value: 0 });
  const corner = await minimize(bowl(3), Float64Array.of(1, 1), { upper: 1 });
  expect(corner).toMatchObject({ end: "gradient", iteration: 0, evaluations: 1, projectedGradient: 0 });
});

it("minimises one variable, bounded on either side, on both and on none", async () => {
  const x = async (lower: number, upper: number) => (await minimize(bowl(3), Float64Array.of(0.5), { lower, upper })).x[0];
  const far = Number.POSITIVE_INFINITY;
  expect(await x(-far, far)).toBeCloseTo(3, 6);
  expect(await x(0, 10)).toBeCloseTo(3, 6);
  expect(await x(-far, 2)).toBe(2);
  expect(await x(4, far)).toBe(4);
  expect(await x(1, 1)).toBe(1);
});

it("steps by −g / initialCurvature at first, and finds the same minimum", async () => {
  const tried: number[] = [];
  const f: Objective = (x) => {
    tried.push(x[0] as number);
    return bowl(3)(x);
  };
  const { x } = await minimize(f, Float64Array.of(0), { initialCurvature: 20 });
  expect(tried[1]).toBeCloseTo(6 / 20, 12);
  expect(x[0]).toBeCloseTo(3, 6);
});

it("brings a concave function to a corner", async () => {
  const f: Objective = (x) => ({ value: -x.reduce((sum, each) => sum + each * each, 0), gradient: x.map((each) => -2 * each) });
  const { x, end } = await minimize(f, Float64Array.of(0.1, -0.2, 0.3), { lower: -1, upper: 2 });
  expect([...x]).toEqual([2, -1, 2]);
  expect(end).toBe("gradient");
});

it("moves a million variables, half of them to a bound, in a few iterations", async () => {
  const n = 1_000_000;
  // Bands of three: x₂ₖ is pulled to a target by itself and by its neighbours.
  const target = Float64Array.from({ length: n }, (_, i) => 2 * Math.sin(i));
  const f: Objective = (x) => {
    const gradient = new Float64Array(n);
    let value = 0;
    for (let i = 0; i < n; i++) {
      const from = (x[i] as number) - (target[i] as number);
      const by = i + 1 < n ? (x[i + 1] as number) - (x[i] as number) : 0;
      value += 0.5 * (1 + (i % 5)) * from * from + 0.25 * by * by;
      gradient[i] = (gradient[i] as number) + (1 + (i % 5)) * from - 0.5 * by;
      if (i + 1 < n) gradient[i + 1] = 0.5 * by;
    }
    return { value: value / n, gradient: gradient.map((each) => each / n) };
  };
  const result = await minimize(f, new Float64Array(n), {
    lower: -1,
    upper: 1,
    gradientTolerance: 1e-3 / n,
    valueTolerance: 0,
    maxIterations: 60,
    initialCurvature: 1 / n,
  });
  expect(result.end).toBe("gradient");
  expect(result.projectedGradient).toBeLessThanOrEqual(1e-3 / n);
  const held = result.x.reduce((count, each) => count + (Math.abs(each) === 1 ? 1 : 0), 0) / n;
  expect(held).toBeGreaterThan(0.4);
  expect(held).toBeLessThan(0.8);
});
