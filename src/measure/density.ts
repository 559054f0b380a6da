/** The density of an operator's eigenvalues, by stochastic Lanczos quadrature (Ubaru, Chen and Saad, SIMAX 2017; Ghorbani, Krishnan and Xiao, ICML 2019). */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Random } from "../random";
import { summarize } from "../stats/summary";
import { KrylovSpace, NOTHING_LEFT } from "./krylov";
import { addScaled, dot, norm, type Operator, scaled, type Watch, watched } from "./operator";
import { randomSigns } from "./trace";

/** What one random vector sees of the spectrum: eigenvalues and the share of each; the shares add up to 1. */
export interface Quadrature {
  values: number[];
  shares: number[];
}

export interface SpectralDensity {
  dimension: number;
  /** One a random vector. */
  quadratures: Quadrature[];
  products: number;
  /** Whether all vectors of a quadrature were held and made orthogonal to each other. */
  reorthogonalised: boolean;
}

export interface DensityOptions extends Watch {
  random: Random;
  /** Random vectors; default 10. */
  vectors?: number;
  /** Products a vector: the nodes of the quadrature; default 80, or the dimension if that is smaller. */
  steps?: number;
  /** Bytes that the vectors of the method of Lanczos may take; default 1 GiB. Where not all fit, no more than the last two are held, and none is made orthogonal to those before. */
  maxBytes?: number;
}

/**
 * Without reorthogonalisation the method of Lanczos finds eigenvalues again and again, as copies close together that share what belongs to one: it acts as on a slightly larger operator whose
 * eigenvalues lie close to those of this one (Greenbaum, Linear Algebra Appl. 113, 1989), and the quadrature stays one of the same density (Chen, Trogdon and Ubaru, ICML 2021).
 * Only its nodes are fewer different ones.
 * @throws RangeError for fewer than 1 vector or step
 */
export async function spectralDensity(operator: Operator, options: DensityOptions): Promise<SpectralDensity> {
  const { vectors = 10, maxBytes = 2 ** 30, random } = options;
  const steps = Math.min(options.steps ?? 80, operator.dimension);
  for (const [name, value] of Object.entries({ vectors, steps })) {
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`The number of ${name} must be an integer of 1 or more, got ${value}.`);
  }
  const reorthogonalised = 8 * steps * operator.dimension <= maxBytes;
  const counted = watched(operator, vectors * steps, options);
  const quadratures: Quadrature[] = [];
  for (let i = 0; i < vectors; i++) {
    const own = random.split("density", i);
    const start = randomSigns(operator.dimension, own);
    quadratures.push(reorthogonalised ? await inSpace(counted, start, steps, own) : await byRecurrence(counted, start, steps));
  }
  return { dimension: operator.dimension, quadratures, products: counted.products, reorthogonalised };
}

async function inSpace(operator: Operator, start: Float64Array, steps: number, random: Random): Promise<Quadrature> {
  const space = new KrylovSpace(operator, { random, start });
  do {
    await space.grow();
    // Beyond an invariant space there is nothing that this vector sees.
  } while (space.basis.length < steps && !space.isInvariant);
  const ritz = space.ritz();
  return { values: ritz.map(({ value }) => value), shares: ritz.map(({ weights }) => (weights[0] as number) ** 2) };
}

/** By the recurrence of three terms, in the order of Paige (J. Inst. Math. Appl. 10, 1972). */
async function byRecurrence(operator: Operator, start: Float64Array, steps: number): Promise<Quadrature> {
  const diagonal: number[] = [];
  const beside: number[] = [];
  let before: Float64Array = new Float64Array(start.length);
  let here = scaled(start, 1 / norm(start));
  for (let largest = 0; ; ) {
    const next = Float64Array.from(await operator.apply(here));
    largest = Math.max(largest, norm(next));
    addScaled(next, -(beside.at(-1) ?? 0), before);
    const along = dot(here, next);
    addScaled(next, -along, here);
    diagonal.push(along);
    const left = norm(next);
    if (diagonal.length === steps || left <= NOTHING_LEFT * largest) return ofTridiagonal(diagonal, beside);
    beside.push(left);
    before = here;
    here = scaled(next, 1 / left);
  }
}

function ofTridiagonal(diagonal: number[], beside: number[]): Quadrature {
  const entry = (i: number, j: number): number => (i === j ? diagonal[i] : Math.abs(i - j) === 1 ? beside[Math.min(i, j)] : 0) as number;
  const matrix = new Matrix(diagonal.map((_, i) => diagonal.map((_, j) => entry(i, j))));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  return { values: realEigenvalues, shares: eigenvectorMatrix.getRow(0).map((value) => value ** 2) };
}

/** An estimate from several random vectors. */
export interface Estimate {
  value: number;
  /** Standard error over the vectors; NaN for one. */
  standardError: number;
}

/** Mean over the vectors of Σ share · f(value): tr f(H) / dimension. */
export function spectralMean(density: SpectralDensity, f: (value: number) => number): Estimate {
  const { n, mean, sd } = summarize(meansOf(density, f));
  return { value: mean, standardError: sd / Math.sqrt(n) };
}

/**
 * Share of the eigenvalues below −`threshold`.
 * @param threshold default: 1e-6 of the largest eigenvalue in size, below which a float32 gradient cannot tell a sign
 */
export function negativeShare(density: SpectralDensity, threshold = 1e-6 * largestSize(density)): Estimate {
  return spectralMean(density, (value) => (value < -threshold ? 1 : 0));
}

/**
 * The density on a grid: each node a Gaussian. Its integral is 1.
 * @param sigma width of the Gaussians; default: 1 % of the span of the values, or of the one value there is
 */
export function densityOn(density: SpectralDensity, grid: readonly number[], sigma = 0.01 * span(density)): number[] {
  if (!(sigma > 0)) throw new RangeError(`The width of the density's Gaussians must be above 0, got ${sigma}.`);
  const factor = 1 / (sigma * Math.sqrt(2 * Math.PI));
  return grid.map((t) => average(meansOf(density, (value) => factor * Math.exp(-((t - value) ** 2) / (2 * sigma ** 2)))));
}

/** Σ share · f(value) of each vector. */
const meansOf = ({ quadratures }: SpectralDensity, f: (value: number) => number): number[] =>
  quadratures.map(({ values, shares }) => values.reduce((sum, value, i) => sum + (shares[i] as number) * f(value), 0));
const average = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const allValues = ({ quadratures }: SpectralDensity): number[] => quadratures.flatMap(({ values }) => values);
const largestSize = (density: SpectralDensity): number => Math.max(...allValues(density).map(Math.abs));
const span = (density: SpectralDensity): number => {
  const values = allValues(density);
  const largest = values.reduce((a, b) => Math.max(a, b));
  const width = largest - values.reduce((a, b) => Math.min(a, b));
  return width > 1e-9 * Math.abs(largest) ? width : Math.abs(largest) || 1;
};
