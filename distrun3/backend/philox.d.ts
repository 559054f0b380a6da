/** Philox4×32-10 (Salmon et al., 2011): random numbers from a key and a counter, as TensorFlow's stateless operations draw them. */
/** Multipliers and key increments of the paper, Table 2 and Section 4.3. */
export declare const MULTIPLIERS: readonly [3528531795, 3449720151];
export declare const WEYL: readonly [2654435769, 3144134277];
export declare const ROUNDS = 10;
/** Four words of 32 bits. */
export type Words = [number, number, number, number];
/** The four random words of a counter under a key; all numbers unsigned 32-bit. */
export declare function philox(counter: Words, key: readonly [number, number]): Words;
/** The key that TensorFlow mixes a seed with. */
export declare const MIXED_WITH: readonly [1053357856, 38149673];
/**
 * TensorFlow's `StatelessRandomUniform` in float32, bit for bit: numbers in [0, 1), multiples of 2⁻²³.
 * @param seed two int32 numbers
 */
export declare function statelessUniform(length: number, [stream, step]: readonly [number, number]): Float32Array;
