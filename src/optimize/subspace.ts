/** The minimum of the quadratic model over the variables that are free at the Cauchy point (Byrd, Lu, Nocedal and Zhu, 1995, §5.1), projected as Morales and Nocedal (ACM TOMS 38, 2011) do. */
import { Matrix } from "ml-matrix";
import type { Bounds } from "./bounds";
import type { CauchyPoint } from "./cauchy";
import { type CompactMatrix, cholesky } from "./compact";
import { productsAt } from "./products";
import { clamp, dot, gather } from "./vectors";

/** @returns where the model sends `x`: within the bounds, and down the gradient at `x` */
export function subspaceMinimum(x: Float64Array, g: Float64Array, bounds: Bounds, cauchy: CauchyPoint, b: CompactMatrix): Float64Array {
  const { free, held } = split(cauchy.x, bounds);
  // Without pairs the Cauchy point is the minimum over the free variables.
  if (free.length === 0 || b.columns === 0) return cauchy.x;
  const step = newtonStep(x, g, cauchy, free, held, b);
  if (!step) return cauchy.x;
  const projected = moved(cauchy.x, free, step, 1, bounds);
  let slope = 0;
  for (let i = 0; i < x.length; i++) slope += (g[i] as number) * ((projected[i] as number) - (x[i] as number));
  return slope < 0 ? projected : moved(cauchy.x, free, step, partWithin(cauchy.x, free, step, bounds), bounds);
}

/** Which variables lie between their bounds, and which on one. */
function split(x: Float64Array, { lower, upper }: Bounds): { free: Uint32Array; held: Uint32Array } {
  const [free, held] = [new Uint32Array(x.length), new Uint32Array(x.length)];
  let [frees, helds] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    if (value > (lower[i] as number) && value < (upper[i] as number)) free[frees++] = i;
    else held[helds++] = i;
  }
  return { free: free.subarray(0, frees), held: held.subarray(0, helds) };
}

/** −(ZᵀBZ)⁻¹ r for the free variables Z, r the model's gradient at the Cauchy point: −r/θ − ZᵀW K⁻¹ WᵀZ r / θ², K = M⁻¹ − WᵀZZᵀW/θ (equation 5.11). */
function newtonStep(
  x: Float64Array,
  g: Float64Array,
  cauchy: CauchyPoint,
  free: Uint32Array,
  held: Uint32Array,
  b: CompactMatrix,
): Float64Array | undefined {
  const { theta, steps, changes } = b;
  const r = new Float64Array(free.length);
  for (let j = 0; j < free.length; j++) {
    const i = free[j] as number;
    r[j] = (g[i] as number) + theta * ((cauchy.x[i] as number) - (x[i] as number));
  }
  addColumns(r, -1, b, b.middleTimes(cauchy.c), free);
  const at = (column: Float64Array): number => dot(gather(column, free), r);
  const inner = solveInner(
    b,
    free,
    held,
    changes.map(at),
    steps.map((s) => theta * at(s)),
  );
  if (!inner?.every(Number.isFinite)) return undefined;
  const step = r.map((value) => -value / theta);
  addColumns(step, -1 / theta ** 2, b, inner, free);
  return step;
}

/** to += factor · ZᵀW c */
function addColumns(to: Float64Array, factor: number, b: CompactMatrix, c: Float64Array, free: Uint32Array): void {
  for (const weighed of b.weighed(c)) {
    const [by, column] = [factor * weighed.factor, weighed.column];
    for (let j = 0; j < to.length; j++) to[j] = (to[j] as number) + by * (column[free[j] as number] as number);
  }
}

/**
 * Solves K u = v. K = [−P Eᵀ; E Q] with P = I + YᵀZZᵀY/θ and Q = θSᵀAAᵀS, A the held variables, Z the free ones; so two Cholesky factors do, and nothing cancels.
 * @returns undefined where rounding leaves a matrix that must be positive definite without that
 */
function solveInner(b: CompactMatrix, free: Uint32Array, held: Uint32Array, v1: number[], v2: number[]): Float64Array | undefined {
  const { theta, steps, changes } = b;
  const k = steps.length;
  const triangle = (rows: Uint32Array, columns: Float64Array[]): Matrix => {
    const products = productsAt(rows, columns, columns, "lower");
    return new Matrix(products.map((row, i) => row.map((_, j) => (i >= j ? products[i]?.[j] : products[j]?.[i]) as number)));
  };
  const p = triangle(free, changes).div(theta).add(Matrix.eye(k));
  const q = triangle(held, steps).mul(theta);
  const above = productsAt(free, steps, changes, "upper");
  const below = productsAt(held, steps, changes, "lower");
  const e = new Matrix(below.map((row, i) => row.map((value, j) => (i > j ? value : -(above[i]?.[j] as number)))));
  const first = cholesky(p);
  const second = first && cholesky(q.add(e.mmul(first.solve(e.transpose()))));
  if (!second) return undefined;
  const [y, s] = [Matrix.columnVector(v1), Matrix.columnVector(v2)];
  const u2 = second.solve(s.add(e.mmul(first.solve(y))));
  const u1 = first.solve(e.transpose().mmul(u2).sub(y));
  return Float64Array.from([...u1.to1DArray(), ...u2.to1DArray()]);
}

/** `x` with a part of the step of the free variables, moved into the bounds. */
function moved(x: Float64Array, free: Uint32Array, step: Float64Array, part: number, { lower, upper }: Bounds): Float64Array {
  const result = Float64Array.from(x);
  for (let j = 0; j < free.length; j++) {
    const i = free[j] as number;
    result[i] = clamp((x[i] as number) + part * (step[j] as number), lower[i] as number, upper[i] as number);
  }
  return result;
}

/** The largest part of the step, up to the whole, that stays within the bounds. */
function partWithin(x: Float64Array, free: Uint32Array, step: Float64Array, { lower, upper }: Bounds): number {
  let part = 1;
  for (let j = 0; j < free.length; j++) {
    const [i, by] = [free[j] as number, step[j] as number];
    if (by !== 0) part = Math.min(part, (((by > 0 ? upper[i] : lower[i]) as number) - (x[i] as number)) / by);
  }
  return part;
}
