import { describe, expect, it } from "vitest";
import { type EdgeOptions, type EdgeRow, type EdgeState, edgeOfStability } from "../../src/measure/edge-of-stability";
import { topEigenpairs } from "../../src/measure/lanczos";
import type { LossFunction } from "../../src/measure/loss-function";
import { matrixOperator, type Operator } from "../../src/measure/operator";
import { random } from "../../src/random";
import { evenly } from "./matrices";

type Problem = { f: LossFunction; hessianAt: (w: Float64Array) => Operator };

/** ½ Σ λᵢ wᵢ² */
function quadratic(lambdas: number[]): Problem {
  const lossAt = (w: Float64Array) => lambdas.reduce((sum, lambda, i) => sum + (lambda * (w[i] as number) ** 2) / 2, 0);
  return {
    f: {
      dimension: lambdas.length,
      lossAt,
      lossAndGradientAt: (w) => ({ loss: lossAt(w), gradient: w.map((value, i) => (lambdas[i] as number) * value) }),
    },
    hessianAt: () => matrixOperator(lambdas.map((lambda, i) => lambdas.map((_, j) => (i === j ? lambda : 0)))),
  };
}

/** A chain of four scalar weights that is to give 1: ½ (1 − w₀w₁w₂w₃)². Its minima have the eigenvalue Σ 1/wᵢ². */
const chain: Problem = (() => {
  const without = (w: Float64Array, ...left: number[]) =>
    w.reduce((product, value, i) => (left.includes(i) ? product : product * value), 1);
  const errorAt = (w: Float64Array) => 1 - without(w);
  return {
    f: {
      dimension: 4,
      lossAt: (w) => errorAt(w) ** 2 / 2,
      lossAndGradientAt: (w) => ({ loss: errorAt(w) ** 2 / 2, gradient: w.map((_, i) => -errorAt(w) * without(w, i)) }),
    },
    hessianAt: (w) =>
      matrixOperator(
        [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => without(w, i) * without(w, j) - (i === j ? 0 : errorAt(w) * without(w, i, j)))),
      ),
  };
})();

const follow = ({ f, hessianAt }: Problem, options: Partial<EdgeOptions> & Pick<EdgeOptions, "start" | "rate" | "steps">) =>
  edgeOfStability(f, hessianAt, { random: random(1), ...options });
const ratios = (rows: EdgeRow[]) => rows.map(({ ratio }) => ratio);

describe("on a quadratic", () => {
  it("λ_max stays, and the loss is that of gradient descent: ½ Σ λ ((1 − ηλ)ᵗ w)²", async () => {
    const start = Float64Array.of(1, 2);
    const { rows, diverged, gradients, products, w } = await follow(quadratic([5, 1]), { start, rate: 0.1, steps: 10, every: 4 });
    expect(rows.map(({ step }) => step)).toEqual([0, 4, 8, 10]);
    for (const { step, loss, lambdaMax, threshold, ratio } of rows) {
      expect(loss).toBeCloseTo((5 * 0.5 ** (2 * step) + 4 * 0.9 ** (2 * step)) / 2, 12);
      expect(lambdaMax).toBeCloseTo(5, 4);
      expect([threshold, ratio]).toEqual([20, expect.closeTo(0.25, 5)]);
    }
    expect([...w]).toEqual([expect.closeTo(0.5 ** 10, 12), expect.closeTo(2 * 0.9 ** 10, 12)]);
    expect(start).toEqual(Float64Array.of(1, 2));
    expect([diverged, gradients]).toEqual([null, 11]);
    expect(products).toBeGreaterThanOrEqual(8);
  });

  it.each([0, 0.5, 0.9])("with momentum %d the threshold is where steps begin to grow", async (momentum) => {
    const run = async (share: number) => {
      const lambda = (share * (2 + 2 * momentum)) / 0.1;
      const { rows } = await follow(quadratic([lambda]), { start: Float64Array.of(1), rate: 0.1, momentum, steps: 600, every: 600 });
      return rows as [EdgeRow, EdgeRow];
    };
    const [before, after] = await run(0.99);
    expect(before.ratio).toBeCloseTo(0.99, 10);
    expect(after.loss).toBeLessThan(before.loss / 100);
    const [low, high] = await run(1.01);
    expect(low.ratio).toBeCloseTo(1.01, 10);
    expect(high.loss).toBeGreaterThan(100 * low.loss);
  });

  it("above the threshold training diverges, which is said with the rows so far", async () => {
    const { rows, diverged } = await follow(quadratic([50]), { start: Float64Array.of(1), rate: 0.1, steps: 1000, every: 100 });
    expect(diverged).toBeGreaterThan(100);
    expect(diverged).toBeLessThan(1000);
    expect(rows.at(-1)?.step).toBe(Math.floor(((diverged as number) - 1) / 100) * 100);
    expect(ratios(rows).every((ratio) => Math.abs(ratio - 2.5) < 1e-9)).toBe(true);
  });
});

describe("on a chain of four scalar weights", () => {
  const start = Float64Array.of(2.5, 2.5, 0.1, 0.1);

  it("λ_max rises through the edge, swings about it and comes to rest just below it", async () => {
    const { rows } = await follow(chain, { start, rate: 0.18, steps: 1000 });
    const all = ratios(rows);
    expect(all[0]).toBeCloseTo(0.527, 3);
    expect(Math.max(...all)).toBeGreaterThan(1.5);
    const swings = all.slice(5, 100).filter((ratio, i, part) => i > 0 && ratio > 1 !== (part[i - 1] as number) > 1).length;
    expect(swings).toBeGreaterThan(80);
    expect(all.at(-1)).toBeGreaterThan(0.98);
    expect(all.at(-1)).toBeLessThan(1);
    const losses = rows.map(({ loss }) => loss);
    expect(losses.some((loss, i) => i > 5 && loss > (losses[i - 1] as number))).toBe(true);
    expect(losses.at(-1)).toBeLessThan(1e-9);
  });

  it("it stays far below where the rate is smaller: λ_max is that of the minimum, not of the rate", async () => {
    const ends = await Promise.all([0.1, 0.05].map(async (rate) => follow(chain, { start, rate, steps: 400, every: 400 })));
    for (const { rows, w } of ends) {
      const exact = w.reduce((sum, value) => sum + 1 / value ** 2, 0);
      expect(rows.at(-1)?.lambdaMax).toBeCloseTo(exact, 4);
      expect(rows.at(-1)?.ratio).toBeLessThan(0.7);
    }
  });
});

describe("a run", () => {
  const options = { start: Float64Array.of(1, 2), rate: 0.1, steps: 4 };

  it("measures each eigenvalue from the last vector: with fewer products than from anywhere", async () => {
    const lambdas = [5, ...evenly(0, 4.5, 200)];
    const start = new Float64Array(201).fill(1);
    const { products, rows } = await follow(quadratic(lambdas), { start, rate: 0.1, steps: 9 });
    let cold = 0;
    for (const { step } of rows) cold += (await topEigenpairs(quadratic(lambdas).hessianAt(start), 1, { random: random(step) })).products;
    expect(products).toBeLessThan(0.85 * cold);
    expect(rows.every(({ lambdaMax }) => Math.abs(lambdaMax - 5) < 1e-3)).toBe(true);
  });

  it("reports its rows, and repeats itself with the same seed", async () => {
    const seen: EdgeRow[] = [];
    const first = await follow(quadratic([5, 1]), { ...options, onRow: (row) => void seen.push(row) });
    expect(seen).toEqual(first.rows);
    expect(await follow(quadratic([5, 1]), options)).toEqual(first);
  });

  it.each([0, 0.9])("goes on from any row, bit for bit, with momentum %d", async (momentum) => {
    const start = Float64Array.of(2.5, 2.5, 0.1, 0.1);
    const states: EdgeState[] = [];
    const settings = { start, rate: 0.18, momentum, steps: 10, every: 3 };
    const whole = await follow(chain, { ...settings, onRow: (_row, state) => void states.push(state) });
    expect(states.map(({ rows }) => rows.length)).toEqual([1, 2, 3, 4, 5]);
    for (const from of states) {
      const kept = structuredClone(from);
      expect(await follow(chain, { ...settings, from })).toEqual(whole);
      expect(from).toEqual(kept);
    }
  });

  it("ends with the signal's reason", async () => {
    const stop = new AbortController();
    const onRow = ({ step }: EdgeRow) => {
      if (step === 2) stop.abort(new Error("interrupted"));
    };
    await expect(follow(quadratic([5, 1]), { ...options, onRow, signal: stop.signal })).rejects.toThrow("interrupted");
  });

  it.each([
    [{ rate: 0 }, "The learning rate must be above 0, got 0."],
    [{ momentum: 1 }, "The momentum must be from 0 to below 1, got 1."],
    [{ steps: -1 }, "The number of steps must be an integer of 0 or more, got -1."],
    [{ every: 0 }, "The steps between two measurements must be an integer of 1 or more, got 0."],
    [{ start: Float64Array.of(1) }, "The start must have 2 weights, got 1."],
    [{ start: Float64Array.of(Number.NaN, 1) }, "The loss at the start is NaN"],
  ])("is refused with %o", async (wrong, message) => {
    await expect(follow(quadratic([5, 1]), { ...options, ...wrong })).rejects.toThrow(RangeError);
    await expect(follow(quadratic([5, 1]), { ...options, ...wrong })).rejects.toThrow(message);
  });
});
