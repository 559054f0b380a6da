/** Sizes of a network's weights and their distance from the start, whole and layer by layer: the norms that claims about minima and bounds are made of. */
import type { Random } from "../random";
import { defaultSignal } from "../signal";
import { expectLength } from "./checks";
import { topEigenpairs } from "./lanczos";
import { norm, type Operator } from "./operator";
import { type NamedShape, type Part, partsOf } from "./parts";

export interface NormOptions {
  /** The starting weights, for distances. */
  start?: ArrayLike<number>;
  /** Where the search for the largest singular value begins. */
  random: Random;
  /** Products with a kernel and its transpose at most, a kernel; default 300. */
  maxProducts?: number;
  /** Called after each kernel. */
  onKernel?(done: number, of: number): void;
  /** Ends the measurement between two products. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

export interface KernelNorm {
  frobenius: number;
  /** Frobenius norm of kernel − its start; null without a start. */
  distance: number | null;
  /** Largest singular value. */
  spectral: number;
  /** That of kernel − its start; null without a start. */
  spectralDistance: number | null;
}

export interface LayerNorm {
  /** Index of the layer in the network. */
  layer: string;
  /** Of all the layer's weights together. */
  frobenius: number;
  distance: number | null;
  /** Null for layers without one, as batch norm. */
  kernel: KernelNorm | null;
}

export interface WeightNorms {
  /** ‖w‖₂ */
  frobenius: number;
  /** ‖w − start‖₂; null without a start. */
  distance: number | null;
  layers: LayerNorm[];
  /** Natural logarithm of the product of the kernels' spectral norms; null where a kernel is 0. */
  logSpectralProduct: number | null;
  spectralSum: number;
  /** The same of their Frobenius norms. */
  logFrobeniusProduct: number | null;
  /** Whether every spectral norm reached its tolerance. */
  converged: boolean;
  products: number;
}

/**
 * Norms of a network's weights. Spectral norms are those of matrices: a dense kernel `[inputs, units]` as it is, a convolution's `[size, size, channels, filters]` as (size² · channels) × filters (Yoshida and
 * Miyato, 2017, §3.2), which is not the norm of the convolution as an operator: that lies between this and size times this. They come from Lanczos on AᵀA to a relative residual of 1e-8.
 * The loss is never evaluated. Cost: at most 2 · `maxProducts` products a kernel with a start, half without.
 * @param weights names and shapes, as in `Network.weights`
 * @throws RangeError for weights or a start of another network
 */
export async function weightNorms(w: ArrayLike<number>, weights: readonly NamedShape[], options: NormOptions): Promise<WeightNorms> {
  const { start, random, maxProducts = 300, onKernel, signal = defaultSignal() } = options;
  const parts = partsOf(w, weights);
  if (start) expectLength("The starting weights", start, w.length);
  const away = start && Float64Array.from(w, (value, i) => value - (start[i] as number));
  const sizeOfParts = (v: ArrayLike<number>, some: Part[]) => Math.hypot(...some.map((part) => norm(cutOut(v, part))));
  const state = { products: 0, converged: true };
  const spectral = async (v: ArrayLike<number>, part: Part): Promise<number> => {
    const matrix = cutOut(v, part);
    if (matrix.every((value) => value === 0)) return 0;
    const gram = gramOf(matrix, part.shape.at(-1) as number);
    const found = await topEigenpairs(gram, 1, {
      random: random.split(part.name),
      tolerance: 1e-8,
      maxProducts,
      ...(signal ? { signal } : {}),
    });
    state.products += found.products;
    state.converged &&= found.converged;
    return Math.sqrt(Math.max(0, found.pairs[0]?.value ?? Number.NaN));
  };
  const layers: LayerNorm[] = [];
  const kernels: KernelNorm[] = [];
  const inAll = parts.filter(({ isKernel }) => isKernel).length;
  for (const layer of new Set(parts.map((part) => part.layer))) {
    const own = parts.filter((part) => part.layer === layer);
    const part = own.find(({ isKernel }) => isKernel);
    const kernel = part && {
      frobenius: norm(cutOut(w, part)),
      distance: away ? norm(cutOut(away, part)) : null,
      spectral: await spectral(w, part),
      spectralDistance: away ? await spectral(away, part) : null,
    };
    layers.push({ layer, frobenius: sizeOfParts(w, own), distance: away ? sizeOfParts(away, own) : null, kernel: kernel ?? null });
    if (!kernel) continue;
    kernels.push(kernel);
    onKernel?.(kernels.length, inAll);
  }
  return {
    frobenius: norm(w),
    distance: away ? norm(away) : null,
    layers,
    logSpectralProduct: logProduct(kernels.map((kernel) => kernel.spectral)),
    spectralSum: kernels.reduce((sum, kernel) => sum + kernel.spectral, 0),
    logFrobeniusProduct: logProduct(kernels.map((kernel) => kernel.frobenius)),
    ...state,
  };
}

const cutOut = (v: ArrayLike<number>, { offset, size }: Part): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => v[offset + i] as number);

const logProduct = (values: number[]): number | null =>
  values.every((value) => value > 0) ? values.reduce((sum, value) => sum + Math.log(value), 0) : null;

/** AᵀA or A Aᵀ, whichever is smaller, for a matrix row by row. */
function gramOf(matrix: Float64Array, columns: number): Operator {
  const rows = matrix.length / columns;
  const times = (v: Float64Array): Float64Array => {
    const result = new Float64Array(rows);
    for (let i = 0, at = 0; i < rows; i++) {
      let sum = 0;
      for (let j = 0; j < columns; j++, at++) sum += (matrix[at] as number) * (v[j] as number);
      result[i] = sum;
    }
    return result;
  };
  const transposedTimes = (v: Float64Array): Float64Array => {
    const result = new Float64Array(columns);
    for (let i = 0, at = 0; i < rows; i++) {
      const by = v[i] as number;
      for (let j = 0; j < columns; j++, at++) result[j] = (result[j] as number) + by * (matrix[at] as number);
    }
    return result;
  };
  return columns <= rows
    ? { dimension: columns, apply: (v) => transposedTimes(times(v)) }
    : { dimension: rows, apply: (v) => times(transposedTimes(v)) };
}
