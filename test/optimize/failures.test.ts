import { describe, expect, it } from "vitest";
import { minimize } from "../../src/optimize/lbfgsb";
import type { Objective } from "../../src/optimize/objective";
import { bowl, FUNCTIONS } from "./functions";

const rosenbrock = FUNCTIONS.rosenbrock as Objective;
const START = Float64Array.of(-1.2, 1);
const far = Number.POSITIVE_INFINITY;

describe("an objective that fails", () => {
  it("throws: the error passes through unchanged, at the start and later, at once or as a rejection", async () => {
    for (const fails of [1, 4]) {
      const error = new Error("the device is gone");
      let calls = 0;
      const f: Objective = (x) => {
        if (++calls === fails) throw error;
        return rosenbrock(x);
      };
      await expect(minimize(f, START)).rejects.toBe(error);
      calls = 0;
      await expect(minimize(async (x) => f(x), START)).rejects.toBe(error);
    }
  });

  it.each([Number.NaN, far, -far])("answers %s at trial steps: shorter steps are tried", async (wrong) => {
    let met = 0;
    const f: Objective = ([x = 0]) => {
      if (x > 0.45) met++;
      return x > 0.45
        ? { value: wrong, gradient: Float64Array.of(1) }
        : { value: (x - 0.4) ** 2, gradient: Float64Array.of(2 * (x - 0.4)) };
    };
    const { x, end } = await minimize(f, Float64Array.of(-100), { initialCurvature: 0.01 });
    expect(met).toBeGreaterThan(0);
    expect(end).toBe("gradient");
    expect(x[0]).toBeCloseTo(0.4, 4);
  });

  it("has a gradient that is no finite number at a trial step: shorter steps are tried", async () => {
    const f: Objective = (x) =>
      ({ ...bowl(0.4)(x), ...((x[0] as number) > 0.45 ? { gradient: Float64Array.of(Number.NaN, 0) } : {}) }) as never;
    const { x } = await minimize(f, Float64Array.of(-100, 0), { initialCurvature: 0.01 });
    expect(x[0]).toBeCloseTo(0.4, 4);
    expect(x[1]).toBeCloseTo(0.4, 4);
  });

  it("is no finite number at the start", async () => {
    const nan: Objective = () => ({ value: Number.NaN, gradient: Float64Array.of(1) });
    await expect(minimize(nan, Float64Array.of(0))).rejects.toThrow(/value at the start is NaN.*Choose another start/);
    const infinite: Objective = () => ({ value: 1, gradient: Float64Array.of(far) });
    await expect(minimize(infinite, Float64Array.of(0))).rejects.toThrow(/gradient at the start/);
  });

  it("has a gradient of another length, at the start and later", async () => {
    for (const fails of [1, 3]) {
      let calls = 0;
      const f: Objective = (x) => (++calls === fails ? { value: 0, gradient: Float64Array.of(1) } : rosenbrock(x));
      await expect(minimize(f, START)).rejects.toThrow("The gradient has 1 components, expected 2.");
    }
  });

  it("has a gradient of the wrong sign: ends with `lineSearch` where it began", async () => {
    const f: Objective = (x) => ({ ...(bowl(0)(x) as { value: number }), gradient: x.map((each) => -2 * each) });
    const result = await minimize(f, Float64Array.of(1, 2));
    expect(result).toMatchObject({ end: "lineSearch", iteration: 0, value: 5 });
    expect(result.evaluations).toBeLessThan(50);
  });

  it("has a wrong gradient from some point on: ends with `lineSearch` at the best point", async () => {
    const f: Objective = async (x) => {
      const { value, gradient } = await rosenbrock(x);
      return { value, gradient: value < 1 ? gradient.map((each) => -each - 1) : gradient };
    };
    const result = await minimize(f, START);
    expect(result.end).toBe("lineSearch");
    expect(result.value).toBeLessThan(1);
    expect(result.evaluations).toBeLessThan(200);
  });

  it("uses the memory of its answer again: nothing goes wrong", async () => {
    const memory = new Float64Array(2);
    const f: Objective = async (x) => {
      const { value, gradient } = await rosenbrock(x);
      memory.set(gradient);
      return { value, gradient: memory };
    };
    expect(await minimize(f, START)).toEqual({ ...(await minimize(rosenbrock, START)) });
  });
});

describe("limits", () => {
  it.each([1, 2, 3, 7, 20])("uses no more than %i evaluations, and keeps the best", async (maxEvaluations) => {
    const values: number[] = [];
    const f: Objective = async (x) => {
      const answer = await rosenbrock(x);
      values.push(answer.value);
      return answer;
    };
    const result = await minimize(f, START, { maxEvaluations });
    expect(values).toHaveLength(maxEvaluations);
    expect(result).toMatchObject({ end: "evaluations", evaluations: maxEvaluations, value: Math.min(...values) });
  });

  it.each([0, 1, 5])("makes no more than %i iterations", async (maxIterations) => {
    expect(await minimize(rosenbrock, START, { maxIterations })).toMatchObject({ end: "iterations", iteration: maxIterations });
  });

  it("ends by signal between two evaluations, with the best point so far", async () => {
    for (const calls of [1, 2, 5, 9]) {
      const control = new AbortController();
      const values: number[] = [];
      const f: Objective = async (x) => {
        const answer = await rosenbrock(x);
        values.push(answer.value);
        if (values.length === calls) control.abort();
        return answer;
      };
      const result = await minimize(f, START, { signal: control.signal });
      expect(values).toHaveLength(calls);
      expect(result).toMatchObject({ end: "aborted", value: Math.min(...values) });
    }
  });
});

it.each<[string, Parameters<typeof minimize>[2], RegExp]>([
  [
    "a lower bound above the upper one",
    { lower: Float64Array.of(0, 2), upper: 1 },
    /Variable 1 has the lower bound 2 and the upper bound 1/,
  ],
  ["a bound that is NaN", { upper: Number.NaN }, /Variable 0/],
  ["bounds of another length", { lower: Float64Array.of(0) }, /lower bounds must be 2 numbers, one a variable; got 1/],
  ["no memory", { memory: 0 }, /memory must be an integer of 1 or more, got 0/],
  ["half an iteration", { maxIterations: 0.5 }, /maxIterations must be an integer of 0 or more, got 0.5/],
  ["no evaluations", { maxEvaluations: 0 }, /maxEvaluations must be an integer of 1 or more, got 0/],
  ["a negative curvature", { initialCurvature: -1 }, /initialCurvature must be a number above 0, got -1/],
])("refuses %s", async (_, options, message) => {
  const refused = minimize(rosenbrock, START, options);
  await expect(refused).rejects.toThrow(RangeError);
  await expect(refused).rejects.toThrow(message);
});

it("refuses a start that is no finite number", async () => {
  await expect(minimize(rosenbrock, Float64Array.of(0, Number.NaN))).rejects.toThrow(/start has components/);
});
