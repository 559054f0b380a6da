/** Products of two sets of columns over some rows: most of the time of an iteration, so rows are gathered in blocks and columns taken two by two. */
import { gather } from "./vectors";

/** Rows that are worked on at a time: as many of 20 columns stay in the nearest caches. */
const BLOCK = 256;

export type Column = Float32Array | Float64Array;

/**
 * lᵢᵀrⱼ over some rows, in float64.
 * @param rows their numbers; or how many, from the first on
 * @param part which are needed, those of the diagonal among them; the others hold no meaning
 */
export function productsAt(
  rows: Uint32Array | number,
  left: readonly Column[],
  right: readonly Column[],
  part: "lower" | "upper",
): number[][] {
  const lefts = buffers(left.length);
  const rights = left === right ? lefts : buffers(right.length);
  const tiles = tilesOf(left.length, right.length, part);
  const count = typeof rows === "number" ? rows : rows.length;
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    load(left, rows, from, to, lefts);
    if (rights !== lefts) load(right, rows, from, to, rights);
    for (const { i, j, sums } of tiles) {
      addTile(
        lefts[i] as Float64Array,
        lefts[i + 1] as Float64Array,
        rights[j] as Float64Array,
        rights[j + 1] as Float64Array,
        to - from,
        sums,
      );
    }
  }
  const products = left.map(() => right.map(() => 0));
  for (const { i, j, sums } of tiles) {
    for (const [at, sum] of sums.entries()) {
      const row = products[i + (at >> 1)];
      if (row && j + (at & 1) < right.length) row[j + (at & 1)] = sum;
    }
  }
  return products;
}

function load(columns: readonly Column[], rows: Uint32Array | number, from: number, to: number, into: Float64Array[]): void {
  for (const [i, column] of columns.entries()) {
    const buffer = into[i] as Float64Array;
    if (typeof rows === "number") buffer.set(column.subarray(from, to));
    else gather(column as Float64Array, rows.subarray(from, to), buffer);
  }
}

interface Tile {
  i: number;
  j: number;
  sums: Float64Array;
}

function tilesOf(lefts: number, rights: number, part: "lower" | "upper"): Tile[] {
  const tiles: Tile[] = [];
  for (let i = 0; i < lefts; i += 2)
    for (let j = 0; j < rights; j += 2) if (part === "lower" ? j <= i : j >= i) tiles.push({ i, j, sums: new Float64Array(4) });
  return tiles;
}

/** An even number of them; the one too many stays zero. */
const buffers = (count: number): Float64Array[] => Array.from({ length: count + (count % 2) }, () => new Float64Array(BLOCK));

/** Each number is read once for two products. */
function addTile(a: Float64Array, b: Float64Array, c: Float64Array, d: Float64Array, length: number, sums: Float64Array): void {
  let [ac, ad, bc, bd] = [0, 0, 0, 0];
  for (let i = 0; i < length; i++) {
    const [ai, bi, ci, di] = [a[i] as number, b[i] as number, c[i] as number, d[i] as number];
    ac += ai * ci;
    ad += ai * di;
    bc += bi * ci;
    bd += bi * di;
  }
  sums[0] = (sums[0] as number) + ac;
  sums[1] = (sums[1] as number) + ad;
  sums[2] = (sums[2] as number) + bc;
  sums[3] = (sums[3] as number) + bd;
}
