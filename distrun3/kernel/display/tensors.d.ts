/** A TensorFlow.js tensor as dtype, shape and values. Values of a large one are read at its edges only; nothing is left in memory. */
import type { Bundle } from "./bundle";
/** The part of TensorFlow.js' `Tensor` and `Variable` that is needed; any copy of the library makes them. */
export interface TensorLike {
    dataId: object;
    shape: number[];
    dtype: string;
    size: number;
    isDisposed: boolean;
    /** Of a `Variable`. */
    name?: string;
    trainable?: boolean;
    data(): Promise<ArrayLike<number | string>>;
    slice(begin: number[], size: number[]): TensorLike;
    concat(others: TensorLike[], axis: number): TensorLike;
    dispose(): void;
}
/** Whether `value` is a tensor or a variable. */
export declare function isTensor(value: unknown): value is TensorLike;
/** `Tensor float32 [2, 3]`, `Variable "w" float32 [2, 3], not trainable`, and whether it is disposed. */
export declare function tensorTitle(tensor: TensorLike): string;
/** The `text/plain` and `text/html` of a tensor. */
export declare function tensorBundle(tensor: TensorLike): Promise<Bundle>;
