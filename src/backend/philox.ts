/** Philox4×32-10 (Salmon et al., 2011): random numbers from a key and a counter, as TensorFlow's stateless operations draw them. */

/** Multipliers and key increments of the paper, Table 2 and Section 4.3. */
export const MULTIPLIERS = [0xd2511f53, 0xcd9e8d57] as const;
export const WEYL = [0x9e3779b9, 0xbb67ae85] as const;
export const ROUNDS = 10;

/** Four words of 32 bits. */
export type Words = [number, number, number, number];

/** The four random words of a counter under a key; all numbers unsigned 32-bit. */
export function philox(counter: Words, key: readonly [number, number]): Words {
  let [a, b, c, d] = counter;
  let [k, l] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const next: Words = [
      high(MULTIPLIERS[1], c) ^ b ^ k,
      Math.imul(MULTIPLIERS[1], c),
      high(MULTIPLIERS[0], a) ^ d ^ l,
      Math.imul(MULTIPLIERS[0], a),
    ];
    [a, b, c, d] = next;
    k = (k + WEYL[0]) | 0;
    l = (l + WEYL[1]) | 0;
  }
  return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}

/** The upper 32 bits of the product of two unsigned 32-bit numbers, by halves. */
function high(x: number, y: number): number {
  const middle = (x >>> 16) * (y & 0xffff) + (((x & 0xffff) * (y & 0xffff)) >>> 16);
  return (x >>> 16) * (y >>> 16) + (middle >>> 16) + (((middle & 0xffff) + (x & 0xffff) * (y >>> 16)) >>> 16);
}

/** The key that TensorFlow mixes a seed with. */
export const MIXED_WITH = [0x3ec8f720, 0x02461e29] as const;

/**
 * TensorFlow's `StatelessRandomUniform` in float32, bit for bit: numbers in [0, 1), multiples of 2⁻²³.
 * @param seed two int32 numbers
 */
export function statelessUniform(length: number, [stream, step]: readonly [number, number]): Float32Array {
  const sign = (x: number) => (x < 0 ? 0xffffffff : 0);
  const [k, l, c, d] = philox([stream >>> 0, sign(stream), step >>> 0, sign(step)], MIXED_WITH);
  const numbers = new Float32Array(length);
  for (let at = 0; at < length; at += 4) {
    const words = philox([at / 4, 0, c, d], [k, l]);
    for (let i = 0; i < 4 && at + i < length; i++) numbers[at + i] = ((words[i] as number) & 0x7fffff) * 2 ** -23;
  }
  return numbers;
}
