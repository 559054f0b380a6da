import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { fullBox, type PerturbationBox, subspaceBox } from "../../src/measure/box";
import { type KeskarSharpness, keskarCost, keskarFull, keskarIn, keskarSubspace, keskarSubspaces } from "../../src/measure/keskar";
import type { LossFunction } from "../../src/measure/loss-function";
import { minimize } from "../../src/optimize/lbfgsb";
import { random } from "../../src/random";
import { summarize } from "../../src/stats/summary";

const EPSILON = 1e-2;

function lossFunction(dimension: number, lossAndGradientAt: LossFunction["lossAndGradientAt"]): LossFunction {
  return { dimension, lossAndGradientAt, lossAt: async (w) => (await lossAndGradientAt(w)).loss };
}

/** least + Σ aᵢ (wᵢ − centreᵢ)² / 2 */
const separable = (a: Float64Array, centre: Float64Array, least = 0): LossFunction =>
  lossFunction(a.length, (w) => ({
    loss: w.reduce((sum, each, i) => sum + ((a[i] as number) * (each - (centre[i] as number)) ** 2) / 2, least),
    gradient: w.map((each, i) => (a[i] as number) * (each - (centre[i] as number))),
  }));

const linear = (g: Float64Array, offset: number): LossFunction =>
  lossFunction(g.length, (w) => ({ loss: w.reduce((sum, each, i) => sum + each * (g[i] as number), offset), gradient: g }));

const normal = (n: number, seed: number): Float64Array => {
  const draw = random(seed);
  return Float64Array.from({ length: n }, () => draw.normal());
};

const expectPhi = (found: number | null, expected: number): void =>
  expect(Math.abs((found ?? Number.NaN) / expected - 1)).toBeLessThan(1e-6);

describe("closed forms in the full space", () => {
  it("linear: the loss is largest at a corner, φ = 100 Σ |gᵢ| εᵢ / (1 + f), by every method", async () => {
    const [g, x] = [normal(40, 1), normal(40, 2)];
    const f = linear(g, 30);
    const loss = await f.lossAt(x);
    const rise = g.reduce((sum, each, i) => sum + Math.abs(each) * EPSILON * (Math.abs(x[i] as number) + 1), 0);
    const result = await keskarFull(f, x, { epsilon: EPSILON, random: random(3) });
    for (const each of [result.phi, ...Object.values(result.by)]) expectPhi(each, (100 * rise) / (1 + loss));
    expect(result).toMatchObject({ loss, atEdge: 1, converged: true });
    expect(result.maxLoss).toBeCloseTo(loss + rise, 10);
  });

  it("linear: one step of ascent reaches any corner", async () => {
    const [g, x] = [normal(40, 1), new Float64Array(40)];
    const rise = g.reduce((sum, each) => sum + Math.abs(each) * EPSILON, 0);
    const { by } = await keskarFull(linear(g, 0), x, { epsilon: EPSILON, random: random(3), starts: 1, ascentSteps: 1 });
    expectPhi(by.signAscent, 100 * rise);
  });

  it("a minimum: φ = 100 Σ aᵢ εᵢ² / 2 / (1 + f), however flat", async () => {
    for (const size of [1e4, 1, 1e-4]) {
      const [a, x] = [normal(60, 1).map((each) => size * (Math.abs(each) + 0.1)), normal(60, 2)];
      const rise = a.reduce((sum, each, i) => sum + (each * (EPSILON * (Math.abs(x[i] as number) + 1)) ** 2) / 2, 0);
      // One start, inside: every corner is a maximum here.
      const result = await keskarFull(separable(a, x, 0.5), x, { epsilon: EPSILON, random: random(3), starts: 1 });
      expectPhi(result.phi, (100 * rise) / 1.5);
      expectPhi(result.by.signAscent, (100 * rise) / 1.5);
      if (size >= 1) expectPhi(result.by.lbfgsb, (100 * rise) / 1.5);
      // Here a rise of 1e-6 ends the search, after its first step; SciPy's 1e-5 on the slope would end it before.
      else expect(result.by.lbfgsb as number).toBeGreaterThan((0.7 * 100 * rise) / 1.5);
    }
  });

  it("a saddle: only directions of positive curvature count", async () => {
    const [a, x] = [normal(60, 1).map((each) => 100 * each), normal(60, 2)];
    const rise = a.reduce((sum, each, i) => sum + (Math.max(0, each) * (EPSILON * (Math.abs(x[i] as number) + 1)) ** 2) / 2, 0);
    const result = await keskarFull(separable(a, x), x, { epsilon: EPSILON, random: random(3) });
    expect(result.phi / (100 * rise)).toBeGreaterThan(0.9999);
    expect(result.phi / (100 * rise)).toBeLessThan(1 + 1e-9);
    expect(result.atEdge).toBeCloseTo(a.filter((each) => each > 0).length / 60, 1);
  });

  it("a maximum: φ = 0 at it, and never below", async () => {
    const [a, x] = [normal(5, 1).map((each) => -Math.abs(each) - 1), normal(5, 2)];
    const { phi, atEdge, by } = await keskarFull(separable(a, x, 1), x, { epsilon: EPSILON, random: random(3) });
    expect([phi, atEdge]).toEqual([0, 0]);
    expect(Object.values(by)).toEqual([0, 0, 0]);
  });
});

describe("closed forms in a subspace with A given", () => {
  const [x, g] = [normal(30, 5), normal(30, 6)];
  const columns = [normal(30, 7), normal(30, 8), normal(30, 9)];
  let box: PerturbationBox;
  beforeAll(async () => {
    box = await subspaceBox(x, EPSILON, columns);
  });
  const along = columns.map((column) => column.reduce((sum, each, i) => sum + each * (g[i] as number), 0));

  it("linear: φ = 100 Σ |aⱼᵀg| εⱼ / (1 + f)", async () => {
    const rise = along.reduce((sum, each, j) => sum + Math.abs(each) * (box.half[j] as number), 0);
    const loss = 20 + x.reduce((sum, each, i) => sum + each * (g[i] as number), 0);
    expectPhi((await keskarIn(linear(g, 20), x, box, { random: random(1) })).phi, (100 * rise) / (1 + loss));
  });

  it("quadratic: the largest of all corners", async () => {
    const f = separable(
      normal(30, 10).map((each) => Math.abs(each)),
      x,
      0.1,
    );
    const corners = Array.from({ length: 8 }, (_, k) => box.half.map((width, j) => (k & (1 << j) ? width : -width)));
    const losses = await Promise.all(corners.map((z) => f.lossAt(box.pointAt(z))));
    const result = await keskarIn(f, x, box, { random: random(1), starts: 6 });
    expectPhi(result.phi, (100 * (Math.max(...losses) - 0.1)) / 1.1);
    expect(result.settings.epsilon).toBe(EPSILON);
  });
});

describe("a minimum", () => {
  const a = Float64Array.of(3, 1, 0.2);
  const f = separable(a, Float64Array.of(1, -2, 0));
  const x = Float64Array.of(1, -2, 0);

  it("started at x, L-BFGS-B reports φ = 0; random starts do not", async () => {
    const { half, pointAt } = fullBox(x, EPSILON);
    const climb = await minimize(
      async (z) => {
        const { loss, gradient } = await f.lossAndGradientAt(pointAt(z));
        return { value: -loss, gradient: gradient.map((each) => -each) };
      },
      new Float64Array(3),
      { lower: half.map((each) => -each), upper: half },
    );
    expect(climb).toMatchObject({ end: "gradient", evaluations: 1 });
    expect(-climb.value).toBe(0);
    expect((await keskarFull(f, x, { epsilon: EPSILON, random: random(1) })).phi).toBeGreaterThan(0.05);
  });

  it("that is flat: SciPy's tolerances would end ten iterations where they start, ours are made", async () => {
    const flat = separable(
      a.map((each) => 1e-5 * each),
      x,
    );
    const { by, evaluations } = await keskarFull(flat, x, {
      epsilon: EPSILON,
      random: random(1),
      starts: 1,
      iterations: 0,
      ascentSteps: 0,
    });
    expect(evaluations).toBeGreaterThan(10);
    const steep = await keskarFull(f, x, { epsilon: EPSILON, random: random(1), starts: 1, iterations: 0, ascentSteps: 0 });
    expect(by.published).toBeGreaterThan(0);
    expect(by).toMatchObject({ lbfgsb: null, signAscent: null });
    expect((by.published as number) / (steep.by.published as number)).toBeLessThan(1.001e-5);
  });
});

/** A quadratic with a few strong directions, some of them down: many maxima in the box. */
function rugged(n: number, seed: number): LossFunction {
  const directions = Array.from({ length: 6 }, (_, k) => ({ v: normal(n, seed + k), by: (k % 2 ? -1 : 1) * 10 }));
  return lossFunction(n, (w) => {
    const gradient = new Float64Array(n);
    let loss = 5;
    for (const { v, by } of directions) {
      const along = v.reduce((sum, each, i) => sum + each * (w[i] as number), 0);
      loss += (by * along ** 2) / 2;
      for (let i = 0; i < n; i++) gradient[i] = (gradient[i] as number) + by * along * (v[i] as number);
    }
    return { loss, gradient };
  });
}

const measure = (seed: number, options: object = {}): Promise<KeskarSharpness> =>
  keskarFull(rugged(50, seed), new Float64Array(50), { epsilon: EPSILON, random: random(seed), ...options });

describe("the search", () => {
  it("finds no less from three starts than from one, sometimes more; the best of all methods is kept", async () => {
    let more = 0;
    for (let seed = 0; seed < 8; seed++) {
      const [one, three] = [await measure(seed, { starts: 1 }), await measure(seed)];
      expect(three.phi).toBeGreaterThanOrEqual(one.phi);
      if (three.phi > one.phi * 1.001) more++;
      for (const { phi, by } of [one, three]) expect(phi).toBe(Math.max(...Object.values(by).map(Number)));
    }
    expect(more).toBeGreaterThan(0);
  });

  it("needs both ways up: each finds more than the other somewhere", async () => {
    const [a, x] = [Float64Array.of(-1, -2, -3), Float64Array.of(0.5, 0.5, 0.5)];
    const dome = await keskarFull(
      separable(
        a,
        x.map((each) => each + 0.004),
        1,
      ),
      x,
      { epsilon: EPSILON, random: random(1), ascentSteps: 4 },
    );
    expect(dome.by.lbfgsb as number).toBeGreaterThan(dome.by.signAscent as number);
    const others = await Promise.all([1, 2, 3, 4].map((seed) => measure(seed, { iterations: 2 })));
    expect(others.some(({ by }) => (by.signAscent as number) > (by.lbfgsb as number))).toBe(true);
  });

  it("is the same bit for bit from the same seed, another from another", async () => {
    expect(await measure(1)).toEqual(await measure(1));
    const short = { starts: 1, publishedIterations: 1, iterations: 0, ascentSteps: 0 };
    expect((await measure(1, { ...short, random: random(99) })).phi).not.toBe((await measure(1, short)).phi);
  });

  it("leaves its result as plain JSON, with its settings", async () => {
    const result = await measure(1, { starts: 2 });
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    expect(result.settings).toEqual({
      starts: 2,
      publishedIterations: 10,
      iterations: 100,
      ascentSteps: 20,
      epsilon: EPSILON,
      subspace: null,
    });
    expect(result.ends).toHaveLength(2);
  });

  it("says when a search to convergence was cut short", async () => {
    expect(await measure(1, { iterations: 1, starts: 1 })).toMatchObject({ converged: false, ends: ["iterations"] });
    expect(await measure(1, { iterations: 0 })).toMatchObject({ converged: false, ends: [], by: { lbfgsb: null } });
  });

  it("goes on where the loss is no number in a part of the box, and passes that part by", async () => {
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const bowl = separable(Float64Array.of(1, 1), Float64Array.of(0, 0));
      const f = lossFunction(2, (w) => ((w[0] as number) > 0.9 * EPSILON ? { loss: wrong, gradient: w } : bowl.lossAndGradientAt(w)));
      const { phi } = await keskarFull(f, new Float64Array(2), { epsilon: EPSILON, random: random(6), starts: 1 });
      expect(phi).toBeGreaterThan(0);
      expect(phi).toBeLessThanOrEqual(100 * EPSILON ** 2);
    }
  });
});

describe("evaluations", () => {
  it("are counted, reported one by one, and never more than the cost stated before", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1000),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(5),
        fc.nat(12),
        fc.nat(5),
        async (seed, starts, publishedIterations, iterations, ascentSteps) => {
          const effort = { starts, publishedIterations, iterations, ascentSteps };
          const seen: number[] = [];
          let calls = 0;
          const inner = rugged(20, seed);
          // With kinks, which make a line search work.
          const f = lossFunction(20, async (w) => {
            calls++;
            const { loss, gradient } = await inner.lossAndGradientAt(w);
            return { loss: loss + Math.abs(1000 * (w[0] as number)), gradient };
          });
          const { evaluations } = await keskarFull(f, new Float64Array(20), {
            ...effort,
            random: random(seed),
            onEvaluation: (count) => seen.push(count),
          });
          expect(evaluations).toBe(calls);
          expect(seen).toEqual(Array.from({ length: calls }, (_, i) => i + 1));
          expect(calls).toBeLessThanOrEqual(keskarCost(effort));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("cost by hand: 1 + 3 · (1 + 50 + 320 + 20), the second part times the draws", () => {
    expect(keskarCost()).toBe(1174);
    expect(keskarCost({ draws: 5, starts: 1, publishedIterations: 0, iterations: 0, ascentSteps: 7 })).toBe(1 + 5 * 8);
    expect(() => keskarCost({ draws: 0 })).toThrow("draws must be an integer of 1 or more, got 0.");
  });

  it("end by signal, with its reason", async () => {
    for (const at of [1, 2, 30]) {
      const control = new AbortController();
      const reason = new Error("enough");
      let last = 0;
      const onEvaluation = (count: number): void => {
        last = count;
        if (count === at) control.abort(reason);
      };
      await expect(measure(1, { signal: control.signal, onEvaluation })).rejects.toBe(reason);
      expect(last).toBe(at);
    }
  });
});

describe("random subspaces", () => {
  const options = { epsilon: EPSILON, p: 4, starts: 1, iterations: 10, ascentSteps: 5 };

  it("state p and the law of A, and reproduce from the seed", async () => {
    const run = (seed: number, law?: "signs") =>
      keskarSubspace(rugged(50, 1), new Float64Array(50), { ...options, ...(law ? { law } : {}), random: random(seed) });
    const first = await run(1);
    expect(first.settings.subspace).toEqual({ p: 4, law: "normal" });
    expect(await run(1)).toEqual(first);
    expect((await run(2)).phi).not.toBe(first.phi);
    expect((await run(1, "signs")).settings.subspace).toEqual({ p: 4, law: "signs" });
  });

  it("several draws: φ of each, mean, sd and interval; evaluations of all, within the cost", async () => {
    const seen: number[] = [];
    const result = await keskarSubspaces(rugged(50, 1), new Float64Array(50), {
      ...options,
      draws: 4,
      random: random(1),
      onEvaluation: (count) => seen.push(count),
    });
    const phis = result.draws.map(({ phi }) => phi);
    expect(new Set(phis).size).toBe(4);
    expect(result.phi).toEqual(summarize(phis));
    expect(result.evaluations).toBe(result.draws.reduce((sum, each) => sum + each.evaluations, 0));
    expect(seen).toEqual(Array.from({ length: result.evaluations }, (_, i) => i + 1));
    expect(result.evaluations).toBeLessThanOrEqual(keskarCost({ ...options, draws: 4 }));
  });

  it("no point is evaluated twice: neither a corner where searches meet, nor x for each draw", async () => {
    const seen: string[] = [];
    const inner = linear(normal(50, 1), 9);
    const noting = <T>(work: (w: Float64Array) => T) => {
      return (w: Float64Array): T => {
        seen.push(w.join());
        return work(w);
      };
    };
    const f = { dimension: 50, lossAt: noting(inner.lossAt), lossAndGradientAt: noting(inner.lossAndGradientAt) };
    const effort = { ...options, starts: 2, ascentSteps: 20, draws: 3 };
    const { evaluations, draws } = await keskarSubspaces(f, normal(50, 2), { ...effort, random: random(1) });
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(evaluations);
    for (const { by } of draws) expect(by.signAscent).toBeCloseTo(by.lbfgsb as number, 6);
    // A step of the ascent is a corner, and stays there.
    expect(evaluations).toBeLessThan(1 + effort.draws * effort.starts * 20);
  });

  it("never rise above the full box that they fit in: columns of the identity", async () => {
    const n = 6;
    const x = normal(n, 1);
    const columns = Array.from({ length: n }, (_, j) => Float64Array.from({ length: n }, (_, i) => (i === j ? 1 : 0)));
    const f = separable(
      Float64Array.from({ length: n }, (_, i) => i + 1),
      x,
    );
    const full = await keskarFull(f, x, { epsilon: EPSILON, random: random(1) });
    expectPhi((await keskarIn(f, x, await subspaceBox(x, EPSILON, columns), { random: random(1) })).phi, full.phi);
    const part = await keskarIn(f, x, await subspaceBox(x, EPSILON, columns.slice(3)), { random: random(1) });
    expect(part.phi).toBeLessThan(full.phi);
  });

  it("refuse p above the dimension", async () => {
    await expect(keskarSubspace(rugged(50, 1), new Float64Array(50), { ...options, p: 51, random: random(1) })).rejects.toThrow(
      /from 1 to 50 dimensions/,
    );
  });
});

describe("wrong input", () => {
  const x = Float64Array.of(0, 0);
  const constant = (loss: number): LossFunction => lossFunction(2, () => ({ loss, gradient: new Float64Array(2) }));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1])("a loss of %s", async (loss) => {
    await expect(keskarFull(constant(loss), x, { random: random(1) })).rejects.toThrow(`The loss at these weights is ${loss}; φ`);
  });

  it("a loss that is no number beside x", async () => {
    const f = { ...constant(Number.NaN), lossAt: () => 1 };
    await expect(keskarFull(f, x, { random: random(1) })).rejects.toThrow(/random point of the box is NaN.*smaller epsilon/);
  });

  it.each([{ starts: 0 }, { starts: 1.5 }, { publishedIterations: -1 }, { iterations: Number.NaN }, { ascentSteps: -1 }])(
    "%o",
    async (options) => {
      const [name] = Object.keys(options);
      await expect(keskarFull(constant(1), x, { random: random(1), ...options })).rejects.toThrow(new RegExp(`${name} must be an integer`));
    },
  );

  it("ε ≤ 0", async () => {
    await expect(keskarFull(constant(1), x, { random: random(1), epsilon: 0 })).rejects.toThrow(/epsilon must be a number above 0/);
  });
});
