/** L-BFGS-B: minimises a smooth function of many variables within bounds (Byrd, Lu, Nocedal and Zhu, SIAM J. Sci. Comput. 16, 1995, with the subspace step of Morales and Nocedal, 2011). All in float64. */
import { type Bound, type Bounds, boundsOf, longestStep, pointAlong, projectedGradient } from "./bounds";
import { cauchyPoint } from "./cauchy";
import { CompactMatrix } from "./compact";
import { lineSearch } from "./line-search";
import { CountedObjective, type Objective, type ValueAndGradient } from "./objective";
import { subspaceMinimum } from "./subspace";
import { areFinite, difference, dot } from "./vectors";

export interface LbfgsbOptions {
  /** Bounds of each variable, or of all; default: none. A lower bound equal to the upper one fixes a variable. */
  lower?: Bound;
  upper?: Bound;
  /** Pairs of steps and gradients that are remembered; default 10, as in SciPy. */
  memory?: number;
  /** Default 15,000, as in SciPy. */
  maxIterations?: number;
  /** Default 15,000, as in SciPy. */
  maxEvaluations?: number;
  /** Ends when no component of the projected gradient is larger; default 1e-5, as in SciPy. */
  gradientTolerance?: number;
  /** Ends when an iteration lowers the value by no more than this share of max(|f|, |f before|, 1); default 2.2e-9, as in SciPy. 0: only when it is not lowered at all. */
  valueTolerance?: number;
  /** The curvature that is assumed before any is known: the first step is −g/curvature, moved into the bounds. Default 1, and where not all variables are bounded a step of length 1 at most. */
  initialCurvature?: number;
  onIteration?(state: LbfgsbIteration): void;
  /** Ends the minimisation between two evaluations, with the best point so far. It is seen only if the function lets the event loop turn. */
  signal?: AbortSignal;
}

export interface LbfgsbIteration {
  iteration: number;
  value: number;
  /** Largest component of the projected gradient. */
  projectedGradient: number;
  evaluations: number;
}

/** Why it ended. `gradient` and `value`: converged; `lineSearch`: no lower point was found along the direction, also after a fresh start. */
export type LbfgsbEnd = "gradient" | "value" | "iterations" | "evaluations" | "lineSearch" | "aborted";

export interface LbfgsbResult extends LbfgsbIteration {
  x: Float64Array;
  gradient: Float64Array;
  end: LbfgsbEnd;
}

/** Line search as in the published program: sufficient decrease, slope, width; evaluations of one search. */
const SEARCH = { decrease: 1e-3, curvature: 0.9, width: 0.1, maxEvaluations: 20 };

interface Iterate {
  x: Float64Array;
  at: ValueAndGradient;
}

/**
 * @param start is moved into the bounds first; not changed
 * @throws RangeError for a start, value or gradient at the start that is no finite number, for bounds or a gradient of another length, for a lower bound above its upper one, and for
 * options out of range; whatever `objective` throws. A value that is no finite number later on is met by shorter steps.
 */
export async function minimize(objective: Objective, start: Float64Array, options: LbfgsbOptions = {}): Promise<LbfgsbResult> {
  const { memory = 10, maxIterations = 15_000, maxEvaluations = 15_000, gradientTolerance = 1e-5, valueTolerance = 2.2e-9 } = options;
  expectOptions({ memory, maxIterations, maxEvaluations, initialCurvature: options.initialCurvature ?? 1 });
  if (!areFinite(start)) throw new RangeError("The start has components that are no finite numbers.");
  const bounds = boundsOf(start.length, options.lower, options.upper);
  const b = new CompactMatrix(memory, options.initialCurvature);
  const f = new CountedObjective(objective, maxEvaluations);
  const x = pointAlong(start, 0, start, bounds);
  let here: Iterate = { x, at: await f.atStart(x) };
  let iteration = 0;
  let largest = projectedGradient(here.x, here.at.gradient, bounds);
  const state = (): LbfgsbIteration => ({ iteration, value: here.at.value, projectedGradient: largest, evaluations: f.evaluations });
  const ended = (end: LbfgsbEnd): LbfgsbResult => ({ ...state(), x: here.x, gradient: here.at.gradient, end });

  for (;;) {
    if (largest <= gradientTolerance) return ended("gradient");
    if (options.signal?.aborted) return ended("aborted");
    if (iteration >= maxIterations) return ended("iterations");
    if (f.left <= 0) return ended("evaluations");
    const target = subspaceMinimum(here.x, here.at.gradient, bounds, cauchyPoint(here.x, here.at.gradient, bounds, b), b);
    const found = await lowerPoint(f, here, target, bounds, limitsOf(iteration, bounds, options));
    if (!found) {
      if (b.columns === 0 && f.left > 0 && !options.signal?.aborted) return ended("lineSearch");
      // What is remembered misleads: forget it, and go on along the gradient.
      b.clear();
      continue;
    }
    const before = here;
    here = found;
    iteration++;
    b.update(difference(here.x, before.x), difference(here.at.gradient, before.at.gradient));
    largest = projectedGradient(here.x, here.at.gradient, bounds);
    options.onIteration?.(state());
    const size = Math.max(Math.abs(before.at.value), Math.abs(here.at.value), 1);
    if (before.at.value - here.at.value <= valueTolerance * size) return ended(largest <= gradientTolerance ? "gradient" : "value");
  }
}

interface SearchLimits {
  /** Whether the step is no longer than to the target, and where that is unknown territory, no longer than 1. */
  isFirst: boolean;
  isShort: boolean;
  signal?: AbortSignal | undefined;
}

const limitsOf = (iteration: number, bounds: Bounds, { initialCurvature, signal }: LbfgsbOptions): SearchLimits => ({
  isFirst: iteration === 0 && bounds.some,
  isShort: iteration === 0 && !bounds.all && initialCurvature === undefined,
  signal,
});

/** A lower point on the way from `here` to `target` and, as far as the bounds allow, beyond; undefined where none was met. */
async function lowerPoint(
  f: CountedObjective,
  here: Iterate,
  target: Float64Array,
  bounds: Bounds,
  { isFirst, isShort, signal }: SearchLimits,
): Promise<Iterate | undefined> {
  const direction = difference(target, here.x);
  const start = { value: here.at.value, slope: dot(direction, here.at.gradient) };
  if (!(start.slope < 0)) return undefined;
  const longest = isFirst ? 1 : longestStep(here.x, direction, bounds);
  const first = isShort ? 1 / Math.sqrt(dot(direction, direction)) : 1;
  let lowest: (Iterate & { step: number }) | undefined;
  let latest: typeof lowest;
  const along = async (step: number) => {
    const x = step === 1 ? target : pointAlong(here.x, step, direction, bounds);
    latest = { step, x, at: await f.at(x) };
    const slope = dot(direction, latest.at.gradient);
    if (Number.isFinite(slope + latest.at.value) && latest.at.value < (lowest?.at.value ?? start.value)) lowest = latest;
    return { value: latest.at.value, slope };
  };
  const limits = { longest, first: Math.min(first, longest), maxEvaluations: Math.min(SEARCH.maxEvaluations, f.left) };
  const result = await lineSearch(along, start, { ...SEARCH, ...limits, ...(signal ? { signal } : {}) });
  if (result.end === "none") return undefined;
  return latest?.step === result.step ? latest : lowest;
}

function expectOptions(options: { memory: number; maxIterations: number; maxEvaluations: number; initialCurvature: number }): void {
  const { initialCurvature, maxIterations, ...counts } = options;
  for (const [name, value] of Object.entries(counts))
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name} must be an integer of 1 or more, got ${value}.`);
  if (!Number.isInteger(maxIterations) || maxIterations < 0)
    throw new RangeError(`maxIterations must be an integer of 0 or more, got ${maxIterations}.`);
  if (!(initialCurvature > 0 && Number.isFinite(initialCurvature)))
    throw new RangeError(`initialCurvature must be a number above 0, got ${initialCurvature}.`);
}
