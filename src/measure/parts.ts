/** Where the kernels, biases and other weights of a network lie in its flat vector w. */
import { sizeOf } from "../model/network";
import { expectLength } from "./checks";

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
export function partsOf(w: ArrayLike<number>, weights: readonly NamedShape[]): Part[] {
  let offset = 0;
  const parts = weights.map(({ name, shape }): Part => {
    const size = sizeOf(shape);
    offset += size;
    return { name, shape, layer: name.split("/")[0] as string, offset: offset - size, size, isKernel: shape.length >= 2 };
  });
  expectLength("The weights", w, offset);
  return parts;
}

/** Length of each unit's or filter's vector of a kernel: the last axis counts them. */
export function filterNorms(w: ArrayLike<number>, { shape, offset, size }: Part): Float64Array {
  const filters = shape.at(-1) as number;
  const squares = new Float64Array(filters);
  for (let i = 0; i < size; i++) squares[i % filters] = (squares[i % filters] as number) + (w[offset + i] as number) ** 2;
  return squares.map(Math.sqrt);
}
