/** The ways up that look for the largest loss in a box, each from the same start: L-BFGS-B as published, L-BFGS-B to convergence, projected sign-gradient ascent. */
import { type LbfgsbEnd, type LbfgsbOptions, minimize } from "../optimize/lbfgsb";
import type { Random } from "../random";
import type { PerturbationBox } from "./box";
import type { LossFunction } from "./loss-function";

/** A point of the box, its loss and the gradient with respect to z. */
interface Place {
  z: Float64Array;
  loss: number;
  gradient: Float64Array;
}

export interface Climb {
  loss: number;
  end: LbfgsbEnd;
}

/** Evaluations that L-BFGS-B may use for so many iterations; nearly always one or two each are enough. */
export const evaluationsFor = (iterations: number): number => (iterations === 0 ? 0 : 3 * iterations + 20);

/** An iteration that raises the loss by less than this share of max(loss, 1), about 1e-4 of φ's percent, is the last one of a search to convergence. */
const LEAST_RISE = 1e-6;
/** As is a point where no slope is larger than this share of the mean slope at the start. */
const LEAST_SLOPE = 1e-4;

/** Coordinates of places that are kept, 64 MiB with their gradients: two places of a box of two million dimensions, all of a subspace. */
const MOST_KEPT = 2 ** 22;

export class BoxSearch {
  /** The highest point of all searches so far; at first x itself. */
  best: { loss: number; z: Float64Array };
  /** Where the searches were: in a subspace they meet in the same corners, and an ascent stays in one. */
  private readonly places: Place[] = [];

  constructor(
    private readonly f: LossFunction,
    private readonly box: PerturbationBox,
    loss: number,
  ) {
    this.best = { loss, z: new Float64Array(box.size) };
  }

  /** @throws RangeError where the loss or its gradient is no finite number */
  async startAt(z: Float64Array): Promise<Place> {
    const place = await this.at(z);
    if (Number.isFinite(place.loss) && place.gradient.every(Number.isFinite)) return place;
    throw new RangeError(
      `The loss at a random point of the box is ${place.loss}, or its gradient is no finite number. Take a smaller epsilon.`,
    );
  }

  /** L-BFGS-B on z, with the options of SciPy but without its tolerances: near a flat minimum no slope is above 1e-5, and it would end where it starts. */
  published(start: Place, maxIterations: number): Promise<Climb> {
    const upper = this.box.half;
    const bounds = { lower: upper.map((width) => -width), upper };
    return this.climb(start, new Float64Array(this.box.size).fill(1), {
      ...bounds,
      maxIterations,
      gradientTolerance: 0,
      valueTolerance: 0,
    });
  }

  /** L-BFGS-B on u = z / half, its first step as long as the box: where the loss is convex no curvature is ever learnt, and a step must not depend on the size of the slope. */
  toConvergence(start: Place, maxIterations: number): Promise<Climb> {
    const { half } = this.box;
    let slope = 0;
    for (let i = 0; i < half.length; i++) slope += Math.abs((start.gradient[i] as number) * (half[i] as number)) / half.length;
    return this.climb(start, half, {
      lower: -1,
      upper: 1,
      maxIterations,
      gradientTolerance: LEAST_SLOPE * slope,
      valueTolerance: LEAST_RISE,
      initialCurvature: slope > 0 ? slope / 2 : 1,
    });
  }

  /** z ← P(z + step · half · sign(gradient)), the step halved whenever the loss does not rise; at first any corner is one step away. */
  async signAscent(start: Place, steps: number): Promise<number> {
    let here = start;
    let step = 2;
    for (let i = 0; i < steps; i++) {
      const next = here.z.map((value, j) => {
        const width = this.box.half[j] as number;
        return Math.max(-width, Math.min(width, value + step * width * Math.sign(here.gradient[j] as number)));
      });
      const there = await this.at(next);
      if (there.loss > here.loss && Number.isFinite(there.loss)) here = there;
      else step /= 2;
    }
    return here.loss;
  }

  /** @param widths what one unit of each variable is in z */
  private async climb(start: Place, widths: Float64Array, options: LbfgsbOptions): Promise<Climb> {
    let known: Place | undefined = start;
    const objective = async (u: Float64Array) => {
      const { loss, gradient } = known ?? (await this.at(u.map((value, i) => value * (widths[i] as number))));
      known = undefined;
      return { value: -loss, gradient: gradient.map((value, i) => -value * (widths[i] as number)) };
    };
    const from = start.z.map((value, i) => value / (widths[i] as number));
    const { value, end } = await minimize(objective, from, { maxEvaluations: evaluationsFor(options.maxIterations ?? 0), ...options });
    return { loss: -value, end };
  }

  private async at(z: Float64Array): Promise<Place> {
    const known = this.places.find((place) => isSame(place.z, z));
    if (known) return known;
    const { loss, gradient } = await this.f.lossAndGradientAt(this.box.pointAt(z));
    if (loss > this.best.loss && Number.isFinite(loss)) this.best = { loss, z: Float64Array.from(z) };
    const place = { z, loss, gradient: this.box.pullBack(gradient) };
    if (this.places.push(place) > MOST_KEPT / z.length) this.places.shift();
    return place;
  }
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** A start of each kind in turn: a uniformly random point of the box, a uniformly random corner. */
export function randomStart({ half }: PerturbationBox, index: number, random: Random): Float64Array {
  if (index % 2 === 0) return half.map((width) => width * (2 * random.uniform() - 1));
  return half.map((width) => (random.bits() & 1 ? width : -width));
}
