/** A symmetric linear operator: what Lanczos, traces and densities act on. It knows no network, so a test gives it a small matrix. */
import { addScaled, dot } from "../optimize/vectors";
import { defaultSignal } from "../signal";
import { turn } from "./loss-function";

export { addScaled, dot };

export interface Operator {
  dimension: number;
  /** The product with `v`, as a new vector; `v` is left as it is. */
  apply(v: Float64Array): Float64Array | Promise<Float64Array>;
}

/** How to follow and end a measurement that applies an operator many times. */
export interface Watch {
  /** Called after each product. @param of products in all, at most */
  onProduct?(done: number, of: number): void;
  /** Ends the measurement between two products. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

/** The operator, counting its products and letting the event loop turn between them. @throws the signal's reason when it is aborted */
export function watched(operator: Operator, of: number, { onProduct, signal = defaultSignal() }: Watch): Operator & { products: number } {
  const result = {
    dimension: operator.dimension,
    products: 0,
    apply: async (v: Float64Array) => {
      await turn(signal);
      const product = await operator.apply(v);
      if (product.length !== v.length) throw new RangeError(`The operator answered ${product.length} numbers to ${v.length}.`);
      if (!product.every(Number.isFinite))
        throw new RangeError("A product is no finite number: the weights or the loss at this point are not.");
      result.products++;
      onProduct?.(result.products, of);
      return product;
    },
  };
  return result;
}

/** A symmetric matrix as an operator. @throws RangeError when it is not square */
export function matrixOperator(rows: ArrayLike<number>[]): Operator {
  if (rows.some((row) => row.length !== rows.length))
    throw new RangeError(`An operator needs a square matrix, got ${rows.length} rows of other lengths.`);
  const own = rows.map((row) => Float64Array.from(row));
  return {
    dimension: rows.length,
    apply: (v) => Float64Array.from(own, (row) => dot(row, v)),
  };
}

export const norm = (v: ArrayLike<number>): number => Math.sqrt(dot(v, v));

export const scaled = (v: Float64Array, factor: number): Float64Array => v.map((value) => factor * value);
