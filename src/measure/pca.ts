/** The plane in which a training moved most: principal components of its weights, seen from where it ended (Li et al., NeurIPS 2018, §7.2), with what the plane leaves out. */
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { defaultSignal } from "../signal";
import { addScaled, dot, norm, scaled } from "./operator";
import { type Plane, type Projection, projectOnto } from "./plane";

export interface TrajectoryPlane extends Plane {
  /** Share of the sum of all squared distances from the last point that lies along each of the two directions; descending. */
  explained: [number, number];
  /** Shares of all directions, descending: what a third one would add. */
  spectrum: number[];
  /** The points, in their order; the last lies at (0, 0). */
  points: Projection[];
  /** Largest of their distances from the plane, in units of weight space. */
  largestResidual: number;
  /** √(Σ residual² / Σ distance²): 0 where all points lie in the plane, 1 where it says nothing. */
  residualShare: number;
}

export interface TrajectoryOptions {
  onPoint?(done: number, of: number): void;
  /** Ends the measurement between two points. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

/** Below this share of the first component's length, a second one is rounding of float32 weights. */
const FLAT = 1e-6;

/**
 * Principal components of the differences wᵢ − w_last, not centred, so that the plane goes through the last point: among all such planes it has the least sum of squared residuals. Only
 * the k × k matrix of their products is decomposed, for k points of n weights: k²·n/2 multiplications. Signs: the first point has coordinates ≥ 0.
 * @param trajectory weights at some steps of one training, in order
 * @throws RangeError for fewer than 3 points, points of different networks, or such as lie in a line
 * @throws the signal's reason when it is aborted
 */
export async function trajectoryPlane(
  trajectory: readonly (Float32Array | Float64Array)[],
  { onPoint, signal = defaultSignal() }: TrajectoryOptions = {},
): Promise<TrajectoryPlane> {
  const last = trajectory.at(-1);
  if (!last || trajectory.length < 3) throw new RangeError(`A plane needs 3 or more points of a training, got ${trajectory.length}.`);
  const wrong = trajectory.find((w) => w.length !== last.length);
  if (wrong) throw new RangeError(`The points are of different networks: ${wrong.length} and ${last.length} weights.`);
  const before = trajectory.slice(0, -1);
  const gram = Matrix.zeros(before.length, before.length);
  for (const [i, a] of before.entries()) {
    await new Promise(setImmediate);
    signal?.throwIfAborted();
    for (let j = 0; j <= i; j++) {
      const product = dotFrom(last, a, before[j] as ArrayLike<number>);
      gram.set(i, j, product).set(j, i, product);
    }
    onPoint?.(i + 1, trajectory.length);
  }
  const { values, vectors } = descending(gram);
  const total = gram.trace();
  if (!(total > 0)) throw new RangeError("All points of the training are the same: nothing moved.");
  if (!(Math.sqrt(Math.max(0, values[1] as number)) > FLAT * Math.sqrt(values[0] as number)))
    throw new RangeError("The points of the training lie in a line: they span no plane.");
  const plane: Plane = { origin: Float64Array.from(last), directions: directionsOf(before, last, vectors) };
  const points = trajectory.map((w) => projectOnto(plane, w));
  const residuals = points.map(({ residual }) => residual);
  return {
    ...plane,
    explained: [(values[0] as number) / total, (values[1] as number) / total],
    spectrum: values.map((value) => Math.max(0, value) / total),
    points,
    largestResidual: Math.max(...residuals),
    residualShare: norm(residuals) / Math.sqrt(total),
  };
}

/** ⟨a − from, b − from⟩ */
function dotFrom(from: ArrayLike<number>, a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < from.length; i++) {
    const origin = from[i] as number;
    sum += ((a[i] as number) - origin) * ((b[i] as number) - origin);
  }
  return sum;
}

function descending(gram: Matrix): { values: number[]; vectors: number[][] } {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, i) => i).sort((a, b) => (realEigenvalues[b] as number) - (realEigenvalues[a] as number));
  return { values: order.map((i) => realEigenvalues[i] as number), vectors: order.map((i) => eigenvectorMatrix.getColumn(i)) };
}

/** The two directions in weight space: differences put together with the eigenvectors' entries, then made orthonormal again against rounding. */
function directionsOf(before: readonly ArrayLike<number>[], last: ArrayLike<number>, vectors: number[][]): Plane["directions"] {
  const [first, second] = [vectors[0] as number[], vectors[1] as number[]].map((entries) => {
    const sign = (entries[0] as number) < 0 ? -1 : 1;
    const sum = new Float64Array(last.length);
    for (const [i, w] of before.entries()) {
      const share = sign * (entries[i] as number);
      for (let j = 0; j < sum.length; j++) sum[j] = (sum[j] as number) + share * ((w[j] as number) - (last[j] as number));
    }
    return sum;
  }) as [Float64Array, Float64Array];
  const u = scaled(first, 1 / norm(first));
  for (let pass = 0; pass < 2; pass++) addScaled(second, -dot(second, u), u);
  return [u, scaled(second, 1 / norm(second))];
}
