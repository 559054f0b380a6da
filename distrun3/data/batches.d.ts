/** From a split to what a training step reads: an order of the examples, and their pixels as float32. */
import type { Random } from "../random";
import type { DataSet, Split } from "./dataset";
/** The examples of one epoch, each once, in a uniformly random order; it uses up part of the stream. */
export declare const epochOrder: (count: number, random: Random) => Int32Array;
/**
 * The pixels of some examples, scaled from 0 … 255 to [0, 1] and nothing else: no mean is subtracted, no variance divided out.
 * @param indices which examples, in which order; the same one may come twice
 * @returns `indices.length · height · width · channels` numbers, in the layout of `Split.images`
 * @throws RangeError for an index outside the split
 */
export declare function pixels(split: Split, shape: DataSet["shape"], indices: ArrayLike<number>): Float32Array;
