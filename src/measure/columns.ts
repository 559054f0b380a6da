/**
 * Products with a tall matrix that is given by its columns: each of its numbers is read once, in blocks of rows that stay in the nearest caches, for four columns at a time. Each sum is
 * added up in the order of plain loops, bit for bit: where losses are float32, a search feels a last digit.
 */
import type { Column } from "../optimize/products";

/** Rows that are worked on at a time: as many of a vector are 16 KiB. */
const BLOCK = 2048;

/** to += A z, in place. @param columns of A, as long as `to` */
export function addCombined(to: Float64Array, columns: readonly Column[], z: ArrayLike<number>): void {
  const fours = Math.floor(columns.length / 4) * 4;
  for (let from = 0; from < to.length; from += BLOCK) {
    const end = Math.min(to.length, from + BLOCK);
    for (let j = 0; j < fours; j += 4) addFour(to, columns, z, j, from, end);
    for (let j = fours; j < columns.length; j++) addOne(to, columns[j] as Column, z[j] as number, from, end);
  }
}

/** Aᵀg. @param columns of A, as long as `g` */
export function projected(columns: readonly Column[], g: Float64Array): Float64Array {
  const sums = new Float64Array(columns.length);
  const fours = Math.floor(columns.length / 4) * 4;
  for (let from = 0; from < g.length; from += BLOCK) {
    const end = Math.min(g.length, from + BLOCK);
    for (let j = 0; j < fours; j += 4) sumFour(sums, columns, g, j, from, end);
    for (let j = fours; j < columns.length; j++) sums[j] = sumOne(sums[j] as number, columns[j] as Column, g, from, end);
  }
  return sums;
}

function addFour(to: Float64Array, columns: readonly Column[], z: ArrayLike<number>, j: number, from: number, end: number): void {
  const [a, b, c, d] = columns.slice(j, j + 4) as [Column, Column, Column, Column];
  const [za, zb, zc, zd] = [z[j], z[j + 1], z[j + 2], z[j + 3]] as [number, number, number, number];
  for (let i = from; i < end; i++)
    to[i] = (to[i] as number) + za * (a[i] as number) + zb * (b[i] as number) + zc * (c[i] as number) + zd * (d[i] as number);
}

function addOne(to: Float64Array, column: Column, by: number, from: number, end: number): void {
  for (let i = from; i < end; i++) to[i] = (to[i] as number) + by * (column[i] as number);
}

function sumFour(sums: Float64Array, columns: readonly Column[], g: Float64Array, j: number, from: number, end: number): void {
  const [a, b, c, d] = columns.slice(j, j + 4) as [Column, Column, Column, Column];
  let [sa, sb, sc, sd] = [sums[j], sums[j + 1], sums[j + 2], sums[j + 3]] as [number, number, number, number];
  for (let i = from; i < end; i++) {
    const value = g[i] as number;
    sa += value * (a[i] as number);
    sb += value * (b[i] as number);
    sc += value * (c[i] as number);
    sd += value * (d[i] as number);
  }
  sums[j] = sa;
  sums[j + 1] = sb;
  sums[j + 2] = sc;
  sums[j + 3] = sd;
}

function sumOne(before: number, column: Column, g: Float64Array, from: number, end: number): number {
  let sum = before;
  for (let i = from; i < end; i++) sum += (column[i] as number) * (g[i] as number);
  return sum;
}
