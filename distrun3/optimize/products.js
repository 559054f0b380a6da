"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.productsAt = productsAt;
/** Products of two sets of columns over some rows: most of the time of an iteration, so rows are gathered in blocks and columns taken two by two. */
const vectors_1 = require("./vectors");
/** Rows that are worked on at a time: as many of 20 columns stay in the nearest caches. */
const BLOCK = 256;
/**
 * lᵢᵀrⱼ over some rows, in float64.
 * @param rows their numbers; or how many, from the first on
 * @param part which are needed, those of the diagonal among them; the others hold no meaning
 */
function productsAt(rows, left, right, part) {
    const lefts = buffers(left.length);
    const rights = left === right ? lefts : buffers(right.length);
    const tiles = tilesOf(left.length, right.length, part);
    const count = typeof rows === "number" ? rows : rows.length;
    for (let from = 0; from < count; from += BLOCK) {
        const to = Math.min(count, from + BLOCK);
        load(left, rows, from, to, lefts);
        if (rights !== lefts)
            load(right, rows, from, to, rights);
        for (const { i, j, sums } of tiles) {
            addTile(lefts[i], lefts[i + 1], rights[j], rights[j + 1], to - from, sums);
        }
    }
    const products = left.map(() => right.map(() => 0));
    for (const { i, j, sums } of tiles) {
        for (const [at, sum] of sums.entries()) {
            const row = products[i + (at >> 1)];
            if (row && j + (at & 1) < right.length)
                row[j + (at & 1)] = sum;
        }
    }
    return products;
}
function load(columns, rows, from, to, into) {
    for (const [i, column] of columns.entries()) {
        const buffer = into[i];
        if (typeof rows === "number")
            buffer.set(column.subarray(from, to));
        else
            (0, vectors_1.gather)(column, rows.subarray(from, to), buffer);
    }
}
function tilesOf(lefts, rights, part) {
    const tiles = [];
    for (let i = 0; i < lefts; i += 2)
        for (let j = 0; j < rights; j += 2)
            if (part === "lower" ? j <= i : j >= i)
                tiles.push({ i, j, sums: new Float64Array(4) });
    return tiles;
}
/** An even number of them; the one too many stays zero. */
const buffers = (count) => Array.from({ length: count + (count % 2) }, () => new Float64Array(BLOCK));
/** Each number is read once for two products. */
function addTile(a, b, c, d, length, sums) {
    let [ac, ad, bc, bd] = [0, 0, 0, 0];
    for (let i = 0; i < length; i++) {
        const [ai, bi, ci, di] = [a[i], b[i], c[i], d[i]];
        ac += ai * ci;
        ad += ai * di;
        bc += bi * ci;
        bd += bi * di;
    }
    sums[0] = sums[0] + ac;
    sums[1] = sums[1] + ad;
    sums[2] = sums[2] + bc;
    sums[3] = sums[3] + bd;
}
//# sourceMappingURL=products.js.map