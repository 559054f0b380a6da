/** What the settings of the panel's measures may be: refused before anything is read or timed, not after. */
import { UsageError } from "../../errors";

/** A number above 0, or one from `least` to `most`; `whole`: an integer; `also`: one more value that has a meaning of its own. */
type Limit = { above: 0 } | { least: number; most?: number; whole?: true; also?: number };

/** More of anything would not end in a lifetime. */
const MOST = 1_000_000;

/** Points along a side of a grid: a plane of so many has a million cells, all held in memory. */
export const MOST_POINTS = 1000;

const positive: Limit = { above: 0 };
const count = (least: number, most = MOST): Limit => ({ least, most, whole: true });
const onOff = count(0, 1);

/** By setting; by measure and setting where it is another one there. */
const LIMITS: Record<string, Limit> = {
  epsilon: positive,
  rho: positive,
  rise: positive,
  tolerance: positive,
  gamma: positive,
  beta: positive,
  span: positive,
  target: positive,
  margin: { least: 0 },
  starts: count(1),
  publishedIterations: count(0),
  iterations: count(0),
  ascentSteps: count(0),
  p: count(1),
  draws: count(2),
  "keskarSubspace.draws": count(1),
  "flatness.draws": count(1),
  chains: count(3),
  nodes: count(1),
  burnIn: count(0),
  samples: count(1),
  k: count(1),
  products: count(2),
  "trace.products": count(6),
  vectors: count(1),
  steps: count(0),
  "density.steps": count(1),
  batch: count(1),
  dimensions: count(1, 2),
  points: count(2, MOST_POINTS),
  // Without a grid.
  "trajectory.points": { least: 2, most: MOST_POINTS, whole: true, also: 0 },
  // Eigenvalues, no grid.
  "edge.points": count(1),
  resamples: count(1),
  linf: onOff,
  adaptive: onOff,
  linear: onOff,
  curvilinear: onOff,
  loss: onOff,
};

/** @throws UsageError for the first setting of a measure that is out of its limits, or no finite number */
export function requireWithinLimits(name: string, settings: Record<string, number>): void {
  for (const [key, value] of Object.entries(settings)) {
    const limit = LIMITS[`${name}.${key}`] ?? LIMITS[key];
    if (!Number.isFinite(value) || (limit && !isWithin(limit, value)))
      throw new UsageError(`${name}.${key} must be ${limit ? inWords(limit) : "a number"}, got ${value}.`);
  }
}

function isWithin(limit: Limit, value: number): boolean {
  if ("above" in limit) return value > limit.above;
  const { least, most = Number.POSITIVE_INFINITY, whole, also } = limit;
  return value === also || (value >= least && value <= most && (!whole || Number.isInteger(value)));
}

function inWords(limit: Limit): string {
  if ("above" in limit) return "a number above 0";
  const { least, most, whole, also } = limit;
  const kind = whole ? "an integer" : "a number";
  const range = most === undefined ? `of ${least} or more` : `from ${least} to ${most.toLocaleString("en")}`;
  return `${also === undefined ? "" : `${also}, or `}${kind} ${range}`;
}
