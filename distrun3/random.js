"use strict";
/** Seeded, splittable random numbers: the only source of randomness in this project. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.random = random;
/**
 * A stream from a seed: xoshiro128** (Blackman and Vigna, 2021), its state filled by SplitMix32.
 * @param seed a safe integer, ≥ 0
 */
function random(seed) {
    if (!Number.isSafeInteger(seed) || seed < 0)
        throw new RangeError(`The seed must be an integer of 0 or more, got ${seed}.`);
    return stream(hash([seed]));
}
function stream(key) {
    let [a, b, c, d] = spread(key);
    const bits = () => {
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
    const uniform = () => bits() / 4294967296;
    const below = (n) => {
        const limit = 4294967296 - (4294967296 % n);
        for (;;) {
            const x = bits();
            if (x < limit)
                return x % n;
        }
    };
    const normal = () => {
        let sum = -6;
        for (let i = 0; i < 12; i++)
            sum += uniform();
        return sum;
    };
    const permutation = (n) => {
        const order = Int32Array.from({ length: n }, (_, i) => i);
        for (let i = n - 1; i > 0; i--) {
            const j = below(i + 1);
            const kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    };
    return { bits, uniform, below, normal, permutation, split: (...path) => stream(hash([key, ...path])) };
}
const rotate = (x, k) => (x << k) | (x >>> (32 - k));
/** Four state words from one key, by SplitMix32. */
function spread(key) {
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
function hash(path) {
    let h = 0x811c9dc5;
    for (const part of path) {
        for (const char of `${typeof part}:${part};`)
            h = Math.imul(h ^ char.codePointAt(0), 0x01000193);
    }
    h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
    h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
    return (h ^ (h >>> 16)) >>> 0;
}
//# sourceMappingURL=random.js.map