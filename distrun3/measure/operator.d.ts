/** A symmetric linear operator: what Lanczos, traces and densities act on. It knows no network, so a test gives it a small matrix. */
import { addScaled, dot } from "../optimize/vectors";
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
export declare function watched(operator: Operator, of: number, { onProduct, signal }: Watch): Operator & {
    products: number;
};
/** A symmetric matrix as an operator. @throws RangeError when it is not square */
export declare function matrixOperator(rows: ArrayLike<number>[]): Operator;
export declare const norm: (v: ArrayLike<number>) => number;
export declare const scaled: (v: Float64Array, factor: number) => Float64Array;
