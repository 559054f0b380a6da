/** Sharpness at equal training loss: of two trainings the one that ended at the higher loss is taken at its end, the other where its way passed that loss. The curvature of the cross-entropy falls with the loss itself, so that ends at unequal losses compare how far each was trained. */
import { inTwo } from "../ahead/in-two";
import type { DataSet } from "../data/dataset";
import { sha256 } from "../data/files";
import { type Along, measureAlong } from "../measure/panel/along";
import type { MeasureOptions } from "../measure/panel/options";
import { mean, type Summary, summarize } from "../stats/summary";
import type { RowMeasures } from "../sweep/measure-rows";
import { openStore } from "../sweep/store";
import type { RunRow } from "../sweep/store/row";
import { loadRun } from "../train/run-folder";
import { keepSnapshots } from "./at-scale-runs";
import { FITTED, factorText, fixed } from "./generalization-gap";
import { keptCourse } from "./kept-course";
import { PANEL_VALUES } from "./panel-ranking";
import { type Arm, LARGE } from "./remedy-arms";

/** What is compared at equal loss: names of PANEL_VALUES. ASAM's measure tells the loss beside the sharpness. */
export const EQUAL_LOSS_PANEL = ["hessian", "trace", "asam"] as const;
export type EqualLossMeasure = (typeof EQUAL_LOSS_PANEL)[number];

/** A state of a training. */
export interface WayPoint extends Record<EqualLossMeasure, number> {
  step: number;
  /** Of the examples that are measured on, nats. */
  loss: number;
}

/** Remedies whose result is no state of their way: the mean of many of its states. */
const OFF_THE_WAY: readonly string[] = ["swa"];

/** The measures of one state, in the order of the panel. */
function pointOf(step: number, measures: RowMeasures["measures"]): WayPoint {
  const asam = measures.find(({ what }) => what === "asam")?.result as { loss: number } | undefined;
  const values = EQUAL_LOSS_PANEL.map((name) => [name, PANEL_VALUES.find(({ id }) => id === name)?.of(measures) ?? Number.NaN]);
  return { step, loss: asam?.loss ?? Number.NaN, ...(Object.fromEntries(values) as Record<EqualLossMeasure, number>) };
}

/** The end of each run, by its id. @param measured with EQUAL_LOSS_PANEL among the measures */
export const endsByRun = (measured: readonly RowMeasures<Pick<RunRow, "id" | "steps">>[]): Map<string, WayPoint> =>
  new Map(measured.map(({ row, measures }) => [row.id, pointOf(row.steps ?? Number.NaN, measures)]));

/** A run whose way is needed, and the losses at which it is compared with others. */
export interface NeededWay {
  row: RunRow;
  levels: number[];
}

/**
 * The states of a stored run between which its loss passes some levels for the last time, of so many states, its start and its end among them. The run is trained again for them once, and what is measured is kept beside it: ASAM, which
 * tells the loss, at all states, the rest at these alone.
 * @throws as `keepSnapshots` and `measureAlong`
 */
export async function wayOf(
  { row: { id, steps = 1 }, levels }: { row: Pick<RunRow, "id" | "steps">; levels: readonly number[] },
  data: DataSet,
  { points, ...options }: Pick<MeasureOptions, "settings" | "examples"> & { points: number },
): Promise<WayPoint[]> {
  const stored = await loadRun(openStore().folderOf(id));
  const depends = sha256(Buffer.from(JSON.stringify([stored.result.weightsSha256, levels, options])));
  return keptCourse(stored, { what: "way", settings: { points }, data, depends }, () =>
    followed({ id, steps, levels }, data, { points, ...options }),
  );
}

async function followed(
  { id, steps, levels }: { id: string; steps: number; levels: readonly number[] },
  data: DataSet,
  { points, ...options }: Parameters<typeof wayOf>[2],
): Promise<WayPoint[]> {
  const folder = await keepSnapshots(id, data, Math.max(1, Math.ceil(steps / points)));
  const [asam] = (await measureAlong(folder, { ...options, what: ["asam"] })) as [Along];
  const states = asam.rows.map(({ step, result }) => ({ step, loss: (result as { loss: number }).loss }));
  const at = [...new Set(levels.flatMap((level) => lastPassing(states, level) ?? []).map(({ step }) => step))];
  if (at.length === 0) return [];
  const along = await measureAlong(folder, { ...options, what: [...EQUAL_LOSS_PANEL], at });
  const [first] = along;
  return (first?.rows ?? []).map(({ step }, i) =>
    pointOf(step, along.map(({ what, rows }) => ({ what, result: rows[i]?.result })) as RowMeasures["measures"]),
  );
}

/** The ways that are needed, by the runs' ids; where it takes long in two processes. @param options.onWay told after each */
export async function waysOf(
  needed: readonly NeededWay[],
  data: DataSet,
  { onWay, ...options }: Parameters<typeof wayOf>[2] & { onWay?(): void },
): Promise<Map<string, WayPoint[]>> {
  const follow = async (need: NeededWay) => {
    const way = await wayOf(need, data, options);
    onWay?.();
    return way;
  };
  // A row says more of its run than can be sent, and than is needed.
  const plain = ({ row: { id, steps }, levels }: NeededWay) => ({ row: { id, steps }, levels });
  const ways = await inTwo(needed, follow, {
    task: "way",
    itemOf: (need) => ({ store: openStore().folder, ids: [need.row.id], options: [plain(need), options] }),
  });
  return new Map(needed.map(({ row: { id } }, i) => [id, ways[i] as WayPoint[]]));
}

/** The two states between which a loss passes a level for the last time; undefined where it never does, or ends above it. */
function lastPassing<P extends { loss: number }>(way: readonly P[], level: number): [P, P] | undefined {
  const passes = way.map((point, i) => point.loss >= level && (way[i + 1]?.loss ?? Number.POSITIVE_INFINITY) < level);
  const at = passes.lastIndexOf(true);
  return at < 0 ? undefined : [way[at] as P, way[at + 1] as P];
}

/**
 * A value where a training's loss passes a level for the last time, between two of its states on straight lines over the logarithms; undefined where it never does, or where the value is not above 0.
 * @param way in the order of the training
 */
export function valueAtLoss<P extends { loss: number }>(way: readonly P[], level: number, of: (point: P) => number): number | undefined {
  const [before, after] = lastPassing(way, level) ?? [];
  if (!before || !after || !(of(before) > 0 && of(after) > 0)) return undefined;
  const share = Math.log(before.loss / level) / Math.log(before.loss / after.loss);
  return Math.exp((1 - share) * Math.log(of(before)) + share * Math.log(of(after)));
}

/** The run whose way is needed for a comparison of two ends: the one that went to the lower loss. */
const lowerOf = <T extends { end: WayPoint }>(arm: T, large: T): T => (arm.end.loss < large.end.loss ? arm : large);

/** An arm against the large batch at equal loss. */
export interface EqualLoss {
  id: string;
  /** Mean training accuracy of the arm at its end, percent. */
  train: number;
  /** Nats, geometric mean of the seeds. */
  loss: number;
  /** log(LB / arm): above 0 where the arm is the flatter at the same loss. Left out where a seed has no such value. */
  flatter: Partial<Record<EqualLossMeasure, Summary>>;
  runs: string[];
}

/**
 * @param rows recipes are named as the arms; LB among them
 * @param ends of all rows @param ways of those that are the lower of a comparison, at least around the losses that `waysNeeded` gives
 */
export function equalLosses(
  arms: readonly Pick<Arm, "id">[],
  rows: readonly RunRow[],
  ends: ReadonlyMap<string, WayPoint>,
  ways: ReadonlyMap<string, readonly WayPoint[]>,
): EqualLoss[] {
  return arms.flatMap(({ id }) => {
    const pairs = id === LARGE ? [] : pairsOf(id, rows, ends);
    if (pairs.length === 0) return [];
    const levels = pairs.map(({ arm, large }) => Math.max(arm.end.loss, large.end.loss));
    const flatter = EQUAL_LOSS_PANEL.flatMap((name) => {
      const at = ({ id: run, end }: Ended, level: number, isOnWay = true): number => {
        if (end.loss === level) return end[name];
        return valueAtLoss((isOnWay && ways.get(run)) || [], level, (point) => point[name]) ?? Number.NaN;
      };
      const logs = pairs.map(({ arm, large }, i) => {
        const level = levels[i] as number;
        return Math.log(at(large, level) / at(arm, level, !OFF_THE_WAY.includes(id)));
      });
      return logs.every(Number.isFinite) ? [[name, summarize(logs)] as const] : [];
    });
    return [
      {
        id,
        train: 100 * mean(pairs.map(({ trainAccuracy }) => trainAccuracy)),
        loss: Math.exp(mean(levels.map(Math.log))),
        flatter: Object.fromEntries(flatter),
        runs: pairs.flatMap(({ arm, large }) => [arm.id, large.id]),
      },
    ];
  });
}

interface Ended {
  id: string;
  end: WayPoint;
}

/** The runs of an arm beside the large batch's of the same seed, as far as both were measured. */
function pairsOf(id: string, rows: readonly RunRow[], ends: ReadonlyMap<string, WayPoint>) {
  const ended = (row: RunRow | undefined): Ended | undefined => {
    const end = row && ends.get(row.id);
    return end && { id: row.id, end };
  };
  return rows
    .filter(({ recipe }) => recipe === id)
    .flatMap((row) => {
      const [arm, large] = [ended(row), ended(rows.find(({ recipe, seed }) => recipe === LARGE && seed === row.seed))];
      return arm && large ? [{ arm, large, trainAccuracy: row.trainAccuracy ?? Number.NaN }] : [];
    });
}

/** The runs whose ways `equalLosses` needs, each once, with all losses at which it needs them. */
export function waysNeeded(arms: readonly Pick<Arm, "id">[], rows: readonly RunRow[], ends: ReadonlyMap<string, WayPoint>): NeededWay[] {
  const levels = new Map<string, number[]>();
  for (const { id } of arms.filter(({ id }) => id !== LARGE)) {
    for (const { arm, large } of pairsOf(id, rows, ends)) {
      const lower = lowerOf(arm, large);
      if (lower === arm && OFF_THE_WAY.includes(id)) continue;
      levels.set(lower.id, [...(levels.get(lower.id) ?? []), Math.max(arm.end.loss, large.end.loss)]);
    }
  }
  const isFirst = ({ id }: RunRow, i: number) => rows.findIndex((row) => row.id === id) === i;
  return rows.filter(isFirst).flatMap((row) => {
    const own = levels.get(row.id);
    return own ? [{ row, levels: own }] : [];
  });
}

/** For a table. */
export const equalLossRows = (found: readonly EqualLoss[]): Record<string, string | number>[] =>
  found.map(({ id, train, loss, flatter }) => ({
    arm: `${id}${train < FITTED ? " (unfinished)" : ""}`,
    "at loss, nats": loss.toPrecision(2),
    "λ_max, LB/arm": factorText(flatter.hessian),
    "trace, LB/arm": factorText(flatter.trace),
    "ASAM, LB/arm": factorText(flatter.asam),
    "train, %": fixed(train),
  }));
