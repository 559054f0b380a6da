/** The few operations on long vectors that optimizers and measures need, as plain loops: they carry its time at a million variables. */

export const clamp = (value: number, lower: number, upper: number): number => Math.min(Math.max(value, lower), upper);

/** aᵀb; four sums side by side are quicker, and round less, than one. Quickest where both are always of one kind. */
export function dot(a: ArrayLike<number>, b: ArrayLike<number>, length = a.length): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let i = 0;
  for (; i + 3 < length; i += 4) {
    s0 += (a[i] as number) * (b[i] as number);
    s1 += (a[i + 1] as number) * (b[i + 1] as number);
    s2 += (a[i + 2] as number) * (b[i + 2] as number);
    s3 += (a[i + 3] as number) * (b[i + 3] as number);
  }
  for (; i < length; i++) s0 += (a[i] as number) * (b[i] as number);
  return s0 + s1 + (s2 + s3);
}

/** a − b */
export function difference(a: Float64Array, b: Float64Array): Float64Array {
  const result = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) result[i] = (a[i] as number) - (b[i] as number);
  return result;
}

/** to += factor · from */
export function addScaled(to: Float64Array, factor: number, from: ArrayLike<number>): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + factor * (from[i] as number);
}

/** v *= factor */
export function scale(v: Float64Array, factor: number): void {
  for (let i = 0; i < v.length; i++) v[i] = (v[i] as number) * factor;
}

export function areFinite(v: Float64Array): boolean {
  for (let i = 0; i < v.length; i++) if (!Number.isFinite(v[i])) return false;
  return true;
}

/** The entries of `v` in some rows. */
export function gather(v: Float64Array, rows: Uint32Array, into: Float64Array = new Float64Array(rows.length)): Float64Array {
  for (let j = 0; j < rows.length; j++) into[j] = v[rows[j] as number] as number;
  return into;
}
