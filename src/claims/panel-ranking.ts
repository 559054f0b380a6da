/** How well each measure of the panel orders runs by their generalization gap, beside what is known without any measure: over all runs of a sweep, and among runs of one batch size alone. */
import type { ForestRow } from "../figure/forest";
import type { StoredMeasure } from "../measure/panel/stored";
import { type Random, random } from "../random";
import { kendall, kendallWithin, type Resampled, resampled, spearman } from "../stats/rank-correlation";
import type { RowMeasures } from "../sweep/measure-rows";
import type { RunRow } from "../sweep/store/row";
import { RADIUS, riseAt } from "./flat-and-sharp";

/** One number of a run's measures. */
export interface PanelValue {
  id: string;
  /** For a reader. */
  name: string;
  group: "sharpness" | "curvature" | "size of the weights";
  of(measures: readonly StoredMeasure[]): number;
}

const resultOf = <T>(measures: readonly StoredMeasure[], what: string): T => {
  const found = measures.find((measure) => measure.what === what);
  if (!found) throw new RangeError(`The run was not measured with ${what}.`);
  return found.result as T;
};

const value = (id: string, name: string, group: PanelValue["group"], of: PanelValue["of"]): PanelValue => ({ id, name, group, of });
const number = (what: string, key: string) => (measures: readonly StoredMeasure[]) =>
  resultOf<Record<string, number | null>>(measures, what)[key] ?? Number.NaN;

/** The panel. Each is written so that a larger number is the sharper, more curved or larger solution. */
export const PANEL_VALUES: readonly PanelValue[] = [
  value("keskar", "φ (Keskar), ε = 1e-3", "sharpness", number("keskar", "phi")),
  value("sam", "SAM, ρ = 0.05", "sharpness", number("sam", "sharpness")),
  value("asam", "ASAM, ρ = 0.5", "sharpness", number("asam", "sharpness")),
  value("average", "mean rise under noise", "sharpness", number("average", "rise")),
  value("perturbation", "mean rise, filter-normalised", "sharpness", (measures) => riseAt(resultOf(measures, "perturbation"), RADIUS)),
  value("flatness", "1/σ at which the loss rises by 0.1", "sharpness", (measures) => 1 / number("flatness", "sigma")(measures)),
  value("pacBayes", "PAC-Bayes measure from the start", "sharpness", number("flatness", "pacBayesFromStart")),
  value("hessian", "λ_max of the Hessian", "curvature", number("hessian", "lambdaMax")),
  value("trace", "trace of the Hessian", "curvature", number("trace", "trace")),
  value("norm", "norm of the weights", "size of the weights", number("norms", "frobenius")),
  value("spectral", "log product of spectral norms", "size of the weights", number("norms", "logSpectralProduct")),
  value("distance", "distance from the start", "size of the weights", number("norms", "distance")),
];

/** Names of the panel's measures that are needed. */
export const PANEL = ["keskar", "sam", "asam", "average", "perturbation", "flatness", "hessian", "trace", "norms"] as const;

type Row = Pick<RunRow, "id" | "batch" | "seed" | "trainAccuracy" | "testAccuracy" | "trainLoss" | "steps">;

/** What a ranking is made of: a run with its gap in percentage points. */
export interface RankedRun {
  id: string;
  batch: number;
  seed: number;
  gap: number;
  /** At the end, nats; NaN where it is not known, as for the steps. */
  trainLoss: number;
  steps: number;
  measures: readonly StoredMeasure[];
}

export const rankedRuns = (rows: readonly RowMeasures<Row>[]): RankedRun[] =>
  rows.map(({ row: { id, batch, seed, trainAccuracy = Number.NaN, testAccuracy = Number.NaN, ...ended }, measures }) => ({
    id,
    batch,
    seed,
    gap: 100 * (trainAccuracy - testAccuracy),
    trainLoss: ended.trainLoss ?? Number.NaN,
    steps: ended.steps ?? Number.NaN,
    measures,
  }));

/** What is ranked: a measure of the panel, or what it has to beat. */
interface Ranked extends Pick<PanelValue, "id" | "name"> {
  group: PanelValue["group"] | "baseline";
  of(run: RankedRun): number;
}

/** What is known of a run without a measure, and follows the batch as they do. */
export const BASELINES: readonly Ranked[] = [
  { id: "trainLoss", name: "baseline: final training loss", group: "baseline", of: ({ trainLoss }) => trainLoss },
  { id: "batch", name: "baseline: batch", group: "baseline", of: ({ batch }) => batch },
  { id: "steps", name: "baseline: steps (fewer is larger)", group: "baseline", of: ({ steps }) => -steps },
];

const RANKED: readonly Ranked[] = [
  ...PANEL_VALUES.map(({ of, ...known }) => ({ ...known, of: (run: RankedRun) => of(run.measures) })),
  ...BASELINES,
];

/** A measure or baseline with its rank correlations with the gap. */
export interface Ranking extends Pick<Ranked, "id" | "name" | "group"> {
  /** Kendall's τ over all runs. */
  kendall: Resampled;
  spearman: Resampled;
  /** Kendall's τ over pairs of runs of one batch alone; NaN for what does not vary there. */
  within: Resampled;
}

const DRAWS = 1000;

/**
 * Rankings with intervals from whole seeds drawn anew, with replacement: the runs of a seed share their start. Highest τ first.
 * What has no value for some run is left out.
 * @throws RangeError for runs that lack a measure
 */
export function rankings(runs: readonly RankedRun[], seed: number): Ranking[] {
  const seeds = [...new Set(runs.map((run) => run.seed))].map((each) => runs.filter((run) => run.seed === each));
  return RANKED.flatMap(({ id, name, group, of }) => {
    const known = new Map(runs.map((run) => [run.id, of(run)]));
    if ([...known.values()].some((each) => !Number.isFinite(each))) return [];
    const lists = (some: readonly RankedRun[]) =>
      [some.map((run) => known.get(run.id) as number), some.map(({ gap }) => gap)] as [number[], number[]];
    const within = (some: readonly RankedRun[]) => {
      const groups = [...new Set(some.map(({ batch }) => batch))].map((batch) => lists(some.filter((run) => run.batch === batch)));
      const fit = groups.filter(([x]) => x.length > 1).map(([x, y]) => ({ x, y }));
      return fit.length > 0 ? kendallWithin(fit) : Number.NaN;
    };
    // One stream for all measures: each sees the same draws.
    const draw = (statistic: (some: readonly RankedRun[]) => number): Resampled =>
      withinBounds(resampled(seeds, (drawn) => statistic(drawn.flat()), streamOf(seed), DRAWS));
    return [
      {
        id,
        name,
        group,
        kendall: draw((some) => kendall(...lists(some))),
        spearman: draw((some) => spearman(...lists(some))),
        within: draw(within),
      },
    ];
  }).sort((a, b) => b.kendall.value - a.kendall.value);
}

/** No correlation lies beyond ±1, whatever the interval says. */
const withinBounds = ({ low, high, ...rest }: Resampled): Resampled => ({ ...rest, low: Math.max(-1, low), high: Math.min(1, high) });

const streamOf = (seed: number): Random => random(seed).split("rankings");

const interval = ({ value: at, low, high }: Resampled): string =>
  Number.isFinite(at) ? `${fixed(at)} [${fixed(low)}, ${fixed(high)}]` : fixed(at);
const fixed = (at: number): string => (Number.isFinite(at) ? at.toFixed(2).replace("-", "−") : "–");

/** For a table in a notebook. */
export const rankingRows = (all: readonly Ranking[]): Record<string, string>[] =>
  all.map((ranking) => ({
    measure: ranking.name,
    "Kendall's τ, all runs": interval(ranking.kendall),
    "Spearman's ρ, all runs": interval(ranking.spearman),
    "τ, one batch": interval(ranking.within),
  }));

/** For a forest figure: τ over all runs, or at one batch, where there is an order. */
export const rankingForest = (all: readonly Ranking[]): ForestRow[] =>
  all.flatMap(({ name, kendall: overall, within }) =>
    [
      { name, group: "all runs", value: overall.value, low: overall.low, high: overall.high },
      { name, group: "runs of one batch", value: within.value, low: within.low, high: within.high },
    ].filter(({ value }) => Number.isFinite(value)),
  );
