/** A⁺x, the coordinates of a point in the space of a few long columns, and the refusal of columns that are not independent. */
import { EigenvalueDecomposition, Matrix, SingularValueDecomposition, solve } from "ml-matrix";
import { type Column, productsAt } from "../optimize/products";
import { dot } from "../optimize/vectors";
import { addCombined, projected } from "./columns";
import { turn } from "./loss-function";

/** Condition of AᵀA, its columns scaled to length 1, from which on A counts as singular. */
const SINGULAR = 1e12;

/**
 * A⁺x = (AᵀA)⁻¹Aᵀx.
 * @param signal ends it between two passes, or two blocks of rows
 * @throws RangeError where A is singular
 */
export async function coordinates(x: Float64Array, columns: readonly Column[], signal?: AbortSignal): Promise<Float64Array> {
  const sizes = columns.map((column) => Math.sqrt(dot(column, column)));
  await turn(signal);
  const isEasy = sampleRows(columns) < x.length && isSurelyIndependent(columns, sizes);
  return (isEasy ? await byConjugateGradients(x, columns, sizes, signal) : undefined) ?? byNormalEquations(x, columns, signal);
}

/** Rows that tell whether long columns are independent: more than there are columns. */
const sampleRows = ({ length }: readonly Column[]): number => Math.max(4096, 4 * length);

/**
 * Whether a sample of the rows shows that A is not singular: AᵀA is the sample's part and something without negative eigenvalues, so its smallest eigenvalue is no smaller; and its
 * largest is at most its trace, the number of columns. It can fail for columns that are independent.
 */
function isSurelyIndependent(columns: readonly Column[], sizes: readonly number[]): boolean {
  if (!sizes.every((size) => size > 0 && size < Number.POSITIVE_INFINITY)) return false;
  const rows = sampleRows(columns);
  const part = columns.map((column) => column.subarray(0, rows));
  const gram = productsAt(rows, part, part, "lower");
  const entry = (i: number, j: number): number =>
    (gram[Math.max(i, j)]?.[Math.min(i, j)] as number) / (sizes[i] as number) / (sizes[j] as number);
  const scaled = new Matrix(columns.map((_, i) => columns.map((_, j) => entry(i, j))));
  const { realEigenvalues } = new EigenvalueDecomposition(scaled, { assumeSymmetric: true });
  return columns.length < SINGULAR * Math.min(...realEigenvalues);
}

/** Residual of the normal equations, relative to Aᵀx, that a hundred random columns of a million numbers reach in seven steps. */
const TOLERANCE = 1e-15;
/** Columns that are no random ones can need many; then the products of all columns are quicker. */
const MOST_STEPS = 20;

/**
 * From the normal equations with columns scaled to length 1, by conjugate gradients: two passes over A a step, where the products of all columns with each other are as many passes as there are columns.
 * @returns undefined where it does not converge soon
 */
async function byConjugateGradients(
  x: Float64Array,
  columns: readonly Column[],
  sizes: readonly number[],
  signal: AbortSignal | undefined,
): Promise<Float64Array | undefined> {
  const unscaled = (v: Float64Array): Float64Array => v.map((value, i) => value / (sizes[i] as number));
  const rest = unscaled(projected(columns, x));
  const found = new Float64Array(columns.length);
  let direction = Float64Array.from(rest);
  let square = dot(rest, rest);
  const enough = TOLERANCE ** 2 * square;
  for (let step = 0; square > enough; step++) {
    if (step === MOST_STEPS) return undefined;
    await turn(signal);
    const along = new Float64Array(x.length);
    addCombined(along, columns, unscaled(direction));
    const product = unscaled(projected(columns, along));
    const length = square / dot(direction, product);
    for (let i = 0; i < found.length; i++) {
      found[i] = (found[i] as number) + length * (direction[i] as number);
      rest[i] = (rest[i] as number) - length * (product[i] as number);
    }
    const before = square;
    square = dot(rest, rest);
    direction = direction.map((value, i) => (rest[i] as number) + (square / before) * value);
  }
  return unscaled(found);
}

/** Rows that are multiplied between two turns of the event loop: a twentieth of a second for 100 columns. */
const ROWS_A_TURN = 2 ** 13;

/** Products of all columns with each other, the lower triangle. */
async function productsOf(all: readonly Column[], rows: number, signal: AbortSignal | undefined): Promise<number[][]> {
  const sums = all.map(() => all.map(() => 0));
  for (let from = 0; from < rows; from += ROWS_A_TURN) {
    await turn(signal);
    const part = all.map((column) => column.subarray(from, from + ROWS_A_TURN));
    const products = productsAt((part[0] as Column).length, part, part, "lower");
    for (const [i, row] of sums.entries()) for (let j = 0; j <= i; j++) row[j] = (row[j] as number) + (products[i]?.[j] as number);
  }
  return sums;
}

/** From the normal equations with columns scaled to length 1. */
async function byNormalEquations(x: Float64Array, columns: readonly Column[], signal: AbortSignal | undefined): Promise<Float64Array> {
  const all = [...columns, x];
  const gram = await productsOf(all, x.length, signal);
  const p = columns.length;
  const entry = (i: number, j: number): number => gram[Math.max(i, j)]?.[Math.min(i, j)] as number;
  const sizes = columns.map((_, i) => Math.sqrt(entry(i, i)));
  const scaled = new Matrix(columns.map((_, i) => columns.map((_, j) => entry(i, j) / (sizes[i] as number) / (sizes[j] as number))));
  const condition = sizes.every((size) => size > 0 && size < Number.POSITIVE_INFINITY)
    ? new SingularValueDecomposition(scaled).condition
    : Number.POSITIVE_INFINITY;
  if (!(condition < SINGULAR))
    throw new RangeError(`A is singular (condition of AᵀA: ${condition.toExponential(1)}): its columns must be independent.`);
  const right = Matrix.columnVector(sizes.map((size, i) => entry(p, i) / size));
  return Float64Array.from(solve(scaled, right).to1DArray(), (value, i) => value / (sizes[i] as number));
}
