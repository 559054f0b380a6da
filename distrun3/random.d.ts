/** Seeded, splittable random numbers: the only source of randomness in this project. */
/** A stream of random numbers. Two streams of the same seed and path give the same numbers, bit for bit, on every machine. */
export interface Random {
    /** The next 32 random bits, as an unsigned integer. */
    bits(): number;
    /** Uniform in [0, 1), a multiple of 2⁻³². */
    uniform(): number;
    /** A uniform integer in [0, n), without modulo bias. */
    below(n: number): number;
    /** Nearly normal, mean 0, sd 1: the sum of twelve uniforms less six. Only exact arithmetic, so bit-stable; its range is ±6. */
    normal(): number;
    /** A uniformly random order of 0 … n − 1 (Fisher–Yates). */
    permutation(n: number): Int32Array;
    /** An independent stream named by `path`; it does not advance this one. */
    split(...path: (string | number)[]): Random;
}
/**
 * A stream from a seed: xoshiro128** (Blackman and Vigna, 2021), its state filled by SplitMix32.
 * @param seed a safe integer, ≥ 0
 */
export declare function random(seed: number): Random;
