/** The generalized Cauchy point: the first minimum of the quadratic model along the projected gradient (Byrd, Lu, Nocedal and Zhu, 1995, §4, Algorithm CP). */
import { type Bounds, pointAlong } from "./bounds";
import type { CompactMatrix } from "./compact";
import { Heap } from "./heap";
import { addScaled, clamp, dot } from "./vectors";

export interface CauchyPoint {
  x: Float64Array;
  /** Wᵀ (x_cauchy − x) */
  c: Float64Array;
}

/** @param x within the bounds, @param g the gradient there, @param b the model's matrix */
export function cauchyPoint(x: Float64Array, g: Float64Array, bounds: Bounds, b: CompactMatrix): CauchyPoint {
  // With B = θI the variables do not meet: each goes to its own minimum.
  if (b.columns === 0) return { x: pointAlong(x, -1 / b.theta, g, bounds), c: new Float64Array() };
  const { lower, upper } = bounds;
  const times = timesToBounds(x, g, bounds);
  const point = Float64Array.from(x);
  const d = new Float64Array(x.length);
  for (let i = 0; i < d.length; i++) if ((times[i] as number) > 0) d[i] = -(g[i] as number);
  const path = new Path(d, b);
  const breakpoints = new Heap(times);
  for (let i = breakpoints.pop(); i >= 0; i = breakpoints.pop()) {
    const ahead = (times[i] as number) - path.time;
    if (path.toMinimum < ahead) break;
    point[i] = ((d[i] as number) > 0 ? upper[i] : lower[i]) as number;
    path.advance(ahead);
    path.hold(i, g[i] as number, (point[i] as number) - (x[i] as number));
    d[i] = 0;
  }
  path.advance(path.toMinimum);
  for (let i = 0; i < d.length; i++) {
    if (d[i] !== 0) point[i] = clamp((x[i] as number) + path.time * (d[i] as number), lower[i] as number, upper[i] as number);
  }
  return { x: point, c: path.c };
}

/** When each variable reaches its bound on the way along −g; 0 where it is there already, infinite where it never does. */
function timesToBounds(x: Float64Array, g: Float64Array, { lower, upper }: Bounds): Float64Array {
  const times = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const gi = g[i] as number;
    const bound = (gi < 0 ? upper[i] : lower[i]) as number;
    times[i] = gi === 0 ? Number.POSITIVE_INFINITY : ((x[i] as number) - bound) / gi;
  }
  return times;
}

/** The second derivative along the path does not fall below this share of its first value. */
const LEAST_CURVATURE = Number.EPSILON;

/** The model along the path: its slope and curvature, and p = Wᵀd, c = Wᵀ(x(t) − x), kept up to date at each breakpoint in O(m²). */
class Path {
  time = 0;
  readonly c: Float64Array;
  private readonly p: Float64Array;
  private slope: number;
  private curvature: number;
  private readonly least: number;
  private moving = 0;
  private readonly row: Float64Array;
  private readonly product: Float64Array;

  constructor(
    d: Float64Array,
    private readonly b: CompactMatrix,
  ) {
    for (let i = 0; i < d.length; i++) if (d[i] !== 0) this.moving++;
    this.p = b.transposeTimes(d);
    [this.c, this.row, this.product] = [new Float64Array(b.columns), new Float64Array(b.columns), new Float64Array(b.columns)];
    const square = dot(d, d);
    this.slope = -square;
    this.least = LEAST_CURVATURE * b.theta * square;
    this.curvature = Math.max(this.least, b.theta * square - dot(this.p, b.middleTimes(this.p)));
  }

  /** From here to the minimum on this segment; 0 where none is left or it lies behind. */
  get toMinimum(): number {
    return this.moving === 0 || this.slope >= 0 ? 0 : -this.slope / this.curvature;
  }

  advance(by: number): void {
    addScaled(this.c, by, this.p);
    this.slope += by * this.curvature;
    this.time += by;
  }

  /** Variable `i` stays at its bound from here on. @param z how far it has come */
  hold(i: number, g: number, z: number): void {
    const { b, row, product } = this;
    b.row(i, row);
    b.middleTimes(row, product);
    this.slope += g * g + b.theta * g * z - g * dot(product, this.c);
    this.curvature -= b.theta * g * g + 2 * g * dot(product, this.p) + g * g * dot(product, row);
    this.curvature = Math.max(this.curvature, this.least);
    addScaled(this.p, g, row);
    this.moving--;
  }
}
