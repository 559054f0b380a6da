/** The limited-memory matrix of L-BFGS in its compact form, B = θI − W M Wᵀ with W = [Y, θS] (Byrd, Nocedal and Schnabel, 1994; Byrd, Lu, Nocedal and Zhu, 1995, §3). */
import { CholeskyDecomposition, Matrix } from "ml-matrix";
import { dot, scale } from "./vectors";

/** Below this share of yᵀy, sᵀy is no sign of positive curvature, and the pair is left out (equation 3.9). */
const LEAST_CURVATURE = Number.EPSILON;

export class CompactMatrix {
  /** θ: the size of the curvature where nothing is known. */
  theta: number;
  /** sᵢ and yᵢ, the oldest first. Scaled so that sᵢᵀyᵢ = 1, which leaves B as it is and makes D the identity. */
  steps: Float64Array[] = [];
  changes: Float64Array[] = [];
  /** sᵢᵀsⱼ and sᵢᵀyⱼ */
  private ss: number[][] = [];
  private sy: number[][] = [];
  /** M, row by row. */
  private m: Float64Array = new Float64Array();

  /**
   * @param memory number of pairs that are kept
   * @param start θ as long as no pair is known
   */
  constructor(
    readonly memory: number,
    private readonly start = 1,
  ) {
    this.theta = start;
  }

  /** Columns of W. */
  get columns(): number {
    return 2 * this.steps.length;
  }

  /** Forgets all pairs. */
  clear(): void {
    Object.assign(this, { theta: this.start, steps: [], changes: [], ss: [], sy: [], m: new Float64Array() });
  }

  /**
   * Takes in a step `s` and the change `y` of the gradient over it; both are kept and scaled. A pair without positive curvature is left out.
   * @returns whether it was taken
   */
  update(s: Float64Array, y: Float64Array): boolean {
    const [sy, yy] = [dot(s, y), dot(y, y)];
    if (!(sy > LEAST_CURVATURE * yy)) return false;
    for (const v of [s, y]) scale(v, 1 / Math.sqrt(sy));
    if (this.steps.length === this.memory) this.dropOldest();
    this.append(s, y);
    this.theta = yy / sy;
    if (!this.renewMiddle()) {
      // Rounding has spoilt the older pairs: the newest alone is safe.
      while (this.steps.length > 1) this.dropOldest();
      this.renewMiddle();
    }
    return true;
  }

  private append(s: Float64Array, y: Float64Array): void {
    for (const [i, step] of this.steps.entries()) {
      this.ss[i]?.push(dot(step, s));
      this.sy[i]?.push(dot(step, y));
    }
    this.ss.push([...this.ss.map((row) => row.at(-1) as number), dot(s, s)]);
    this.sy.push([...this.changes.map((change) => dot(s, change)), 1]);
    this.steps.push(s);
    this.changes.push(y);
  }

  private dropOldest(): void {
    for (const list of [this.steps, this.changes, this.ss, this.sy, ...this.ss, ...this.sy]) list.shift();
  }

  /** M v, for a vector of `columns` numbers. */
  middleTimes(v: Float64Array, into: Float64Array = new Float64Array(v.length)): Float64Array {
    const { m } = this;
    for (let i = 0, at = 0; i < v.length; i++) {
      let sum = 0;
      for (let j = 0; j < v.length; j++) sum += (m[at++] as number) * (v[j] as number);
      into[i] = sum;
    }
    return into;
  }

  /** Wᵀ v */
  transposeTimes(v: Float64Array): Float64Array {
    return Float64Array.from([...this.changes.map((y) => dot(y, v)), ...this.steps.map((s) => this.theta * dot(s, v))]);
  }

  /** Row `i` of W, written into `into`. */
  row(i: number, into: Float64Array): void {
    const { steps, changes, theta } = this;
    const k = steps.length;
    for (let j = 0; j < k; j++) {
      into[j] = (changes[j] as Float64Array)[i] as number;
      into[k + j] = theta * ((steps[j] as Float64Array)[i] as number);
    }
  }

  /** W's columns, each with the factor by which `c` weighs it: W c is their sum. */
  weighed(c: Float64Array): { column: Float64Array; factor: number }[] {
    const k = this.steps.length;
    return [
      ...this.changes.map((column, j) => ({ column, factor: c[j] as number })),
      ...this.steps.map((column, j) => ({ column, factor: this.theta * (c[k + j] as number) })),
    ];
  }

  /**
   * M = [−I Lᵀ; L θSᵀS]⁻¹ by blocks, L what is below the diagonal of SᵀY: with T = θSᵀS + LLᵀ it is [LᵀT⁻¹L − I, LᵀT⁻¹; T⁻¹L, T⁻¹].
   * @returns false where rounding leaves T without a Cholesky factor
   */
  private renewMiddle(): boolean {
    const k = this.steps.length;
    const l = new Matrix(this.sy.map((row, i) => row.map((value, j) => (i > j ? value : 0))));
    const t = cholesky(new Matrix(this.ss).mul(this.theta).add(l.mmul(l.transpose())));
    if (!t) return false;
    const low = t.solve(l);
    const m = Matrix.zeros(2 * k, 2 * k);
    m.setSubMatrix(l.transpose().mmul(low).sub(Matrix.eye(k)), 0, 0).setSubMatrix(low.transpose(), 0, k);
    m.setSubMatrix(low, k, 0).setSubMatrix(t.solve(Matrix.eye(k)), k, k);
    this.m = Float64Array.from(m.to1DArray());
    return this.m.every(Number.isFinite);
  }
}

/** The Cholesky factor of (A + Aᵀ) / 2; undefined where that is not positive definite. */
export function cholesky(a: Matrix): CholeskyDecomposition | undefined {
  const even = Matrix.add(a, a.transpose()).mul(0.5);
  if (!even.to1DArray().every(Number.isFinite)) return undefined;
  const factor = new CholeskyDecomposition(even);
  return factor.isPositiveDefinite() ? factor : undefined;
}
