/** The largest batch at which a way to train still holds the small batch's accuracy, at equal gradients and with a rate tuned for each batch: its useful batch. */
import { dimensionsOf } from "../data/dimensions";
import { type Summary, summarize } from "../stats/summary";
import type { SweepInput } from "../sweep/grid";
import { bestOf } from "../sweep/rates";
import type { RunRow } from "../sweep/store/row";
import type { Settings } from "../train/remedies/remedy";
import { type Claim, type Evidence, evidenceOf, judge } from "./claim";
import { intervalText, testPercent } from "./generalization-gap";
import { type Choice, epochsOf, heldOut, type RemedyOptions, ratesFor, trialsOf } from "./remedy-runs";
import { END_ALONE, type Study, studySweep } from "./study";

/** Percentage points below the small batch that still count as holding its accuracy. */
export const MARGIN = 0.5;

/** One way to train any batch: no remedy, one, or several together. */
export interface Way {
  name: string;
  /** Gradients of the whole batch a step. */
  cost: number;
  /** Share of the epochs that a warm start trains with the small batch, whatever the batch is. */
  smallShare: number;
  remedies: Record<string, Settings>;
}

/** Remedies that are used together, beside those that are tried alone. */
const COMBINATIONS = [["warmUp", "lars"], ["sam", "swa"]] as const; // biome-ignore format: one line

/**
 * The plain batch, the remedies named, and the combinations; each with the strengths that were chosen for it at the study's large batch. One without a choice is left out.
 * @param alone names of remedies @param epochs of a way whose step takes one gradient
 */
export function usefulWays(choices: readonly Choice[], alone: readonly string[], epochs: number): Way[] {
  const plain: Way = { name: "plain", cost: 1, smallShare: 0, remedies: {} };
  const of = (names: readonly string[]): Way[] => {
    const own = names.map((name) => choices.find(({ arm }) => arm.id === name));
    if (own.some((each) => each === undefined)) return [];
    const chosen = own as Choice[];
    const start = chosen.find(({ arm }) => arm.id === "batchWarmStart")?.strength.epochs;
    return [
      {
        name: names.join(" + "),
        cost: Math.max(...chosen.map(({ arm }) => arm.cost)),
        smallShare: typeof start === "number" ? start / epochs : 0,
        remedies: Object.fromEntries(chosen.map(({ arm, strength }) => [arm.id, strength])),
      },
    ];
  };
  return [plain, ...alone.flatMap((name) => of([name])), ...COMBINATIONS.flatMap(of)];
}

export interface UsefulOptions extends RemedyOptions {
  /** Larger than the study's small batch, rising. */
  batches: readonly number[];
}

const settingsOf = ({ remedies }: Way, learningRate: number) => ({
  learningRate,
  ...(Object.keys(remedies).length > 0 ? { remedies } : {}),
});
/** Of a way with remedies the strengths were chosen beside the rates; one without is tried with as many rates as they had trials (`ratesFor`). */
const ratesOf = ({ remedies }: Way, rates: readonly number[]): number[] =>
  Object.keys(remedies).length > 0 ? [...rates] : ratesFor({ strengths: [{}] }, rates);
const trialName = ({ name }: Way, rate: number): string => `${name} rate ${rate}`;

/** The trainings that each way's rate is chosen from, a sweep a number of epochs. A batch that is larger than what held-out examples leave to train on cannot be tuned, and is left out. */
export function usefulTuning(study: Study, ways: readonly Way[], options: UsefulOptions): SweepInput[] {
  const { optimizer, epochs, rates, tuningSeed, batches } = options;
  const held = heldOut(study, options);
  const left = held.trainSize ?? dimensionsOf(study.data).train - (held.validation ?? 0);
  return byCost(ways).map((group) =>
    studySweep(study, {
      batches: batches.filter((batch) => batch <= left),
      seeds: [tuningSeed],
      budget: `epochs:${epochsOf(group[0] as Way, "gradients", epochs)}`,
      settings: { optimizer, ...held, evaluateEvery: END_ALONE },
      recipes: Object.fromEntries(group.flatMap((way) => ratesOf(way, rates).map((rate) => [trialName(way, rate), settingsOf(way, rate)]))),
    }),
  );
}

function byCost(ways: readonly Way[]): Way[][] {
  return [...new Set(ways.map(({ cost }) => cost))].map((cost) => ways.filter((way) => way.cost === cost));
}

/** A way at one batch, with the rate of the highest accuracy on validation examples. */
export interface UsefulChoice {
  way: Way;
  batch: number;
  learningRate: number;
}

/** @param rows of `usefulTuning`; a way and batch of which every trial diverged is left out */
export function chooseUseful(ways: readonly Way[], rows: readonly RunRow[], { rates, batches }: Pick<UsefulOptions, "rates" | "batches">) {
  return ways.flatMap((way) =>
    batches.flatMap((batch): UsefulChoice[] => {
      const rowOf = (rate: number) => rows.find((each) => each.recipe === trialName(way, rate) && each.batch === batch);
      const best = bestOf(trialsOf(ratesOf(way, rates), rowOf));
      return best ? [{ way, batch, learningRate: best.learningRate }] : [];
    }),
  );
}

/** The runs that are compared, a sweep a way and batch; recipes are named as the ways. */
export const usefulSweeps = (study: Study, choices: readonly UsefulChoice[], { optimizer, epochs }: UsefulOptions): SweepInput[] =>
  choices.map(({ way, batch, learningRate }) =>
    studySweep(study, {
      batches: [batch],
      budget: `epochs:${epochsOf(way, "gradients", epochs)}`,
      settings: { optimizer, evaluateEvery: END_ALONE },
      recipes: { [way.name]: settingsOf(way, learningRate) },
    }),
  );

/** How a way does at a batch, against the small batch of the same seeds. */
export interface UsefulPoint {
  way: string;
  batch: number;
  /** Percent, over the seeds. */
  test: Summary;
  /** The small batch's accuracy less the way's, percentage points, paired. */
  lost: Summary;
  /** holds: the whole interval lies below MARGIN; falls short: it lies above 0; open: neither. */
  verdict: "holds" | "falls short" | "open";
  /** What `lost` is made of. */
  seeds: { seed: number; lost: number; runs: string[] }[];
}

/** @param small runs of the small batch @param rows of `usefulSweeps`, and of other sweeps whose recipes are named as ways */
export function usefulPoints(ways: readonly Pick<Way, "name">[], small: readonly RunRow[], rows: readonly RunRow[]): UsefulPoint[] {
  const reference = new Map(small.map((row) => [row.seed, row]));
  return ways.flatMap(({ name }) => {
    const own = rows.filter(({ recipe, seed }) => recipe === name && reference.has(seed));
    const batches = [...new Set(own.map(({ batch }) => batch))].sort((a, b) => a - b);
    return batches.map((batch): UsefulPoint => {
      const runs = own.filter((row) => row.batch === batch);
      const seeds = runs.map((row) => {
        const sb = reference.get(row.seed) as RunRow;
        return { seed: row.seed, lost: testPercent(sb) - testPercent(row), runs: [row.id, sb.id] };
      });
      const lost = summarize(seeds.map((each) => each.lost));
      const verdict = lost.high < MARGIN ? "holds" : lost.low > 0 ? "falls short" : "open";
      return { way: name, batch, test: summarize(runs.map(testPercent)), lost, verdict, seeds };
    });
  });
}

/** The largest batch up to which a way holds at every batch that was tried; undefined: at none. */
export function usefulBatch(points: readonly UsefulPoint[], way: string): number | undefined {
  const own = points.filter((point) => point.way === way).sort((a, b) => a.batch - b.batch);
  const broken = own.findIndex(({ verdict }) => verdict !== "holds");
  return (broken < 0 ? own : own.slice(0, broken)).at(-1)?.batch;
}

/** Whether a way holds at the largest batch that it was tried at, so that its useful batch is that one at least. */
export const holdsToTheLast = (points: readonly UsefulPoint[], way: string): boolean =>
  usefulBatch(points, way) === Math.max(...points.filter((point) => point.way === way).map(({ batch }) => batch));

/** For a table: a row a way, a column a batch. */
export function usefulRows(points: readonly UsefulPoint[]): Record<string, string | number>[] {
  const names = [...new Set(points.map(({ way }) => way))];
  const batches = [...new Set(points.map(({ batch }) => batch))].sort((a, b) => a - b);
  const usefulText = (way: string): string | number => {
    const batch = usefulBatch(points, way) ?? `below ${batches[0]}`;
    return holdsToTheLast(points, way) ? `≥ ${batch}` : batch;
  };
  return names.map((way) => ({
    "way to train": way,
    ...Object.fromEntries(
      batches.map((batch) => {
        const point = points.find((each) => each.way === way && each.batch === batch);
        return [`batch ${batch}: points lost`, point ? `${intervalText(point.lost)} ${point.verdict}` : "–"];
      }),
    ),
    "useful batch": usefulText(way),
  }));
}

/** Whether each combination loses less to the small batch than plain training does, at the largest batch that it was tried at. */
export function usefulClaims(points: readonly UsefulPoint[]): Claim[] {
  return COMBINATIONS.map((names) => {
    const name = names.join(" + ");
    const own = points.filter(({ way }) => way === name).at(-1);
    const plain = points.find(({ way, batch }) => way === "plain" && batch === own?.batch);
    const evidence = own && plain ? gainOver(plain, own) : { reason: "it was not tried" };
    return judge(
      {
        id: `remedy-${names.map((each) => each.toLowerCase()).join("-")}-useful-batch`,
        statement: `${name} together hold more of the small batch's accuracy at the largest batch than no remedy does.`,
        source: SOURCES[name] ?? "",
        test: {
          kind: "direction",
          effect: `points lost to the small batch, plain less ${name}, at the largest batch`,
          direction: "above",
          seeds: 5,
        },
      },
      evidence,
    );
  });
}

const SOURCES: Record<string, string> = {
  "warmUp + lars": "You et al., 2017, arXiv 1708.03888",
  "sam + swa": "ours, after Foret et al., 2021, arXiv 2010.01412, and Izmailov et al., 2018, arXiv 1803.05407",
};

/** How much less a way loses than plain training, seed by seed. */
function gainOver(plain: UsefulPoint, own: UsefulPoint): Evidence {
  const both = own.seeds.flatMap((each) => {
    const other = plain.seeds.find(({ seed }) => seed === each.seed);
    return other ? [{ gain: other.lost - each.lost, runs: [...each.runs, ...other.runs] }] : [];
  });
  if (both.length === 0) return { reason: "no seed has both" };
  return evidenceOf(summarize(both.map(({ gain }) => gain)), [...new Set(both.flatMap(({ runs }) => runs))]);
}
