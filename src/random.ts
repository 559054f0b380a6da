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
export function random(seed: number): Random {
  if (!Number.isSafeInteger(seed) || seed < 0) throw new RangeError(`The seed must be an integer of 0 or more, got ${seed}.`);
  return stream(hash([seed]));
}

function stream(key: number): Random {
  let [a, b, c, d] = spread(key);

  const bits = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotate(d, 11);
    return result;
  };
  const uniform = (): number => bits() / 4294967296;
  const below = (n: number): number => {
    const limit = 4294967296 - (4294967296 % n);
    for (;;) {
      const x = bits();
      if (x < limit) return x % n;
    }
  };
  // The twelve draws of `bits`, with the state in local variables: measures draw a hundred million of them.
  const normal = (): number => {
    let [p, q, r, s] = [a, b, c, d];
    let sum = 0;
    for (let i = 0; i < 12; i++) {
      sum += Math.imul(rotate(Math.imul(q, 5), 7), 9) >>> 0;
      const t = q << 9;
      r ^= p;
      s ^= q;
      q ^= r;
      p ^= s;
      r ^= t;
      s = rotate(s, 11);
    }
    [a, b, c, d] = [p, q, r, s];
    return sum / 4294967296 - 6;
  };
  const permutation = (n: number): Int32Array => {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = below(i + 1);
      const kept = order[i] as number;
      order[i] = order[j] as number;
      order[j] = kept;
    }
    return order;
  };
  return { bits, uniform, below, normal, permutation, split: (...path) => stream(hash([key, ...path])) };
}

const rotate = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** Four state words from one key, by SplitMix32. */
function spread(key: number): [number, number, number, number] {
  let state = key | 0;
  const next = () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return z ^ (z >>> 16);
  };
  return [next(), next(), next(), next()];
}

/** FNV-1a over the path, then a finalizer, so that neighbouring seeds and names give unrelated keys. */
function hash(path: (string | number)[]): number {
  let h = 0x811c9dc5;
  for (const part of path) {
    for (const char of `${typeof part}:${part};`) h = Math.imul(h ^ (char.codePointAt(0) as number), 0x01000193);
  }
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}
