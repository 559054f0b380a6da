/** Reads data/published/measured.csv: this laboratory's own runs at the published settings, a run a row, so that notebooks can show what takes hours to train. */
import { join } from "node:path";
import { z } from "zod";
import { inProject } from "../project";
import { type Summary, summarize, summarizePaired } from "../stats/summary";
import { count, integer, known, name, number, ownRows, positive } from "./published";

const percent = number.refine((value) => value >= 0 && value <= 100, "expected a percentage from 0 to 100");

/** Columns of what was trained, in all tables of own runs. */
export const TRAINED = {
  network: name,
  data: name,
  /** How the data's files differ from the official ones; empty: they do not. */
  variant: known(name),
  batch: count,
  seed: integer,
  optimizer: name,
};

/** The columns that the file must have. */
const RUN = {
  ...TRAINED,
  learning_rate: positive,
  epochs: count,
  steps: count,
  /** Nats. */
  train_loss: number,
  train_accuracy: percent,
  test_loss: number,
  test_accuracy: percent,
};

/** Measures of the trained weights: columns that the file may have, empty where a run was not measured. φ of Keskar et al. by its ε, and the largest eigenvalue of the Hessian. */
const MEASURES = {
  "keskarFull(1e-3)": known(number).optional(),
  "keskarFull(5e-4)": known(number).optional(),
  "keskarSubspace(1e-3)": known(number).optional(),
  "keskarSubspace(5e-4)": known(number).optional(),
  lambdaMax: known(number).optional(),
};

const ROW = z.object({ ...RUN, ...MEASURES });

/** One run. Accuracies in percent, losses in nats. */
export type MeasuredRow = z.infer<typeof ROW>;
/** The columns that hold numbers of an outcome. */
export type MeasuredNumber = keyof typeof MEASURES | "epochs" | "steps" | `${"train" | "test"}_${"loss" | "accuracy"}`;

const FILE = "measured.csv";
const KEY = ["network", "data", "variant", "batch", "seed", "optimizer", "learning_rate"];

/**
 * The runs, in the order of the file; none where there is no file, or an empty one. Columns that are not known here are passed over.
 * @param folder where the file is; default: data/published of the project
 * @throws UserError, with file and line, where it lacks a column, or a row is damaged or there twice
 */
export const measured = (folder = inProject("data", "published")): MeasuredRow[] =>
  ownRows(join(folder, FILE), { key: KEY, row: ROW, required: Object.keys(RUN) });

/** A quantity of a small and of a large batch, over the seeds that have both. */
export interface MeasuredPair {
  small: Summary;
  large: Summary;
  /** Small less large, seed by seed. */
  difference: Summary;
  /** The seeds, rising. */
  seeds: number[];
}

/**
 * Summaries of one quantity, paired by seed; undefined where no seed has it at both batches.
 * @param rows of one network, data set and recipe
 */
export function measuredPair(
  rows: readonly MeasuredRow[],
  quantity: MeasuredNumber,
  { small, large }: { small: number; large: number },
): MeasuredPair | undefined {
  const valueAt = (batch: number, seed: number) => rows.find((row) => row.batch === batch && row.seed === seed)?.[quantity];
  const seeds = [...new Set(rows.map(({ seed }) => seed))].sort((a, b) => a - b);
  const pairs = seeds.flatMap((seed) => {
    const [ofSmall, ofLarge] = [valueAt(small, seed), valueAt(large, seed)];
    return ofSmall === undefined || ofLarge === undefined ? [] : [{ seed, ofSmall, ofLarge }];
  });
  if (pairs.length === 0) return undefined;
  const [smalls, larges] = [pairs.map(({ ofSmall }) => ofSmall), pairs.map(({ ofLarge }) => ofLarge)];
  return {
    small: summarize(smalls),
    large: summarize(larges),
    difference: summarizePaired(smalls, larges),
    seeds: pairs.map(({ seed }) => seed),
  };
}
