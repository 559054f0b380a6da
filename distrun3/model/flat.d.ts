/** Weights as a list of tensors and as one flat vector `w`: the two are exact copies of each other. */
import { type Tensor } from "../backend/tf";
import type { WeightSpec } from "./layer";
/** One vector from its parts, in their order. */
export declare const join: (parts: Float32Array[]) => Float32Array;
/** The same for float64 (or any one kind of vector). */
export declare function joinAs<T extends Float32Array | Float64Array>(Vector: new (length: number) => T, parts: T[]): T;
/**
 * The parts of a vector, one a shape; each is a copy.
 * @param wrong what a vector of another length is, for the error
 * @throws RangeError when the length is another
 */
export declare function cut(whole: Float32Array, specs: {
    shape: number[];
}[], wrong?: string): Float32Array[];
/** One vector from tensors, in their order. */
export declare const toVector: (tensors: Tensor[]) => Float32Array;
/**
 * New tensors from one vector; the caller disposes of them.
 * @throws RangeError when the vector is of another network
 */
export declare const toTensors: (w: Float32Array, specs: WeightSpec[]) => Tensor[];
