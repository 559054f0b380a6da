/** The sweeps of the notebook of remedies: what is tried on validation examples, what is chosen of it, and the runs that are compared. */
import type { RunInput } from "../config";
import { dimensionsOf } from "../data/dimensions";
import type { SweepInput } from "../sweep/grid";
import { bestOf, edgeOf, type Trial, trialOf, tuningSettings } from "../sweep/rates";
import type { RunRow } from "../sweep/store/row";
import type { Settings } from "../train/remedies/remedy";
import { type Arm, LARGE, SMALL, strengthText } from "./remedy-arms";
import { END_ALONE, type Study, studySweep } from "./study";

/** Equal gradient evaluations, or equal steps. */
export type RemedyBudget = "gradients" | "steps";

export interface RemedyOptions {
  optimizer: NonNullable<RunInput["optimizer"]>;
  /** Epochs of an arm whose step takes one gradient. */
  epochs: number;
  /** Learning rates that every arm is tried with, rising; an arm without a strength to choose with twice as many (`ratesFor`). */
  rates: readonly number[];
  /** Examples held out to choose by (a tenth of the training set at most), and the seed of those trainings, which the study does not use. */
  validation: number;
  tuningSeed: number;
}

/** What was chosen for an arm: the strength and the rate with the highest accuracy on validation examples. */
export interface Choice {
  arm: Arm;
  strength: Settings;
  learningRate: number;
  /** On validation examples, 0 to 1. */
  accuracy: number;
  /** Whether the rate lies at an end of the grid. */
  edge?: "smallest" | "largest";
}

/** Epochs of an arm: at equal gradients as many fewer as its step takes gradients, one at least. */
export const epochsOf = ({ cost }: Pick<Arm, "cost">, budget: RemedyBudget, epochs: number): number =>
  budget === "steps" ? epochs : Math.max(1, Math.round(epochs / cost));

const withRemedy = ({ id }: Arm, strength: Settings): Pick<RunInput, "remedies"> =>
  id === SMALL || id === LARGE ? {} : { remedies: { [id]: strength } };

/** Arms of one batch and one number of epochs make a sweep. */
function grouped(arms: readonly Arm[], budget: RemedyBudget, epochs: number): Arm[][] {
  const groups = new Map<string, Arm[]>();
  for (const arm of arms) {
    const key = `${arm.batch} ${epochsOf(arm, budget, epochs)}`;
    groups.set(key, [...(groups.get(key) ?? []), arm]);
  }
  return [...groups.values()];
}

/**
 * The rates that an arm is tried with. One that has no strength to choose, as the plain batches, is tried with as many others: between each two of the grid, and half a step below the smallest, so that every arm is the best of as many trials.
 * @param rates rising
 */
export function ratesFor({ strengths }: Pick<Arm, "strengths">, rates: readonly number[]): number[] {
  if (strengths.length > 1) return [...rates];
  const [first = Number.NaN, second = first] = rates;
  const below = [first / (second / first), ...rates];
  return [...new Set(rates.flatMap((rate, i) => [Number(Math.sqrt((below[i] as number) * rate).toPrecision(2)), rate]))];
}

const trialName = ({ id }: Arm, strength: number, rate: number): string => `${id} strength ${strength + 1} rate ${rate}`;

/** Settings that hold validation examples back, a tenth of the training set at most. */
export function heldOut({ data, settings: { trainSize } }: Study, options: Pick<RemedyOptions, "validation">) {
  const examples = dimensionsOf(data).train;
  const validation = Math.min(options.validation, Math.round(examples / 10));
  return tuningSettings(trainSize === undefined ? {} : { trainSize }, { rule: "tuned", from: 0, to: 0, points: 0, validation }, examples);
}

/** The trainings that strengths and rates are chosen from, at equal gradients: a recipe a strength and a rate. */
export function remedyTuning(study: Study, arms: readonly Arm[], options: RemedyOptions): SweepInput[] {
  const { optimizer, epochs, rates, tuningSeed } = options;
  const held = heldOut(study, options);
  return grouped(arms, "gradients", epochs).map((group) => {
    const trials = group.flatMap((arm) =>
      arm.strengths.flatMap((strength, i) =>
        ratesFor(arm, rates).map(
          (learningRate) => [trialName(arm, i, learningRate), { learningRate, ...withRemedy(arm, strength) }] as const,
        ),
      ),
    );
    const [first] = group as [Arm];
    return studySweep(study, {
      batches: [first.batch],
      seeds: [tuningSeed],
      budget: `epochs:${epochsOf(first, "gradients", epochs)}`,
      settings: { optimizer, ...held, evaluateEvery: END_ALONE },
      recipes: Object.fromEntries(trials),
    });
  });
}

/** What each rate came to. A trial without a row has diverged. */
export const trialsOf = (rates: readonly number[], rowOf: (rate: number) => RunRow | undefined): Trial[] =>
  rates.map((rate) => {
    const row = rowOf(rate);
    return row ? trialOf(rate, [row]) : { learningRate: rate, diverged: true };
  });

/**
 * The best of each arm: highest accuracy on validation examples, then lowest loss. A trial without a row has diverged.
 * @param rows of `remedyTuning`
 * @returns no choice for an arm of which every trial diverged
 */
export function chooseRemedies(arms: readonly Arm[], rows: readonly RunRow[], { rates }: Pick<RemedyOptions, "rates">): Choice[] {
  const found = new Map(rows.map((row) => [row.recipe, row]));
  return arms.flatMap((arm) => {
    const candidates = arm.strengths.flatMap((strength, i) => {
      const trials = trialsOf(ratesFor(arm, rates), (rate) => found.get(trialName(arm, i, rate)));
      const best = bestOf(trials);
      return best ? [{ ...best, strength, edge: edgeOf(trials, best.learningRate) }] : [];
    });
    const [best] = candidates.sort((a, b) => b.accuracy - a.accuracy || a.loss - b.loss);
    if (!best) return [];
    const { strength, learningRate, accuracy, edge } = best;
    return [{ arm, strength, learningRate, accuracy, ...(edge ? { edge } : {}) }];
  });
}

/** All that was tried, for a table: a row a strength, a column a rate, the accuracy on validation examples in percent; nothing where a rate was not tried or diverged. */
export function trialRows(
  arms: readonly Arm[],
  rows: readonly RunRow[],
  { rates }: Pick<RemedyOptions, "rates">,
): Record<string, string>[] {
  const found = new Map(rows.map((row) => [row.recipe, row]));
  const all = [...new Set(arms.flatMap((arm) => ratesFor(arm, rates)))].sort((a, b) => a - b);
  return arms.flatMap((arm) =>
    arm.strengths.map((strength, i) => {
      const cells = all.map((rate) => {
        const row = found.get(trialName(arm, i, rate));
        return [String(rate), row ? (100 * (row.testAccuracy ?? Number.NaN)).toFixed(2) : ""] as const;
      });
      // Keys that are whole numbers would come first.
      return { arm: arm.id, strength: strengthText(strength), ...Object.fromEntries(cells.map(([rate, text]) => [`rate ${rate}`, text])) };
    }),
  );
}

/** The runs that are compared, with all seeds of the study: recipes are named as the arms. At equal steps only those arms that then train longer. */
export function remedySweeps(study: Study, choices: readonly Choice[], budget: RemedyBudget, options: RemedyOptions): SweepInput[] {
  const { optimizer, epochs } = options;
  const wanted = choices.filter(({ arm }) => budget === "gradients" || arm.cost > 1);
  const groups = grouped(
    wanted.map(({ arm }) => arm),
    budget,
    epochs,
  );
  return groups.map((group) => {
    const [first] = group as [Arm];
    const own = wanted.filter(({ arm }) => group.includes(arm));
    return studySweep(study, {
      batches: [first.batch],
      budget: `epochs:${epochsOf(first, budget, epochs)}`,
      settings: { optimizer, evaluateEvery: END_ALONE },
      recipes: Object.fromEntries(own.map(({ arm, strength, learningRate }) => [arm.id, { learningRate, ...withRemedy(arm, strength) }])),
    });
  });
}

/** The choices for a table in a notebook. */
export const choiceRows = (choices: readonly Choice[]): Record<string, string | number>[] =>
  choices.map(({ arm, strength, learningRate, accuracy, edge }) => ({
    arm: arm.id,
    "strength chosen": strengthText(strength),
    "learning rate chosen": `${learningRate}${edge ? ` (${edge} of the grid)` : ""}`,
    "validation accuracy, %": (100 * accuracy).toFixed(2),
  }));
