/** The functions of test/fixtures/make_lbfgsb.py, and small helpers of the tests of the optimizer. */
import type { Objective, ValueAndGradient } from "../../src/optimize/objective";

function rosenbrock(x: Float64Array): ValueAndGradient {
  const gradient = new Float64Array(x.length);
  let value = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const [a, b] = [x[i] as number, x[i + 1] as number];
    value += 100 * (b - a * a) ** 2 + (1 - a) ** 2;
    gradient[i] = (gradient[i] as number) - 400 * a * (b - a * a) - 2 * (1 - a);
    gradient[i + 1] = (gradient[i + 1] as number) + 200 * (b - a * a);
  }
  return { value, gradient };
}

const reflect = (v: Float64Array): Float64Array => {
  const by = (2 * v.reduce((sum, value) => sum + value, 0)) / v.length;
  return v.map((value) => value - by);
};

const quadratic =
  (condition: number): Objective =>
  (x) => {
    const d = x.map((_, i) => condition ** (i / (x.length - 1)));
    const r = reflect(x).map((value) => value - 1);
    const value = r.reduce((sum, each, i) => sum + 0.5 * (d[i] as number) * each ** 2, 0);
    return { value, gradient: reflect(r.map((each, i) => (d[i] as number) * each)) };
  };

function waves(x: Float64Array): ValueAndGradient {
  const gradient = x.map((value, i) => value / 10 - Math.sin(value + i));
  let value = x.reduce((sum, each, i) => sum + each ** 2 / 20 + Math.cos(each + i), 0);
  for (let i = 0; i + 1 < x.length; i++) {
    const by = (x[i + 1] as number) - (x[i] as number);
    value += 0.1 * by * by;
    gradient[i] = (gradient[i] as number) - 0.2 * by;
    gradient[i + 1] = (gradient[i + 1] as number) + 0.2 * by;
  }
  return { value, gradient };
}

export const FUNCTIONS: Record<string, Objective> = { rosenbrock, quadratic1e2: quadratic(1e2), quadratic1e8: quadratic(1e8), waves };

/** (x − centre)² in each variable. */
export const bowl =
  (centre: number): Objective =>
  (x) => ({ value: x.reduce((sum, each) => sum + (each - centre) ** 2, 0), gradient: x.map((each) => 2 * (each - centre)) });
