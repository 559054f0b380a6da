/** Name and shape of one weight, as in `Network.weights`: `<layer index>/kernel`, `<layer index>/bias` and so on. */
export interface NamedShape {
    name: string;
    shape: number[];
}
export interface Part extends NamedShape {
    /** Layer index, as a string. */
    layer: string;
    /** Place of its first number in w. */
    offset: number;
    size: number;
    /** Whether it is a kernel: a matrix, or a convolution's four axes; its last axis counts the units or filters. */
    isKernel: boolean;
}
/** The parts of w in order. @throws RangeError when w has another length */
export declare function partsOf(w: ArrayLike<number>, weights: readonly NamedShape[]): Part[];
/** Length of each unit's or filter's vector of a kernel: the last axis counts them. */
export declare function filterNorms(w: ArrayLike<number>, { shape, offset, size }: Part): Float64Array;
