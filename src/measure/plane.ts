/** Planes in weight space: through three minima (Garipov et al., NeurIPS 2018, §A.1), and where other points lie with respect to a plane. */
import { addScaled, dot, norm, scaled } from "./operator";
import { evenly, type Grid } from "./surface";

type Vector = Float32Array | Float64Array;

/** origin + α·u + β·v with u and v of unit length and at a right angle: distances in the picture are distances in weight space. */
export interface Plane {
  origin: Float64Array;
  directions: [Float64Array, Float64Array];
}

/** A point as seen from a plane, all in units of weight space. */
export interface Projection {
  alpha: number;
  beta: number;
  /** Distance of the point from the plane: where it is not 0, the loss there is not that of the picture. */
  residual: number;
  /** Distance of the point from the plane's origin. */
  distance: number;
}

export interface MinimaPlane extends Plane {
  /** The three points; their residuals are rounding. */
  points: [Projection, Projection, Projection];
}

/** Below this share of the side of the triangle, three points lie in a line; float32 weights carry no more. */
const FLAT = 1e-6;

/**
 * The plane through three points by Gram–Schmidt: u from the first to the second, v the part of the third at a right angle to it. The first lies at (0, 0), the second at (‖w₂ − w₁‖, 0).
 * @throws RangeError for points of different networks, or such as lie in a line
 */
export function planeThrough(first: Vector, second: Vector, third: Vector): MinimaPlane {
  if (second.length !== first.length || third.length !== first.length)
    throw new RangeError(
      `The three points are of different networks: they have ${first.length}, ${second.length} and ${third.length} weights.`,
    );
  const origin = Float64Array.from(first);
  const along = minus(second, origin);
  const across = minus(third, origin);
  const [base, side] = [norm(along), norm(across)];
  if (!(base > 0 && side > 0)) throw new RangeError("Two of the three points are the same: a plane needs three different ones.");
  const u = scaled(along, 1 / base);
  // Twice, so that rounding leaves no part behind.
  for (let pass = 0; pass < 2; pass++) addScaled(across, -dot(across, u), u);
  const height = norm(across);
  if (!(height > FLAT * side)) throw new RangeError("The three points lie in a line: they span no plane.");
  const plane: Plane = { origin, directions: [u, scaled(across, 1 / height)] };
  const [a, b, c] = [first, second, third].map((point) => projectOnto(plane, point)) as MinimaPlane["points"];
  return { ...plane, points: [a, b, c] };
}

/** The nearest point of the plane, and how far from it `w` lies. @throws RangeError for a point of another network */
export function projectOnto({ origin, directions: [u, v] }: Plane, w: Vector): Projection {
  if (w.length !== origin.length) throw new RangeError(`The point has ${w.length} weights, the plane's network ${origin.length}.`);
  const rest = minus(w, origin);
  const distance = norm(rest);
  const alpha = dot(rest, u);
  const beta = dot(rest, v);
  addScaled(rest, -alpha, u);
  addScaled(rest, -beta, v);
  return { alpha, beta, residual: norm(rest), distance };
}

export interface PlaneGridOptions {
  /** A side; default 51. */
  points?: number;
  /** Added on each side, as a share of the points' span; default 0.2, as in the authors' code. */
  margin?: number;
}

/**
 * A grid over the points with a margin. Where they span nothing in one direction, it takes the other's span.
 * @throws RangeError for a margin below 0, or where all points are the same
 */
export function gridAround(projections: readonly Pick<Projection, "alpha" | "beta">[], options: PlaneGridOptions = {}): Required<Grid> {
  const { points = 51, margin = 0.2 } = options;
  if (!(margin >= 0)) throw new RangeError(`The margin must be 0 or more, got ${margin}.`);
  const bounds = (values: number[]): [number, number] => [Math.min(...values), Math.max(...values)];
  const across = bounds(projections.map(({ alpha }) => alpha));
  const up = bounds(projections.map(({ beta }) => beta));
  const widest = Math.max(across[1] - across[0], up[1] - up[0]);
  if (!(widest > 0)) throw new RangeError("All points are the same: there is nothing to draw a grid around.");
  const side = ([low, high]: [number, number]): number[] => {
    const span = high - low;
    const more = span > 0 ? margin * span : widest / 2;
    return evenly(low - more, high + more, points);
  };
  return { alphas: side(across), betas: side(up) };
}

function minus(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const difference = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) difference[i] = (a[i] as number) - (b[i] as number);
  return difference;
}
