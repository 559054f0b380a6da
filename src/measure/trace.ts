/** The trace of an operator from products with random vectors, with its standard error. */
import type { Random } from "../random";
import { summarize } from "../stats/summary";
import { orthogonalise } from "./krylov";
import { dot, norm, type Operator, scaled, type Watch, watched } from "./operator";

export interface TraceOptions extends Watch {
  /** Where the random signs come from. */
  random: Random;
  /** Products at most. Hutchinson: as many vectors. Hutch++: a third of it for each of its three parts, and as many vectors held. Default 100. */
  products?: number;
}

export interface TraceEstimate {
  trace: number;
  /** Standard error of the mean over the vectors; of Hutch++, of its random part. */
  standardError: number;
  products: number;
}

/**
 * Hutchinson's estimator: the mean of zᵀHz over vectors z of random signs (Hutchinson, 1989). Unbiased; its error falls as 1/√products.
 * @throws RangeError for fewer than 2 products, which tell no error
 */
export async function hutchinson(operator: Operator, options: TraceOptions): Promise<TraceEstimate> {
  const { products = 100, random } = options;
  if (!Number.isInteger(products) || products < 2)
    throw new RangeError(`Hutchinson's estimator needs 2 products or more, got ${products}.`);
  const counted = watched(operator, products, options);
  const values: number[] = [];
  for (let i = 0; i < products; i++) {
    const z = randomSigns(operator.dimension, random);
    values.push(dot(z, await counted.apply(z)));
  }
  return { ...meanAndError(values), products: counted.products };
}

/**
 * Hutch++: the trace on the range of H·S, S random, exactly, and Hutchinson's estimator on the rest (Meyer, Musco, Musco and Woodruff, SOSA 2021, Algorithm 1). Its error falls as
 * 1/products where a few eigenvalues dominate. Where the products suffice for one a coordinate, it is the trace itself.
 * @throws RangeError for fewer than 6 products
 */
export async function hutchPlusPlus(operator: Operator, options: TraceOptions): Promise<TraceEstimate> {
  const { products = 100, random } = options;
  if (!Number.isInteger(products) || products < 6) throw new RangeError(`Hutch++ needs 6 products or more, got ${products}.`);
  const n = operator.dimension;
  if (n <= products) return exactTrace(watched(operator, n, options));
  const part = Math.floor(products / 3);
  const counted = watched(operator, 3 * part, options);
  const basis = await rangeBasis(counted, part, random);
  let exact = 0;
  for (const q of basis) exact += dot(q, await counted.apply(q));
  const values: number[] = [];
  for (let i = 0; i < part; i++) {
    const z = orthogonalise(randomSigns(n, random), basis);
    values.push(dot(z, await counted.apply(z)));
  }
  const rest = meanAndError(values);
  return { trace: exact + rest.trace, standardError: rest.standardError, products: counted.products };
}

export const randomSigns = (n: number, random: Random): Float64Array =>
  Float64Array.from({ length: n }, () => (random.bits() & 1 ? 1 : -1));

async function exactTrace(operator: Operator & { products: number }): Promise<TraceEstimate> {
  let trace = 0;
  for (let i = 0; i < operator.dimension; i++) {
    const unit = new Float64Array(operator.dimension);
    unit[i] = 1;
    trace += (await operator.apply(unit))[i] as number;
  }
  return { trace, standardError: 0, products: operator.products };
}

/** An orthonormal basis of the products with `count` random vectors; those that add nothing are left out. */
async function rangeBasis(operator: Operator, count: number, random: Random): Promise<Float64Array[]> {
  const basis: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const product = Float64Array.from(await operator.apply(randomSigns(operator.dimension, random)));
    const before = norm(product);
    const left = norm(orthogonalise(product, basis));
    if (left > 1e-10 * before) basis.push(scaled(product, 1 / left));
  }
  return basis;
}

function meanAndError(values: number[]): { trace: number; standardError: number } {
  const { n, mean, sd } = summarize(values);
  return { trace: mean, standardError: sd / Math.sqrt(n) };
}
