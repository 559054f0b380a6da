/** The sharpness φ of Keskar et al. (ICLR 2017, Metric 2.1): by how much the loss can rise within a small box, in percent of 1 + loss. */
import type { LbfgsbEnd } from "../optimize/lbfgsb";
import type { Random } from "../random";
import { defaultSignal } from "../signal";
import { type Summary, summarize } from "../stats/summary";
import { fullBox, type PerturbationBox, randomColumns, type SubspaceLaw, subspaceBox } from "./box";
import { BoxSearch, evaluationsFor, randomStart } from "./box-search";
import { expectCount } from "./checks";
import { type LossFunction, watchedLoss } from "./loss-function";

/** How hard the largest loss is looked for: what decides the cost. */
export interface KeskarEffort {
  /** Starts of each maximisation, in turn a random point and a random corner of the box; default 3. None is x itself, where the gradient of a minimum is zero and φ = 0 would be found. */
  starts?: number;
  /** Iterations of L-BFGS-B as published; default 10. */
  publishedIterations?: number;
  /** Iterations of L-BFGS-B to convergence, at most; default 100. 0 leaves it out. */
  iterations?: number;
  /** Steps of sign-gradient ascent; default 20. 0 leaves it out. */
  ascentSteps?: number;
}

export interface KeskarOptions extends KeskarEffort {
  /** Size of the box; default 1e-3, as published (beside 5e-4). */
  epsilon?: number;
  random: Random;
  /** The loss at x, where it is known; default: it is evaluated. */
  loss?: number | undefined;
  onEvaluation?(evaluations: number): void;
  /** Ends the measurement between two evaluations by throwing its reason. Default: in a notebook, that of the cell. */
  signal?: AbortSignal;
}

export interface KeskarSubspaceOptions extends KeskarOptions {
  /** Dimensions of the subspace; default 100, as published. */
  p?: number;
  /** Law of A's entries; default `normal`. The columns keep their length, about √n. */
  law?: SubspaceLaw;
}

/** φ with the largest loss that each method found over all starts; null where it was left out. */
export interface PhiByMethod {
  /** L-BFGS-B with the published number of iterations. */
  published: number | null;
  /** L-BFGS-B, its first step as long as the box, until it converges or its iterations end. */
  lbfgsb: number | null;
  /** Projected sign-gradient ascent. */
  signAscent: number | null;
}

export interface KeskarSharpness {
  /** φ with the largest loss that was found by any method, in percent: a lower bound of the true one, and never below 0. */
  phi: number;
  by: PhiByMethod;
  loss: number;
  /** Largest loss found in the box. */
  maxLoss: number;
  /** Share of the coordinates that lie on the edge of the box at that point. */
  atEdge: number;
  /** Why each search to convergence ended, one a start. */
  ends: LbfgsbEnd[];
  /** Whether all of these converged. */
  converged: boolean;
  evaluations: number;
  settings: Required<KeskarEffort> & { epsilon: number; subspace: { p: number; law: SubspaceLaw } | null };
}

export interface KeskarDraws {
  /** Over the draws. */
  phi: Summary;
  draws: KeskarSharpness[];
  evaluations: number;
}

/** φ in the full space (A = I). @throws RangeError for options out of range, and where weights or loss are no finite numbers */
export async function keskarFull(f: LossFunction, x: Float64Array, options: KeskarOptions): Promise<KeskarSharpness> {
  return keskarIn(f, x, fullBox(x, options.epsilon ?? 1e-3), options);
}

/** φ in one random subspace. @throws RangeError as `keskarFull` does, and for p out of range */
export async function keskarSubspace(f: LossFunction, x: Float64Array, options: KeskarSubspaceOptions): Promise<KeskarSharpness> {
  const { p = 100, law = "normal", random, epsilon = 1e-3 } = options;
  const signal = options.signal ?? defaultSignal();
  const box = await subspaceBox(x, epsilon, await randomColumns(x.length, p, law, random.split("subspace"), signal), signal);
  const result = await keskarIn(f, x, box, options);
  return { ...result, settings: { ...result.settings, subspace: { p, law } } };
}

/** φ in several random subspaces, with its spread. @param options `draws`: how many; default 5 */
export async function keskarSubspaces(
  f: LossFunction,
  x: Float64Array,
  { draws = 5, ...options }: KeskarSubspaceOptions & { draws?: number },
): Promise<KeskarDraws> {
  expectCount("draws", draws, 1);
  const done: KeskarSharpness[] = [];
  let evaluations = 0;
  for (let i = 0; i < draws; i++) {
    const before = evaluations;
    const onEvaluation = (count: number): void => {
      evaluations = before + count;
      options.onEvaluation?.(evaluations);
    };
    const { loss } = done[0] ?? options;
    done.push(await keskarSubspace(f, x, { ...options, loss, random: options.random.split("draw", i), onEvaluation }));
  }
  return { phi: summarize(done.map(({ phi }) => phi)), draws: done, evaluations };
}

/** The largest number of evaluations (loss, nearly all with gradient) that a measurement can use; most need a third of it. */
export function keskarCost(options: KeskarEffort & { draws?: number } = {}): number {
  const { starts, publishedIterations, iterations, ascentSteps } = effortOf(options);
  const { draws = 1 } = options;
  expectCount("draws", draws, 1);
  return 1 + draws * starts * (1 + evaluationsFor(publishedIterations) + evaluationsFor(iterations) + ascentSteps);
}

/** φ in any box. @throws RangeError for options out of range, and where the loss is no finite number at `x` or at a start */
export async function keskarIn(f: LossFunction, x: Float64Array, box: PerturbationBox, options: KeskarOptions): Promise<KeskarSharpness> {
  const effort = effortOf(options);
  const counted = watchedLoss(f, options.onEvaluation, options.signal ?? defaultSignal());
  const loss = options.loss ?? (await counted.lossAt(x));
  if (!(Number.isFinite(loss) && loss > -1))
    throw new RangeError(`The loss at these weights is ${loss}; φ, a share of 1 + loss, needs a number above −1.`);
  const search = new BoxSearch(counted, box, loss);
  const highest = { published: loss, lbfgsb: loss, signAscent: loss };
  const ends: LbfgsbEnd[] = [];
  for (let i = 0; i < effort.starts; i++) {
    const start = await search.startAt(randomStart(box, i, options.random.split("start", i)));
    const published = effort.publishedIterations > 0 ? await search.published(start, effort.publishedIterations) : undefined;
    const further = effort.iterations > 0 ? await search.toConvergence(start, effort.iterations) : undefined;
    const ascent = effort.ascentSteps > 0 ? await search.signAscent(start, effort.ascentSteps) : loss;
    highest.published = Math.max(highest.published, published?.loss ?? loss);
    highest.lbfgsb = Math.max(highest.lbfgsb, further?.loss ?? loss);
    highest.signAscent = Math.max(highest.signAscent, ascent);
    if (further) ends.push(further.end);
  }
  const phi = (largest: number): number => (100 * (largest - loss)) / (1 + loss);
  return {
    phi: phi(search.best.loss),
    by: {
      published: effort.publishedIterations > 0 ? phi(highest.published) : null,
      lbfgsb: effort.iterations > 0 ? phi(highest.lbfgsb) : null,
      signAscent: effort.ascentSteps > 0 ? phi(highest.signAscent) : null,
    },
    loss,
    maxLoss: search.best.loss,
    atEdge: shareAtEdge(search.best.z, box),
    ends,
    converged: ends.length > 0 && ends.every((end) => end === "gradient" || end === "value"),
    evaluations: counted.evaluations,
    settings: { ...effort, epsilon: box.epsilon, subspace: null },
  };
}

function effortOf({ starts = 3, publishedIterations = 10, iterations = 100, ascentSteps = 20 }: KeskarEffort): Required<KeskarEffort> {
  const effort = { starts, publishedIterations, iterations, ascentSteps };
  for (const [name, value] of Object.entries(effort)) expectCount(name, value, name === "starts" ? 1 : 0);
  return effort;
}

const shareAtEdge = (z: Float64Array, { half }: PerturbationBox): number =>
  z.reduce((count, value, i) => count + (Math.abs(value) >= (1 - 1e-9) * (half[i] as number) ? 1 : 0), 0) / z.length;
