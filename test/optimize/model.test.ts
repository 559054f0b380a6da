import fc from "fast-check";
import { Matrix, solve } from "ml-matrix";
import { describe, expect, it } from "vitest";
import { type Bounds, boundsOf } from "../../src/optimize/bounds";
import { cauchyPoint } from "../../src/optimize/cauchy";
import { CompactMatrix } from "../../src/optimize/compact";
import { Heap } from "../../src/optimize/heap";
import { productsAt } from "../../src/optimize/products";
import { subspaceMinimum } from "../../src/optimize/subspace";
import { clamp, dot } from "../../src/optimize/vectors";
import { type Random, random } from "../../src/random";

/** The same matrix by the BFGS formula, from θI. */
function dense(n: number, theta: number, pairs: { s: Float64Array; y: Float64Array }[]): Matrix {
  let b = Matrix.eye(n, n).mul(theta);
  for (const { s, y } of pairs) {
    const [column, change] = [Matrix.columnVector([...s]), Matrix.columnVector([...y])];
    const bs = b.mmul(column);
    b = b.sub(bs.mmul(bs.transpose()).div(dot(s, Float64Array.from(bs.to1DArray())))).add(change.mmul(change.transpose()).div(dot(s, y)));
  }
  return b;
}

interface Case {
  x: Float64Array;
  g: Float64Array;
  bounds: Bounds;
  compact: CompactMatrix;
  b: Matrix;
}

/** A point, a gradient and bounds of all kinds, and as many pairs from a random positive definite matrix as are remembered. */
function caseOf(n: number, pairs: number, memory: number, seed: number): Case {
  const draw = random(seed);
  const vector = (of: Random): Float64Array => Float64Array.from({ length: n }, () => of.normal());
  const root = new Matrix(Array.from({ length: n }, (_, i) => [...vector(draw.split("root", i))]));
  const h = root.mmul(root.transpose()).add(Matrix.eye(n).mul(0.1));
  const compact = new CompactMatrix(memory);
  const taken: { s: Float64Array; y: Float64Array }[] = [];
  for (let i = 0; i < pairs; i++) {
    const s = vector(draw.split("pair", i));
    const y = Float64Array.from(h.mmul(Matrix.columnVector([...s])).to1DArray());
    taken.push({ s, y });
    expect(compact.update(s.slice(), y.slice())).toBe(true);
  }
  const x = vector(draw.split("x"));
  const kinds = draw.split("bounds");
  const room = (): number => (kinds.below(4) === 0 ? Number.POSITIVE_INFINITY : kinds.below(4) === 0 ? 0 : 2 * kinds.uniform());
  const bounds = boundsOf(
    n,
    x.map((each) => each - room()),
    x.map((each) => each + room()),
  );
  return { x, g: vector(draw.split("g")), bounds, compact, b: dense(n, compact.theta, taken.slice(-memory)) };
}

const times = (b: Matrix, v: Float64Array): Float64Array => Float64Array.from(b.mmul(Matrix.columnVector([...v])).to1DArray());

/** θv − W M Wᵀ v */
function compactTimes(b: CompactMatrix, v: Float64Array): Float64Array {
  const result = v.map((each) => b.theta * each);
  for (const { column, factor } of b.weighed(b.middleTimes(b.transposeTimes(v))))
    for (let i = 0; i < v.length; i++) result[i] = (result[i] as number) - factor * (column[i] as number);
  return result;
}

const cases = (pairs: number): fc.Arbitrary<Case> =>
  fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: pairs }), fc.nat(2 ** 31))
    .map(([n, k, seed]) => caseOf(n, Math.min(k, n), 5, seed));

const expectClose = (a: Float64Array, b: Float64Array, tolerance: number): void => {
  const size = Math.max(1, ...b.map(Math.abs));
  for (const [i, each] of a.entries()) expect(Math.abs(each - (b[i] as number)) / size).toBeLessThan(tolerance);
};

describe("the compact matrix", () => {
  it("is the matrix of the BFGS formula, from the pairs that are remembered", () => {
    fc.assert(
      fc.property(cases(8), ({ g, compact, b }) => expectClose(compactTimes(compact, g), times(b, g), 1e-6)),
      { numRuns: 200 },
    );
  });

  it("leaves out a pair without positive curvature", () => {
    const b = new CompactMatrix(3);
    expect(b.update(Float64Array.of(1, 0), Float64Array.of(-1, 0))).toBe(false);
    expect(b.update(Float64Array.of(1, 0), Float64Array.of(0, 1))).toBe(false);
    expect(b.update(Float64Array.of(1, 0), Float64Array.of(Number.NaN, 1))).toBe(false);
    expect(b.columns).toBe(0);
  });

  it("keeps the newest pair where others have become dependent on it", () => {
    const b = new CompactMatrix(10);
    for (let i = 0; i < 10; i++) b.update(Float64Array.of(1, 1e-9 * i), Float64Array.of(2, 2e-9 * i));
    const product = compactTimes(b, Float64Array.of(1, 0));
    expect(product[0]).toBeCloseTo(2, 6);
    b.clear();
    expect(compactTimes(b, Float64Array.of(3, 4))).toEqual(Float64Array.of(3, 4));
  });
});

/** The path x(t) = P(x − t g) in the dense model, segment by segment. */
function denseCauchy({ x, g, bounds, b }: Case): Float64Array {
  const place = (t: number): Float64Array =>
    x.map((each, i) => clamp(each - t * (g[i] as number), bounds.lower[i] as number, bounds.upper[i] as number));
  const bound = (i: number): number => ((g[i] as number) < 0 ? bounds.upper[i] : bounds.lower[i]) as number;
  const ends = [...x.map((each, i) => (each - bound(i)) / (g[i] as number))]
    .filter((t) => t > 0 && Number.isFinite(t))
    .sort((a, c) => a - c);
  let from = 0;
  for (const to of [...ends, from + 1e9]) {
    const here = place(from);
    const middle = (from + Math.min(to, from + 1)) / 2;
    const d = place(middle).map((each, i) => (each - (here[i] as number)) / (middle - from));
    const slope =
      dot(g, d) +
      dot(
        d,
        times(
          b,
          here.map((each, i) => each - (x[i] as number)),
        ),
      );
    const step = -slope / dot(d, times(b, d));
    if (slope >= 0 || Number.isNaN(step)) return here;
    if (from + step < to) return place(from + step);
    from = to;
  }
  return place(from);
}

describe("the generalized Cauchy point", () => {
  it("is the first minimum along the projected gradient", () => {
    fc.assert(
      fc.property(cases(5), (each) => {
        const { x, c } = cauchyPoint(each.x, each.g, each.bounds, each.compact);
        expectClose(x, denseCauchy(each), 1e-6);
        const moved = x.map((value, i) => value - (each.x[i] as number));
        expectClose(c, each.compact.transposeTimes(moved), 1e-6);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the subspace step", () => {
  /** The dense model's minimum over the variables that are free at the Cauchy point, without regard to bounds. */
  function denseMinimum({ x, g, bounds, b }: Case, cauchy: Float64Array): { minimum: Float64Array; free: number[] } {
    const free = [...cauchy.keys()].filter(
      (i) => (cauchy[i] as number) > (bounds.lower[i] as number) && (cauchy[i] as number) < (bounds.upper[i] as number),
    );
    const minimum = Float64Array.from(cauchy);
    if (free.length === 0) return { minimum, free };
    const slopes = times(
      b,
      cauchy.map((each, i) => each - (x[i] as number)),
    ).map((each, i) => each + (g[i] as number));
    const step = solve(b.selection(free, free), Matrix.columnVector(free.map((i) => -(slopes[i] as number)))).to1DArray();
    for (const [j, i] of free.entries()) minimum[i] = (minimum[i] as number) + (step[j] as number);
    return { minimum, free };
  }

  it("is the model's minimum over the free variables, projected; or cut where that would lead uphill", () => {
    let [cut, inside] = [0, 0];
    fc.assert(
      fc.property(cases(5), (each) => {
        const { x, g, bounds, compact } = each;
        const cauchy = cauchyPoint(x, g, bounds, compact);
        const found = subspaceMinimum(x, g, bounds, cauchy, compact);
        const { minimum, free } = denseMinimum(each, cauchy.x);
        let expected = minimum.map((value, i) => clamp(value, bounds.lower[i] as number, bounds.upper[i] as number));
        if (free.length > 0 && expected.every((value, i) => value === minimum[i])) inside++;
        const slope = dot(
          g,
          expected.map((value, i) => value - (x[i] as number)),
        );
        if (slope >= 0 && free.length > 0) {
          cut++;
          const way = minimum.map((value, i) => value - (cauchy.x[i] as number));
          const room = free.map((i) => (((way[i] as number) > 0 ? bounds.upper[i] : bounds.lower[i]) as number) - (cauchy.x[i] as number));
          const part = Math.min(1, ...free.map((i, j) => (room[j] as number) / (way[i] as number)));
          expected = cauchy.x.map((value, i) => value + part * (way[i] as number));
        }
        expectClose(found, expected, 1e-5);
      }),
      { numRuns: 2000, seed: 1 },
    );
    expect(cut).toBeGreaterThan(0);
    expect(inside).toBeGreaterThan(100);
  });
});

it("a heap gives the positive, finite times in order", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ min: 0, max: 10, noNaN: true }), fc.constantFrom(0, 1, Number.POSITIVE_INFINITY))),
      (list) => {
        const times = Float64Array.from(list);
        const heap = new Heap(times);
        const order: number[] = [];
        for (let i = heap.pop(); i >= 0; i = heap.pop()) order.push(i);
        expect(new Set(order).size).toBe(order.length);
        expect(order.map((i) => times[i])).toEqual(list.filter((time) => time > 0 && Number.isFinite(time)).sort((a, b) => a - b));
      },
    ),
  );
});

it("products over some rows, two columns at a time, are those of plain sums", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 700 }), fc.nat(1000), (columns, count, seed) => {
      const draw = random(seed);
      const make = () => Array.from({ length: columns }, () => Float64Array.from({ length: 700 }, () => draw.below(9) - 4));
      const [left, right] = [make(), make()];
      const rows = Uint32Array.from({ length: count }, () => draw.below(700));
      const [lower, upper] = [productsAt(rows, left, right, "lower"), productsAt(rows, left, right, "upper")];
      const firstRows = productsAt(
        count,
        left.map((column) => Float32Array.from(column)),
        right,
        "lower",
      );
      for (let i = 0; i < columns; i++) {
        for (let j = 0; j < columns; j++) {
          const sum = rows.reduce((total, row) => total + (left[i]?.[row] as number) * (right[j]?.[row] as number), 0);
          if (i >= j) expect(lower[i]?.[j]).toBe(sum);
          if (i <= j) expect(upper[i]?.[j]).toBe(sum);
          const first = left[i]?.subarray(0, count).reduce((total, each, row) => total + each * (right[j]?.[row] as number), 0);
          if (i >= j) expect(firstRows[i]?.[j]).toBe(first);
        }
      }
    }),
    { numRuns: 30 },
  );
});
