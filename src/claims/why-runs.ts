/** What the notebook of hypotheses measures of its runs: each function takes rows of a sweep to rows of a claim, and finds in the store what was measured before. */
import type { DataSet } from "../data/dataset";
import { networkLoss } from "../measure/network-loss";
import { norm } from "../measure/operator";
import { measureEach } from "../measure/panel/each";
import type { PathRow } from "../measure/panel/space";
import { measureTogether } from "../measure/panel/together";
import { rescale } from "../measure/rescale";
import { buildNetwork } from "../model/networks";
import { openStore } from "../sweep/store";
import type { RunRow } from "../sweep/store/row";
import { loadRun } from "../train/run-folder";
import type { LongerRow, RescaledRow, SteepnessRow } from "./counter-claims";
import { type DistanceRow, distanceAlong, geometricSteps } from "./distance-hypothesis";
import type { EdgeTraining } from "./edge-hypothesis";
import { REACH, rise } from "./flat-and-sharp";
import { keptCourse } from "./kept-course";

/** Told what is being measured, and how far it is. */
export type OnProgress = (text: string) => void;

const silent: OnProgress = () => {};

/** λ_max to about 2 % of itself, all training examples: enough for differences by a factor. */
const HESSIAN = { k: 1, products: 25, tolerance: 0.02 };
const ASAM = { steps: 8, starts: 1 };
const PERTURBATION = { draws: 5 };
/** From −1 to 2 in quarters, so that REACH to both sides of the ends is among them. */
const PATH = { points: 13, curvilinear: 0 };
const PATH_EXAMPLES = 2000;

const folderOf = ({ id }: Pick<RunRow, "id">): string => openStore().folderOf(id);

/** The result of the one measure that was asked for. */
const only = <R>(measures: readonly { result: unknown }[] | undefined): R => ((measures ?? []).map(({ result }) => result) as [R])[0];

/** The largest eigenvalue of the Hessian at the end of each run, in the order of the rows. */
export async function lambdaMaxOf(rows: readonly RunRow[], onProgress = silent): Promise<number[]> {
  let done = 0;
  const all = await measureEach(rows.map(folderOf), {
    what: ["hessian"],
    settings: { hessian: HESSIAN },
    onRun: () => onProgress(`λ_max of ${++done} of ${rows.length} runs`),
  });
  return all.map((measures) => only<{ lambdaMax: number }>(measures).lambdaMax);
}

/**
 * How far each run was from its start along its training; it is trained again for it once.
 * @param points steps at which, evenly spaced in their logarithms; those that fall together count once
 */
export async function walksOf(rows: readonly RunRow[], data: DataSet, points: number, onProgress = silent): Promise<DistanceRow[]> {
  const walks: DistanceRow[] = [];
  for (const { id, batch, seed } of rows) {
    const stored = await loadRun(folderOf({ id }));
    const steps = geometricSteps(stored.result.steps, points);
    const course = { what: "distanceAlong", settings: { points }, data };
    walks.push({ run: id, batch, seed, points: await keptCourse(stored, course, () => distanceAlong(stored.run, data, steps)) });
    onProgress(`walked ${walks.length} of ${rows.length} times`);
  }
  return walks;
}

/** λ_max against 2/η along each run, which was trained by full-batch gradient descent. @param points about so many eigenvalues a run */
export async function edgeTrainings(rows: readonly RunRow[], points: number, onProgress = silent): Promise<EdgeTraining[]> {
  let done = 0;
  const all = await measureEach(rows.map(folderOf), {
    what: ["edge"],
    settings: { edge: { points, tolerance: 0.01, products: 30 } },
    onRun: () => onProgress(`followed ${++done} of ${rows.length} runs`),
  });
  return rows.map(({ id, seed, learningRate }, i) => ({
    run: id,
    seed,
    learningRate,
    rows: only<Pick<EdgeTraining, "rows">>(all[i]).rows,
  }));
}

/** A small-batch and a large-batch run of one seed. */
export interface RowPair {
  seed: number;
  small: RunRow;
  large: RunRow;
}

/** The runs of a sweep of two batches, paired by seed; a seed that lacks one is left out. */
export function rowPairs(rows: readonly RunRow[], { small, large }: { small: number; large: number }): RowPair[] {
  const of = (batch: number) => rows.filter((row) => row.batch === batch);
  return of(small).flatMap((row) => {
    const partner = of(large).find(({ seed }) => seed === row.seed);
    return partner ? [{ seed: row.seed, small: row, large: partner }] : [];
  });
}

/**
 * The small-batch networks with their first layer times α and the next one divided by it.
 * @param layer a layer with a kernel that is followed by ReLU and another one
 */
export async function rescaledRows(
  pairs: readonly RowPair[],
  data: DataSet,
  { layer, alphas, onProgress = silent }: { layer: number; alphas: readonly number[]; onProgress?: OnProgress },
): Promise<RescaledRow[]> {
  const large = await lambdaMaxOf(pairs.map((pair) => pair.large));
  const losses = await testLosses(pairs, data, { layer, alphas });
  const rows: RescaledRow[] = [];
  for (const alpha of alphas) {
    onProgress(`sharpness at α = ${alpha}`);
    const measured = await measureEach(
      pairs.map((pair) => folderOf(pair.small)),
      { what: ["hessian", "asam"], settings: { hessian: HESSIAN, asam: ASAM }, ...(alpha === 1 ? {} : { rescale: { layer, alpha } }) },
    );
    for (const [i, { seed, small }] of pairs.entries()) {
      const [hessian, asam] = (measured[i] ?? []).map(({ result }) => result) as [{ lambdaMax: number }, { sharpness: number }];
      rows.push({
        seed,
        alpha,
        lambdaMax: hessian.lambdaMax,
        asam: asam.sharpness,
        testLoss: losses.get(`${small.id} ${alpha}`) as number,
        largeLambdaMax: large[i] as number,
        run: small.id,
      });
    }
  }
  return rows;
}

/** Test loss of each small-batch network at each α. */
async function testLosses(
  pairs: readonly RowPair[],
  data: DataSet,
  { layer, alphas }: { layer: number; alphas: readonly number[] },
): Promise<Map<string, number>> {
  const losses = new Map<string, number>();
  const [first] = pairs;
  if (!first) return losses;
  const network = buildNetwork((await loadRun(folderOf(first.small))).run.network, data.shape, data.classes);
  const loss = await networkLoss({ network, data, split: "test", statistics: new Float32Array(), kinds: ["loss"] });
  try {
    for (const { small } of pairs) {
      const stored = await loadRun(folderOf(small));
      for (const alpha of alphas) {
        const { weights, statistics } = rescale(stored, layer, alpha, network);
        losses.set(`${small.id} ${alpha}`, (await loss.withStatistics(statistics).evaluateAt(weights)).loss);
      }
    }
    return losses;
  } finally {
    loss.dispose();
  }
}

/** What the plain line and the filter-normalised directions show of the two ends. */
export interface Steepness extends SteepnessRow {
  path: { x: number; y: number }[];
  /** Rise by radius, of the small batch and of the large one. */
  rises: { small: { x: number; y: number }[]; large: { x: number; y: number }[] };
}

/** @param pairs trained with one weight decay */
export async function steepness(pairs: readonly RowPair[], onProgress = silent): Promise<Steepness[]> {
  const rows: Steepness[] = [];
  for (const { seed, small, large } of pairs) {
    onProgress(`seed ${seed}, weight decay ${small.weightDecay}`);
    const folders = [folderOf(small), folderOf(large)];
    const line = await measureTogether(folders, { what: ["path"], settings: { path: PATH }, examples: PATH_EXAMPLES });
    const path = only<{ rows: PathRow[] }>(line).rows;
    const settings = { perturbation: PERTURBATION };
    const [ofSmall, ofLarge] = (await measureEach(folders, { what: ["perturbation"], settings })).map((measures) =>
      only<{ rises: { radius: number; rise: number }[] }>(measures).rises.map(({ radius, rise: y }) => ({ x: radius, y })),
    ) as [{ x: number; y: number }[], { x: number; y: number }[]];
    const at = (rises: { x: number; y: number }[]) => rises.find(({ x }) => x === REACH)?.y ?? Number.NaN;
    const lengths = await Promise.all(folders.map(async (folder) => norm(Float64Array.from((await loadRun(folder)).weights))));
    rows.push({
      seed,
      weightDecay: small.weightDecay,
      line: { small: rise(path, 0), large: rise(path, 1) },
      filter: { small: at(ofSmall), large: at(ofLarge) },
      norm: { small: lengths[0] as number, large: lengths[1] as number },
      runs: [small.id, large.id],
      path: path.map(({ alpha, train }) => ({ x: alpha, y: train.loss })),
      rises: { small: ofSmall, large: ofLarge },
    });
  }
  return rows;
}

/** Runs of different lengths, with λ_max at their ends. */
export async function longerRows(rows: readonly RunRow[], onProgress = silent): Promise<LongerRow[]> {
  const lambdas = await lambdaMaxOf(rows, onProgress);
  return rows.map(({ id, seed, batch, epochs = 0, steps = 0, testAccuracy = Number.NaN, trainLoss = Number.NaN }, i) => ({
    seed,
    batch,
    epochs,
    steps,
    accuracy: 100 * testAccuracy,
    loss: trainLoss,
    lambdaMax: lambdas[i] as number,
    run: id,
  }));
}
