/** Symmetric matrices of a known spectrum, in a random orthonormal basis. */
import { Matrix, QrDecomposition } from "ml-matrix";
import { matrixOperator, type Operator } from "../../src/measure/operator";
import { random } from "../../src/random";

export function withSpectrum(values: readonly number[], seed = 1): Operator {
  const n = values.length;
  const rng = random(seed).split("basis");
  const q = new QrDecomposition(new Matrix(Array.from({ length: n }, () => Array.from({ length: n }, rng.normal)))).orthogonalMatrix;
  const rows = q.mmul(Matrix.diag([...values])).mmul(q.transpose());
  return matrixOperator(rows.to2DArray().map((row, i) => row.map((value, j) => (value + rows.get(j, i)) / 2)));
}

export function randomSymmetric(n: number, seed: number): number[][] {
  const rng = random(seed).split("symmetric");
  const rows = Array.from({ length: n }, () => Array.from({ length: n }, rng.normal));
  return rows.map((row, i) => row.map((value, j) => (value + ((rows[j] as number[])[i] as number)) / 2));
}

/** `count` values evenly from `low` to `high`. */
export const evenly = (low: number, high: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => low + ((high - low) * i) / Math.max(1, count - 1));

/** The operator, and the products asked of it. */
export function counting(operator: Operator): Operator & { count: number } {
  const result = {
    dimension: operator.dimension,
    count: 0,
    apply: (v: Float64Array) => {
      result.count++;
      return operator.apply(v);
    },
  };
  return result;
}

/** Slope of a straight line through points, by least squares. */
export function slope(x: number[], y: number[]): number {
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sum = (f: (i: number) => number) => x.reduce((total, _, i) => total + f(i), 0);
  const dx = (i: number) => (x[i] as number) - mx;
  return sum((i) => dx(i) * ((y[i] as number) - my)) / sum((i) => dx(i) ** 2);
}

export const rootMeanSquare = (values: number[]): number => Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
