/** The box around a point in which Keskar et al. look for the largest loss, in the full space or in a random subspace (Keskar et al., ICLR 2017, Metric 2.1, equations 3 and 4). */
import type { Column } from "../optimize/products";
import type { Random } from "../random";
import { expectPositive } from "./checks";
import { addCombined, projected } from "./columns";
import { coordinates } from "./coordinates";
import { turn } from "./loss-function";

/** How the entries of A are drawn, all independent: standard normal; ±1; uniform in [−1, 1). The paper says "randomly generated" and no more. */
export const SUBSPACE_LAWS = ["normal", "signs", "uniform"] as const;
export type SubspaceLaw = (typeof SUBSPACE_LAWS)[number];

/** Where the perturbation lives: coordinates z with |zᵢ| ≤ `half[i]`, and the point x + A z that they stand for. */
export interface PerturbationBox {
  /** ε */
  epsilon: number;
  /** Number of coordinates: the dimension, or p. */
  size: number;
  half: Float64Array;
  /** x + A z */
  pointAt(z: Float64Array): Float64Array;
  /** Aᵀ g, a new vector: the gradient with respect to z. */
  pullBack(g: Float64Array): Float64Array;
}

/** A = I: |zᵢ| ≤ ε (|xᵢ| + 1). @throws RangeError unless ε > 0 and `x` is finite */
export function fullBox(x: Float64Array, epsilon: number): PerturbationBox {
  expectBox(x, epsilon);
  return {
    epsilon,
    size: x.length,
    half: x.map((value) => epsilon * (Math.abs(value) + 1)),
    pointAt: (z) => x.map((value, i) => value + (z[i] as number)),
    pullBack: (g) => Float64Array.from(g),
  };
}

/**
 * |zᵢ| ≤ ε (|(A⁺x)ᵢ| + 1) with A given by its columns.
 * @param signal ends it between two passes over A
 * @throws RangeError for columns of another length, where A is singular (A⁺ = (AᵀA)⁻¹Aᵀ needs independent columns), unless ε > 0 and `x` is finite
 */
export async function subspaceBox(
  x: Float64Array,
  epsilon: number,
  columns: readonly Column[],
  signal?: AbortSignal,
): Promise<PerturbationBox> {
  expectBox(x, epsilon);
  const wrong = columns.find((column) => column.length !== x.length);
  if (wrong || columns.length === 0)
    throw new RangeError(`A needs columns of ${x.length} numbers, got ${wrong ? `one of ${wrong.length}` : "none"}.`);
  return {
    epsilon,
    size: columns.length,
    half: (await coordinates(x, columns, signal)).map((value) => epsilon * (Math.abs(value) + 1)),
    pointAt: (z) => {
      const point = Float64Array.from(x);
      addCombined(point, columns, z);
      return point;
    },
    pullBack: (g) => projected(columns, g),
  };
}

/**
 * Columns of a random A, in float32: p = 100 columns of a network with a million weights are 400 MB. The event loop turns between two of them.
 * @param signal ends it between two columns
 * @throws RangeError unless p is an integer from 1 to the dimension
 */
export async function randomColumns(
  dimension: number,
  p: number,
  law: SubspaceLaw,
  random: Random,
  signal?: AbortSignal,
): Promise<Float32Array[]> {
  if (!Number.isInteger(p) || p < 1 || p > dimension)
    throw new RangeError(`The subspace must have from 1 to ${dimension} dimensions, as many as there are weights, got ${p}.`);
  if (!Object.hasOwn(FILL, law)) throw new RangeError(`The law of A is one of ${SUBSPACE_LAWS.join(", ")}; got ${law}.`);
  const columns: Float32Array[] = [];
  while (columns.length < p) {
    await turn(signal);
    const column = new Float32Array(dimension);
    FILL[law](column, random);
    columns.push(column);
  }
  return columns;
}

/** One loop a law, so that each number costs no call through a variable. */
const FILL: Record<SubspaceLaw, (column: Float32Array, random: Random) => void> = {
  normal: (column, random) => {
    for (let i = 0; i < column.length; i++) column[i] = random.normal();
  },
  signs: (column, random) => {
    for (let i = 0; i < column.length; i++) column[i] = random.bits() & 1 ? 1 : -1;
  },
  uniform: (column, random) => {
    for (let i = 0; i < column.length; i++) column[i] = 2 * random.uniform() - 1;
  },
};

function expectBox(x: Float64Array, epsilon: number): void {
  expectPositive("epsilon", epsilon, "The paper uses 1e-3 and 5e-4.");
  if (!x.every(Number.isFinite))
    throw new RangeError("The weights have components that are no finite numbers: there is no box around them.");
}
