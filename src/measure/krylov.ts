/** A Krylov space of a symmetric operator: an orthonormal basis that grows by the method of Lanczos with full reorthogonalisation (Golub and Van Loan, Matrix Computations, 4th ed., §10.1–10.3) and that can be cut down to its best directions when it is full (thick restart: Wu and Simon, SIAM J. Matrix Anal. Appl. 22, 2000). */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Random } from "../random";
import { addScaled, dot, norm, type Operator, scaled } from "./operator";

/** An eigenpair of the operator within the space. */
export interface Ritz {
  value: number;
  /** Its vector in the basis of the space; unit length. */
  weights: number[];
  /** ‖Hv − λv‖, but for what lies in the locked vectors. */
  residual: number;
}

export interface KrylovOptions {
  /** Where the space begins, unless `start` is given, and where it goes on when it is invariant: vectors of normal numbers. */
  random: Random;
  start?: Float64Array;
  /** Orthonormal vectors that the space stays away from. */
  locked?: Float64Array[];
}

/** What is left of a vector after orthogonalisation, relative to what it was, below which nothing is left but rounding. */
export const NOTHING_LEFT = 1e-12;

export class KrylovSpace {
  /** Orthonormal. */
  basis: Float64Array[] = [];
  /** H · basis[i] = Σⱼ matrix[i][j] · basis[j] + coupling[i] · next. */
  private matrix: number[][] = [];
  private coupling: number[] = [];
  private next: Float64Array | undefined;
  /** Length of the longest product so far. */
  private scale = 0;
  private readonly random: Random;
  private readonly locked: Float64Array[];

  constructor(
    private readonly operator: Operator,
    { random, start, locked = [] }: KrylovOptions,
  ) {
    this.random = random;
    this.locked = locked;
    this.next = start ? this.direction(Float64Array.from(start)) : this.fresh();
  }

  /** Whether the basis spans all that is not locked. */
  get isWhole(): boolean {
    return this.next === undefined;
  }

  /** Whether the operator leads nowhere out of the space: its Ritz pairs are eigenpairs. */
  get isInvariant(): boolean {
    return this.coupling.every((value) => value === 0);
  }

  /** One product and one direction more; in an invariant space a random one. */
  async grow(): Promise<void> {
    const direction = this.next;
    if (!direction) throw new RangeError(`The space has all its ${this.basis.length} dimensions and cannot grow.`);
    const product = Float64Array.from(await this.operator.apply(direction));
    this.scale = Math.max(this.scale, norm(product));
    this.border(dot(direction, product));
    this.basis.push(direction);
    this.away(product);
    const left = norm(product);
    const isInvariant = this.isFull || left <= NOTHING_LEFT * this.scale;
    this.coupling = this.basis.map((_, i) => (i === this.basis.length - 1 && !isInvariant ? left : 0));
    this.next = isInvariant ? this.fresh() : scaled(product, 1 / left);
  }

  /** The eigenpairs within the space, in ascending order. */
  ritz(): Ritz[] {
    const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(new Matrix(this.matrix), { assumeSymmetric: true });
    return realEigenvalues.map((value, i) => {
      const weights = eigenvectorMatrix.getColumn(i);
      return { value, weights, residual: Math.abs(dot(this.coupling, weights)) };
    });
  }

  /** The vector of a Ritz pair. */
  vectorOf({ weights }: Ritz): Float64Array {
    return combined(this.basis, weights);
  }

  /** Keeps of the basis only what these Ritz pairs span; the next direction stays. */
  restart(kept: Ritz[]): void {
    this.coupling = kept.map(({ weights }) => dot(this.coupling, weights));
    this.basis = kept.map((pair) => this.vectorOf(pair));
    this.matrix = kept.map(({ value }, i) => kept.map((_, j) => (i === j ? value : 0)));
  }

  /** Adds to the matrix the row and column of the next direction. */
  private border(diagonal: number): void {
    for (const [i, row] of this.matrix.entries()) row.push(this.coupling[i] as number);
    this.matrix.push([...this.coupling, diagonal]);
  }

  private get isFull(): boolean {
    return this.basis.length + this.locked.length >= this.operator.dimension;
  }

  private away(v: Float64Array): Float64Array {
    // Both in each pass: locked ones first and for all would let rounding along them grow from step to step.
    return orthogonalise(v, [...this.locked, ...this.basis]);
  }

  /** The unit vector along what a vector has outside the space; a random one if that is nothing. */
  private direction(v: Float64Array): Float64Array | undefined {
    const before = norm(v);
    const left = norm(this.away(v));
    return left > NOTHING_LEFT * before ? scaled(v, 1 / left) : this.fresh();
  }

  private fresh(): Float64Array | undefined {
    return this.isFull ? undefined : this.direction(randomNormal(this.operator.dimension, this.random));
  }
}

/** Takes out of `v`, in place, what lies along orthonormal vectors. Twice is enough (Parlett, The Symmetric Eigenvalue Problem, §6.9). */
export function orthogonalise(v: Float64Array, basis: Float64Array[]): Float64Array {
  for (let pass = 0; pass < 2; pass++) for (const each of basis) addScaled(v, -dot(each, v), each);
  return v;
}

/** Σ weights[i] · vectors[i] */
export function combined(vectors: Float64Array[], weights: ArrayLike<number>): Float64Array {
  const sum = new Float64Array(vectors[0]?.length ?? 0);
  for (const [i, each] of vectors.entries()) addScaled(sum, weights[i] as number, each);
  return sum;
}

export const randomNormal = (n: number, random: Random): Float64Array => Float64Array.from({ length: n }, () => random.normal());
