/** The panel's measures of what lies between trained networks: curves from one to another, and the plane through three. */
import type { StoredRun } from "../../train/run-folder";
import { CURVES, type CurveName, pointOn, statisticsBetween } from "../curve";
import { gridFile, keptCells, keptSurface } from "../grid-file";
import type { BatchNormMode, NetworkLoss } from "../network-loss";
import { gridAround, type MinimaPlane, planeThrough } from "../plane";
import { type Evaluations, evaluationMs, evaluationsAt, splitLosses } from "../point-evaluations";
import { type Cell, type EvaluateAt, evenly } from "../surface";
import { type JointNetwork, ofOneFunction, type SpaceMeasure } from "./joint";
import type { Settings } from "./measure";

/** One point of a curve between two runs. */
export interface PathRow extends Evaluations {
  curve: CurveName;
  /** Null for a network without batch norm. */
  batchNorm: BatchNormMode | null;
  /** 0 at the first run, 1 at the second. */
  alpha: number;
}

/** How far each curve goes: the line as in the authors' code, the quarter circle somewhat beyond its end. */
const REACH: Record<CurveName, [number, number]> = { linear: [-1, 2], curvilinear: [0, 1.5] };

/** One curve with one mode of batch norm. */
interface Variant {
  curve: CurveName;
  mode: BatchNormMode;
  alphas: number[];
}

const path: SpaceMeasure = {
  about:
    "loss and accuracy of both splits along the line and the quarter circle from one run to another (Keskar's Figures 3 and 7), batch norm's statistics as stored and recomputed; barrier: how far the loss rises between them",
  settings: { points: 25, linear: 1, curvilinear: 1 },
  runs: { least: 2, most: 2 },
  mayDiffer: ofOneFunction,
  of: "space",
  split: "both",
  modes: (asked) => (asked ? [asked] : ["running", "recomputed"]),
  check: (settings) => void curvesOf(settings),
  async estimate(subject, settings) {
    const variants = variantsOf(subject, settings);
    let ms = 0;
    // From the last mode on: a loss that recomputes serves the others, too.
    for (const { mode, alphas } of [...variants].reverse())
      ms += alphas.length * (await evaluationMs(await losses(subject, mode), splitLosses(mode, subject.network).recomputes));
    const passes = variants.reduce((sum, { alphas }) => sum + alphas.length, 0);
    const { train, test } = subject.data;
    return { losses: passes, passes, seconds: ms / 1000, examples: train.count + test.count };
  },
  async run(subject, settings) {
    const { partial, key, network, onPass, signal } = subject;
    const variants = variantsOf(subject, settings);
    const rows = await keptCells(gridFile(partial, { key }), {}, async (finished, add) => {
      const done: PathRow[] = [];
      for (const [at, { curve, mode, alphas }] of variants.entries()) {
        for (const [column, alpha] of alphas.entries()) {
          await new Promise(setImmediate);
          signal?.throwIfAborted();
          const known = keptAt(finished, at, column);
          const there = known ?? (await evaluated(subject, curve, mode, alpha));
          if (!known) for (const [row, split] of SPLITS.entries()) await add({ row: 2 * at + row, column, ...there[split] });
          done.push({ curve, batchNorm: network.statistics.length > 0 ? mode : null, alpha, ...there });
          onPass(done.length);
        }
      }
      return done;
    });
    return { barriers: barriersOf(rows), rows };
  },
};

const SPLITS = ["train", "test"] as const;

/** @throws RangeError for no curve */
function curvesOf(settings: Settings): CurveName[] {
  const curves = CURVES.filter((curve) => settings[curve] !== 0);
  if (curves.length === 0) throw new RangeError("linear and curvilinear are both 0: there is no curve left.");
  return curves;
}

function variantsOf({ modes }: JointNetwork, settings: Settings): Variant[] {
  const curves = curvesOf(settings);
  return modes.flatMap((mode) => curves.map((curve) => ({ curve, mode, alphas: evenly(...REACH[curve], settings.points) })));
}

async function losses({ loss, network }: JointNetwork, mode: BatchNormMode): Promise<Record<"train" | "test", NetworkLoss>> {
  const { train, test } = splitLosses(mode, network);
  return { train: await loss(train), test: await loss(test) };
}

async function evaluated(subject: JointNetwork, curve: CurveName, mode: BatchNormMode, alpha: number): Promise<Evaluations> {
  const [from, to] = subject.runs as [StoredRun, StoredRun];
  const point = pointOn(curve, from, to, alpha, subject.network.statistics);
  return evaluationsAt(await losses(subject, mode), point, splitLosses(mode, subject.network).recomputes);
}

/** What an interrupted call left: a row for each split of each variant. */
function keptAt(finished: readonly Cell[], at: number, column: number): Evaluations | undefined {
  const [train, test] = SPLITS.map((_, row) => finished.find((cell) => cell.row === 2 * at + row && cell.column === column));
  const values = ({ loss, accuracy }: Cell) => ({ loss, accuracy });
  return train && test ? { train: values(train), test: values(test) } : undefined;
}

/** The largest loss between the ends of each curve above the straight line from one end's loss to the other's, nats; null where the points leave out an end. */
export function barriersOf(rows: readonly PathRow[]) {
  const names = [...new Set(rows.map(({ curve, batchNorm }) => `${curve} ${batchNorm}`))];
  return names.map((name) => {
    const own = rows.filter(({ curve, batchNorm }) => `${curve} ${batchNorm}` === name);
    const { curve, batchNorm } = own[0] as PathRow;
    const barrier = (split: "train" | "test"): number | null => {
      const [first, last] = [0, 1].map((end) => own.find(({ alpha }) => alpha === end)?.[split].loss) as [number?, number?];
      if (first === undefined || last === undefined) return null;
      const between = own.filter(({ alpha }) => alpha >= 0 && alpha <= 1);
      return Math.max(...between.map((row) => row[split].loss - (1 - row.alpha) * first - row.alpha * last));
    };
    return { curve, batchNorm, train: barrier("train"), test: barrier("test") };
  });
}

const plane: SpaceMeasure = {
  about:
    "loss and accuracy on a grid of the plane through three runs (Garipov et al., 2018), distances in weight space; batch norm's statistics recomputed at each point unless --batch-norm says otherwise (running: put together of the three)",
  settings: { points: 25, margin: 0.2 },
  runs: { least: 3, most: 3 },
  mayDiffer: ofOneFunction,
  of: "space",
  split: "asked",
  modes: (asked) => [asked ?? "recomputed"],
  async estimate(subject, { points = 0 }) {
    const evaluations = points * points + 3;
    const { examples, estimateMs } = await planeLoss(subject);
    return { losses: evaluations, passes: evaluations, seconds: (evaluations * (await estimateMs("loss"))) / 1000, examples };
  },
  async run(subject, { points, margin }) {
    const { runs, partial, key, onPass, signal } = subject;
    const [first, second, third] = runs as [StoredRun, StoredRun, StoredRun];
    const { points: corners, ...through } = planeThrough(first.weights, second.weights, third.weights);
    const loss = await planeLoss(subject);
    const minima: object[] = [];
    for (const [i, { run, weights, statistics }] of runs.entries()) {
      minima.push({ batch: run.batch, seed: run.seed, ...corners[i], ...(await loss.withStatistics(statistics).evaluateAt(weights)) });
      onPass(minima.length);
    }
    const surface = await keptSurface(
      partial,
      { key },
      {
        centre: through.origin,
        directions: through.directions,
        ...gridAround(corners, { points, margin }),
        evaluateAt: evaluateIn(corners, loss, subject),
        onCell: (_cell, done) => onPass(minima.length + done),
        ...(signal ? { signal } : {}),
      },
    );
    return { minima, ...surface };
  },
};

const planeLoss = ({ loss, split, modes }: JointNetwork): Promise<NetworkLoss> =>
  loss({ split, batchNorm: modes[0] as BatchNormMode, kinds: ["loss"] });

/** The loss in the plane. Stored statistics are put together of the three runs' as the point itself is. */
function evaluateIn(corners: MinimaPlane["points"], loss: NetworkLoss, { runs, network, modes }: JointNetwork): EvaluateAt {
  if (modes[0] !== "running" || network.statistics.length === 0) return loss.evaluateAt;
  const statistics = runs.map((run) => run.statistics);
  return (w, at) => loss.withStatistics(statisticsBetween(statistics, sharesAt(corners, at), network.statistics)).evaluateAt(w);
}

/** How much of each of the three points there is at a point of their plane; the shares add up to 1. */
export function sharesAt(
  [, second, third]: MinimaPlane["points"],
  { alpha, beta }: { alpha: number; beta: number },
): [number, number, number] {
  const ofThird = beta / third.beta;
  const ofSecond = (alpha - ofThird * third.alpha) / second.alpha;
  return [1 - ofSecond - ofThird, ofSecond, ofThird];
}

export const spaceMeasures: Record<string, SpaceMeasure> = { path, plane };
