"use strict";
/** Philox4×32-10 (Salmon et al., 2011): random numbers from a key and a counter, as TensorFlow's stateless operations draw them. */
Object.defineProperty(exports, "__esModule", { value: true });
exports.MIXED_WITH = exports.ROUNDS = exports.WEYL = exports.MULTIPLIERS = void 0;
exports.philox = philox;
exports.statelessUniform = statelessUniform;
/** Multipliers and key increments of the paper, Table 2 and Section 4.3. */
exports.MULTIPLIERS = [0xd2511f53, 0xcd9e8d57];
exports.WEYL = [0x9e3779b9, 0xbb67ae85];
exports.ROUNDS = 10;
/** The four random words of a counter under a key; all numbers unsigned 32-bit. */
function philox(counter, key) {
    let [a, b, c, d] = counter;
    let [k, l] = key;
    for (let round = 0; round < exports.ROUNDS; round++) {
        const next = [
            high(exports.MULTIPLIERS[1], c) ^ b ^ k,
            Math.imul(exports.MULTIPLIERS[1], c),
            high(exports.MULTIPLIERS[0], a) ^ d ^ l,
            Math.imul(exports.MULTIPLIERS[0], a),
        ];
        [a, b, c, d] = next;
        k = (k + exports.WEYL[0]) | 0;
        l = (l + exports.WEYL[1]) | 0;
    }
    return [a >>> 0, b >>> 0, c >>> 0, d >>> 0];
}
/** The upper 32 bits of the product of two unsigned 32-bit numbers, by halves. */
function high(x, y) {
    const middle = (x >>> 16) * (y & 0xffff) + (((x & 0xffff) * (y & 0xffff)) >>> 16);
    return (x >>> 16) * (y >>> 16) + (middle >>> 16) + (((middle & 0xffff) + (x & 0xffff) * (y >>> 16)) >>> 16);
}
/** The key that TensorFlow mixes a seed with. */
exports.MIXED_WITH = [0x3ec8f720, 0x02461e29];
/**
 * TensorFlow's `StatelessRandomUniform` in float32, bit for bit: numbers in [0, 1), multiples of 2⁻²³.
 * @param seed two int32 numbers
 */
function statelessUniform(length, [stream, step]) {
    const sign = (x) => (x < 0 ? 0xffffffff : 0);
    const [k, l, c, d] = philox([stream >>> 0, sign(stream), step >>> 0, sign(step)], exports.MIXED_WITH);
    const numbers = new Float32Array(length);
    for (let at = 0; at < length; at += 4) {
        const words = philox([at / 4, 0, c, d], [k, l]);
        for (let i = 0; i < 4 && at + i < length; i++)
            numbers[at + i] = (words[i] & 0x7fffff) * 2 ** -23;
    }
    return numbers;
}
//# sourceMappingURL=philox.js.map