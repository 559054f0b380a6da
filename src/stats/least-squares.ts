/** Ordinary least squares with a constant: slopes, and the share of the variance that they explain. */
import { determinant, Matrix, solve } from "ml-matrix";
import { mean } from "./summary";

export interface LeastSquares {
  constant: number;
  /** One a predictor. */
  slopes: number[];
  /** R²: 1 less the share of the sum of squares that is left; NaN where y does not vary. */
  explained: number;
}

/**
 * y ≈ constant + Σ slopeⱼ xⱼ.
 * @param rows one an observation, in it the predictors
 * @throws RangeError for rows of different length, as many observations as unknowns or fewer, numbers that are none, or predictors that do not vary apart from each other
 */
export function leastSquares(rows: readonly (readonly number[])[], y: readonly number[]): LeastSquares {
  const predictors = rows[0]?.length ?? 0;
  if (rows.length !== y.length) throw new RangeError(`Each observation needs its predictors, got ${y.length} and ${rows.length}.`);
  if (predictors === 0 || rows.some((row) => row.length !== predictors))
    throw new RangeError("Each observation needs the same predictors, one or more.");
  if (rows.length <= predictors + 1)
    throw new RangeError(`${predictors} slopes and a constant need ${predictors + 2} observations or more, got ${rows.length}.`);
  if (!rows.every((row) => row.every(Number.isFinite)) || !y.every(Number.isFinite))
    throw new RangeError("Least squares takes finite numbers alone.");
  const means = rows[0]?.map((_, j) => mean(rows.map((row) => row[j] as number))) ?? [];
  const middle = mean(y);
  const X = new Matrix(rows.map((row) => row.map((value, j) => value - (means[j] as number))));
  const Y = Matrix.columnVector(y.map((value) => value - middle));
  requireApart(X);
  const slopes = solve(X, Y, true).to1DArray();
  const left = Matrix.sub(Y, X.mmul(Matrix.columnVector(slopes))).to1DArray();
  const constant = slopes.reduce((rest, slope, j) => rest - slope * (means[j] as number), middle);
  return { constant, slopes, explained: 1 - squares(left) / squares(Y.to1DArray()) };
}

/** The line through points: `leastSquares` with one predictor. */
export const lineThrough = (x: readonly number[], y: readonly number[]): { constant: number; slope: number; explained: number } => {
  const { constant, slopes, explained } = leastSquares(
    x.map((value) => [value]),
    y,
  );
  return { constant, slope: slopes[0] as number, explained };
};

/** @throws RangeError for a predictor that is a combination of the others */
function requireApart(X: Matrix): void {
  const lengths = Array.from({ length: X.columns }, (_, j) => Math.sqrt(squares(X.getColumn(j))));
  const correlations = Matrix.zeros(X.columns, X.columns);
  for (let i = 0; i < X.columns; i++)
    for (let j = 0; j < X.columns; j++)
      correlations.set(i, j, dot(X.getColumn(i), X.getColumn(j)) / ((lengths[i] as number) * (lengths[j] as number)));
  if (!(determinant(correlations) > 1e-10))
    throw new RangeError("The predictors do not vary, or not apart from each other: no slopes can be told.");
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
const squares = (values: readonly number[]): number => dot(values, values);
