/** A sweep as data, and its runs: networks × recipes × batches × seeds. A cell is a network, a recipe and a batch: its runs differ in the seed alone, and share a learning rate. */
import { LEARNING_RATES, parseRun, type Run, type RunInput } from "../config";
import type { DataName } from "../data/dataset";
import { dimensionsOf } from "../data/dimensions";
import type { NetworkName } from "../model/networks";
import type { Budget } from "./budget";
import type { Planned } from "./executor";
import { runId } from "./identity";
import { type RateRule, rateFor, rateGrid, tuningSettings } from "./rates";

/** What a user writes; `parseSweep` checks it. */
export interface SweepInput {
  network: NetworkName | NetworkName[];
  /** Default: glyphs. */
  data?: DataName;
  batches: number[];
  seeds: number[];
  /** "epochs:40", "steps:2000" or "stall" (default). */
  budget?: string;
  /** "fixed" (default), "linear:256", "sqrt:256", "tuned:1e-4..1e-1:7", or the same as an object. */
  rate?: string | RateRule;
  /** Settings of all runs. */
  settings?: Partial<RunInput>;
  /** Settings by the name of a recipe: each recipe makes the whole grid once more. Its remedies are added to those of all runs, one by one. Default: one, called "plain", without any. */
  recipes?: Record<string, Partial<RunInput>>;
  /** Measures of the panel taken of each finished run, e.g. "keskar", "hessian". */
  measure?: string[];
}

export interface Recipe {
  name: string;
  /** Those of the sweep, and its own. */
  settings: Partial<Run>;
}

/** Name of the one recipe of a sweep that names none. */
export const PLAIN = "plain";

/** A sweep that was checked: each run of it is valid. */
export interface Sweep {
  networks: NetworkName[];
  data: DataName;
  batches: number[];
  seeds: number[];
  budget: Budget;
  rate: RateRule;
  recipes: Recipe[];
  measure: string[];
  /** What was changed in the input, a sentence each: duplicates that count once. */
  notes: string[];
}

export interface Cell {
  network: NetworkName;
  recipe: Recipe;
  batch: number;
}

/** The learning rate found for a cell. */
export interface CellRate {
  network: NetworkName;
  /** Its name. */
  recipe: string;
  batch: number;
  learningRate: number;
}

export const cellsOf = ({ networks, recipes, batches }: Sweep): Cell[] =>
  networks.flatMap((network) => recipes.flatMap((recipe) => batches.map((batch) => ({ network, recipe, batch }))));

/** "F1, batch 256", with its recipe where the sweep names any. */
export const cellName = ({ network, recipe: { name }, batch }: Cell): string =>
  `${network}, batch ${batch}${name === PLAIN ? "" : `, ${name}`}`;

/** "F1 on mnist, batch 256, seed 3", with its recipe where the sweep names any, and with its rate where that is being tuned. */
export function runName({ run: { network, data, batch, seed, learningRate, validation }, recipe }: Omit<Planned, "id">): string {
  const words = [`${network} on ${data}, batch ${batch}`, ...(recipe === PLAIN ? [] : [recipe]), `seed ${seed}`];
  return [...words, ...(validation === undefined ? [] : [`learning rate ${learningRate}`])].join(", ");
}

/**
 * The runs of a sweep, seed by seed, so that one that is stopped early has whole comparisons.
 * @param rates where the rule is tuned: runs of a cell that none is given for are left out
 */
export function planRuns(sweep: Sweep, rates: readonly CellRate[] = []): Planned[] {
  const found = new Map(rates.map((each) => [keyOf(each.network, each.recipe, each.batch), each.learningRate]));
  const cells = cellsOf(sweep).flatMap((cell) => {
    const learningRate = ruledRate(sweep.rate, cell) ?? found.get(keyOf(cell.network, cell.recipe.name, cell.batch));
    return learningRate === undefined ? [] : [{ cell, learningRate }];
  });
  const ofSeed = (seed: number) =>
    cells.map(({ cell, learningRate }) => planned(sweep, cell, { ...cell.recipe.settings, learningRate, seed }));
  return once(sweep.seeds.flatMap(ofSeed));
}

/** The rates that are tried for a cell, smallest first, each with its runs. Empty where the rule needs no tuning. */
export function tuningOf(sweep: Sweep, cell: Cell): { learningRate: number; runs: Planned[] }[] {
  const { rate, data } = sweep;
  if (rate.rule !== "tuned") return [];
  const settings = tuningSettings(cell.recipe.settings, rate, dimensionsOf(data).train);
  const seeds = rate.seeds ?? [unusedSeed(sweep.seeds)];
  return rateGrid(rate).map((learningRate) => ({
    learningRate,
    runs: seeds.map((seed) => planned(sweep, cell, { ...settings, learningRate, seed })),
  }));
}

/** All runs that tune a sweep's learning rates. No test example is read in them, and no validation example trained on. */
export const tuningRuns = (sweep: Sweep): Planned[] =>
  once(cellsOf(sweep).flatMap((cell) => tuningOf(sweep, cell).flatMap(({ runs }) => runs)));

/** The smallest seed that a sweep does not use: a rate is not chosen by the luck of a seed that it is then judged with. */
export function unusedSeed(seeds: readonly number[]): number {
  const used = new Set(seeds);
  let seed = 0;
  while (used.has(seed)) seed++;
  return seed;
}

/** Undefined where the rate is tuned. */
function ruledRate(rate: RateRule, { recipe: { settings }, batch }: Cell): number | undefined {
  if (rate.rule === "tuned") return undefined;
  return rateFor(rate, settings.learningRate ?? LEARNING_RATES[settings.optimizer ?? "adam"], batch);
}

function planned(sweep: Sweep, { network, recipe, batch }: Cell, settings: Partial<Run>): Planned {
  const run = parseRun({ ...settings, ...sweep.budget, network, data: sweep.data, batch });
  return { id: runId(run), run, recipe: recipe.name };
}

/** A run that two recipes share is made once, for the first of them. */
function once(runs: Planned[]): Planned[] {
  const seen = new Set<string>();
  return runs.filter(({ id }) => !seen.has(id) && seen.add(id));
}

const keyOf = (network: string, recipe: string, batch: number): string => JSON.stringify([network, recipe, batch]);
