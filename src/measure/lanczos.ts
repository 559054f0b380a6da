/** Extreme eigenpairs of a symmetric operator by the method of Lanczos, with their multiplicities and true residuals. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Random } from "../random";
import { combined, KrylovSpace, type Ritz, randomNormal } from "./krylov";
import { addScaled, dot, norm, type Operator, scaled, type Watch, watched } from "./operator";

export interface Eigenpair {
  value: number;
  /** Unit length. */
  vector: Float64Array;
  /** ‖Hv − λv‖, from a product of its own: the distance to an eigenvalue of the operator is no larger. */
  residual: number;
}

export type End = "largest" | "smallest" | "magnitude";

export interface EigenpairsOptions extends Watch {
  /** Which end of the spectrum; default `largest` (most positive). `magnitude`: of largest size. */
  end?: End;
  /** Residual at which a pair counts as found, relative to the largest eigenvalue in size; default 1e-3. Products in float32 allow about 1e-6. */
  tolerance?: number;
  /** Products at most; default 100, or 2k if that is more. The last k of them tell the residuals. */
  maxProducts?: number;
  /** Vectors held at once, 8 bytes a coordinate; default: as many as fit into 1 GiB, but at least 2k + 10. Fewer: less memory, and more products where the space has to be cut down. */
  maxBasis?: number;
  /** Where the space begins: a vector of normal numbers from this stream. */
  random: Random;
  /** A guess of the vector sought, such as the one of a point nearby; half of the start. The other half is random, for the guess may be another eigenvector; as a rule that is then left. */
  start?: Float64Array;
}

export interface EigenpairsResult {
  /** `k` of them, in order, the end first. */
  pairs: Eigenpair[];
  /** Whether all residuals are below the tolerance, and nothing further out was left. */
  converged: boolean;
  products: number;
  end: End;
  tolerance: number;
}

/**
 * The `k` outermost eigenpairs, an eigenvalue as often as it is one. A Krylov space holds one direction of each eigenvalue; so for k > 1 the space beside the pairs found is
 * searched as well, until nothing further out is left in it: until its outermost Ritz pair has converged, or until a missed one had a probability below 0.001 to stay hidden
 * (Kuczyński and Woźniakowski, SIAM J. Matrix Anal. Appl. 13, 1992).
 * @throws RangeError when `k` is not between 1 and the dimension, and for fewer than 2k products
 */
export async function topEigenpairs(operator: Operator, k: number, options: EigenpairsOptions): Promise<EigenpairsResult> {
  const { end = "largest", tolerance = 1e-3, maxProducts = Math.max(100, 2 * k) } = options;
  expectRoom(operator.dimension, k, { ...options, maxProducts, tolerance });
  const counted = watched(operator, maxProducts, options);
  const { maxBasis = Math.max(2 * k + 10, Math.floor(2 ** 27 / operator.dimension)), random } = options;
  // Half the tolerance: the true residuals, within all pairs together, are a little larger than those of each search.
  const search = new Search(counted, { k, end, tolerance: tolerance / 2, most: maxProducts - k, maxBasis, random });
  let found = await search.first(options.start);
  let isComplete = search.isSettled;
  while (k > 1 && isComplete && found.length < operator.dimension) {
    const further = await search.beside(found);
    isComplete = search.isSettled;
    if (further.length === 0) break;
    found = [...found, ...further].sort(outermostFirst(end));
  }
  const pairs = (await rayleighRitz(counted, found.slice(0, k))).sort(outermostFirst(end));
  const converged = isComplete && pairs.every(({ residual }) => residual <= tolerance * search.size);
  return { pairs, converged, products: counted.products, end, tolerance };
}

function expectRoom(dimension: number, k: number, options: EigenpairsOptions & { maxProducts: number; tolerance: number }): void {
  const { maxProducts, tolerance, maxBasis = k + 2, start } = options;
  if (!Number.isInteger(k) || k < 1 || k > dimension)
    throw new RangeError(`The number of eigenpairs must be an integer from 1 to the dimension ${dimension}, got ${k}.`);
  if (!Number.isInteger(maxProducts) || maxProducts < 2 * k)
    throw new RangeError(`${k} eigenpairs need ${2 * k} products or more, half of them for the residuals; got ${maxProducts}.`);
  if (!(tolerance > 0)) throw new RangeError(`The tolerance must be above 0, got ${tolerance}.`);
  if (!Number.isInteger(maxBasis) || maxBasis < k + 2)
    throw new RangeError(`A search for ${k} eigenpairs holds ${k + 2} vectors or more, got ${maxBasis}.`);
  if (start && start.length !== dimension)
    throw new RangeError(`The start must be a vector of ${dimension} numbers, got one of ${start.length}.`);
}

interface Found {
  value: number;
  vector: Float64Array;
}

interface Settings {
  k: number;
  end: End;
  tolerance: number;
  /** Products at most. */
  most: number;
  maxBasis: number;
  random: Random;
}

class Search {
  /** Of the largest Ritz value. */
  size = 0;
  /** Whether the last look came to an end before the products did. */
  isSettled = false;

  constructor(
    private readonly operator: Operator & { products: number },
    private readonly settings: Settings,
  ) {}

  /** The `k` outermost Ritz pairs of one Krylov space. */
  first(guess?: Float64Array): Promise<Found[]> {
    const { k, random } = this.settings;
    const start = guess && halfRandom(guess, random);
    const space = new KrylovSpace(this.operator, { random, ...(start ? { start } : {}) });
    return this.look(space, (ritz) => (ritz.length < k ? undefined : ritz.slice(0, k)));
  }

  /** What lies beside the pairs found and further out than the k-th of them. */
  beside(found: Found[]): Promise<Found[]> {
    const { k, end, tolerance, random } = this.settings;
    const last = (found[k - 1] as Found).value;
    const space = new KrylovSpace(this.operator, { random, locked: found.map(({ vector }) => vector) });
    return this.look(space, (ritz) => {
      const further = ritz.filter(({ value }) => rank(value, end) < rank(last, end) - tolerance * this.size);
      if (further.length > 0) return further;
      const [first] = ritz as [Ritz];
      return this.hasConverged(first) || nothingHidden(ritz, last, end, this.operator.dimension, space.basis.length) ? [] : undefined;
    });
  }

  /** Grows the space until the wanted pairs have converged. @param wanted tells them from all, outermost first; undefined when more of the space is needed to tell */
  private async look(space: KrylovSpace, wanted: (ritz: Ritz[]) => Ritz[] | undefined): Promise<Found[]> {
    const { k, end, most, maxBasis } = this.settings;
    let answer: Ritz[] | undefined;
    this.isSettled = false;
    while (!this.isSettled && this.operator.products < most) {
      await space.grow();
      const ritz = space.ritz().sort(outermostFirst(end));
      this.size = Math.max(this.size, ...ritz.map(({ value }) => Math.abs(value)));
      answer = wanted(ritz);
      this.isSettled = answer?.every((each) => this.hasConverged(each)) ?? false;
      if (!this.isSettled && space.basis.length >= maxBasis && this.operator.products < most) {
        space.restart(ritz.slice(0, Math.ceil((k + maxBasis) / 2)));
      }
    }
    return (answer ?? []).map((each) => ({ value: each.value, vector: space.vectorOf(each) }));
  }

  private hasConverged({ residual }: Ritz): boolean {
    return residual <= this.settings.tolerance * this.size;
  }
}

/** Smaller for what is further out. */
const rank = (value: number, end: End): number => (end === "magnitude" ? -Math.abs(value) : end === "largest" ? -value : value);
const outermostFirst =
  (end: End) =>
  (a: { value: number }, b: { value: number }): number =>
    rank(a.value, end) - rank(b.value, end);

function halfRandom(guess: Float64Array, random: Random): Float64Array {
  const noise = randomNormal(guess.length, random);
  const length = norm(guess);
  if (length > 0) addScaled(noise, norm(noise) / length, guess);
  return noise;
}

/**
 * Whether an eigenvalue further out than `last` would have shown in a Krylov space that began at random: after j products the outermost Ritz value falls short by more than the share
 * ε of the spectrum's width with a probability of at most 1.648 √n exp(−(2j − 1) √ε).
 */
function nothingHidden(ritz: Ritz[], last: number, end: End, n: number, products: number): boolean {
  const values = ritz.map(({ value }) => value);
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const size = Math.abs(last);
  const shares = {
    largest: [(last - highest) / (last - lowest)],
    smallest: [(lowest - last) / (highest - last)],
    magnitude: [(size - highest) / (size - lowest), (lowest + size) / (highest + size)],
  }[end];
  return shares.every((share) => 1.648 * Math.sqrt(n) * Math.exp(-(2 * products - 1) * Math.sqrt(share)) < 0.001);
}

/** The operator's eigenpairs within what some orthonormal vectors span, with one product each. */
async function rayleighRitz(operator: Operator, found: Found[]): Promise<Eigenpair[]> {
  const vectors = found.map(({ vector }) => vector);
  const products: Float64Array[] = [];
  for (const vector of vectors) products.push(Float64Array.from(await operator.apply(vector)));
  const inside = new Matrix(
    vectors.map((a, i) => products.map((b, j) => (dot(a, b) + dot(vectors[j] as Float64Array, products[i] as Float64Array)) / 2)),
  );
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(inside, { assumeSymmetric: true });
  return realEigenvalues.map((value, i) => {
    const weights = eigenvectorMatrix.getColumn(i);
    const vector = combined(vectors, weights);
    const rest = combined(products, weights);
    addScaled(rest, -value, vector);
    const length = norm(vector);
    return { value, vector: scaled(vector, 1 / length), residual: norm(rest) / length };
  });
}
