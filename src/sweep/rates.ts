/** The learning rate of each batch of a sweep: the same for all, in proportion to the batch or to its square root, or tuned on a validation split. */
import type { Run } from "../config";
import { decimal } from "../decimal";
import { UsageError } from "../errors";
import { hasDiverged } from "./status";
import type { RunRow } from "./store/row";

export type RateRule =
  /** The run's own learning rate, whatever the batch. */
  | { rule: "fixed" }
  /** learningRate · batch / base (Krizhevsky, 2014; Goyal et al., 2017), or learningRate · √(batch / base) (Hoffer et al., 2017). */
  | { rule: "linear" | "sqrt"; base: number }
  | TunedRule;

/** Of `points` rates from `from` to `to`, evenly spaced in their logarithms, the one that is best on examples held out of the training set. */
export interface TunedRule {
  rule: "tuned";
  from: number;
  to: number;
  points: number;
  /** Training examples held out; default: a tenth of them. */
  validation?: number;
  /** Seeds that each rate is tried with; default: one that the sweep itself does not use. */
  seeds?: number[];
}

const FORMS = "fixed, linear:BATCH, sqrt:BATCH or tuned:LOW..HIGH:POINTS[:VALIDATION EXAMPLES], e.g. linear:256 or tuned:1e-4..1e-1:7";

/**
 * The rule that a text names; its numbers are checked with those of all rules, by `parseSweep`.
 * @throws UsageError for a text of none of the forms
 */
export function parseRate(text: string): RateRule {
  const [rule, ...parts] = text.split(":");
  if (rule === "fixed" && parts.length === 0) return { rule };
  if ((rule === "linear" || rule === "sqrt") && parts.length === 1) return { rule, base: numberIn(text, parts[0]) };
  const [range = "", points, validation] = parts;
  const [from, to, ...more] = range.split("..");
  if (rule === "tuned" && (parts.length === 2 || parts.length === 3) && to !== undefined && more.length === 0) {
    const grid = { rule, from: numberIn(text, from), to: numberIn(text, to), points: numberIn(text, points) } as const;
    return validation === undefined ? grid : { ...grid, validation: numberIn(text, validation) };
  }
  throw new UsageError(`expected ${FORMS}; got "${text}"`);
}

function numberIn(text: string, part: string | undefined): number {
  const value = decimal(part ?? "");
  if (value === undefined) throw new UsageError(`expected ${FORMS}; got "${text}", where "${part}" is no number`);
  return value;
}

/** The rule as it is written. */
export function rateText(rule: RateRule): string {
  if (rule.rule === "fixed") return rule.rule;
  if (rule.rule !== "tuned") return `${rule.rule}:${rule.base}`;
  return [`${rule.rule}:${rule.from}..${rule.to}`, rule.points, ...(rule.validation === undefined ? [] : [rule.validation])].join(":");
}

/** Six significant digits: machines differ in the last bits of a power, and a rate is part of a run's name. */
const rounded = (rate: number): number => Number(rate.toPrecision(6));

/** The learning rate of a batch by a rule that needs no tuning. @param learningRate at the rule's base batch */
export function rateFor(rule: Exclude<RateRule, TunedRule>, learningRate: number, batch: number): number {
  if (rule.rule === "fixed") return learningRate;
  const factor = batch / rule.base;
  return rounded(learningRate * (rule.rule === "linear" ? factor : Math.sqrt(factor)));
}

/** The rates that are tried, smallest first. */
export const rateGrid = ({ from, to, points }: TunedRule): number[] =>
  Array.from({ length: points }, (_, i) => rounded(from * (to / from) ** (i / (points - 1))));

/** What became of a rate: the mean over its seeds on the validation examples, or why it has none. */
export interface Trial {
  learningRate: number;
  /** 0 to 1. */
  accuracy?: number;
  /** Nats. */
  loss?: number;
  diverged?: boolean;
  /** What a training failed with that did not diverge: then nothing is known of the rate. */
  error?: string;
}

/** What a tuning run came to; measured on its validation examples. */
export type Outcome = Pick<RunRow, "status" | "testAccuracy" | "testLoss" | "error">;

/** The mean of a rate's tuning runs. @param rows of them; undefined for one that is not done */
export function trialOf(learningRate: number, rows: readonly (Outcome | undefined)[]): Trial {
  if (rows.some((row) => row?.status === "failed" && hasDiverged(row.error))) return { learningRate, diverged: true };
  const bad = rows.find((row) => row?.status !== "done");
  if (bad || rows.includes(undefined)) return { learningRate, error: bad?.error ?? "it was not trained to its end" };
  const mean = (value: (row: Outcome) => number) => rows.reduce((sum, row) => sum + value(row as Outcome), 0) / rows.length;
  return { learningRate, accuracy: mean((row) => row.testAccuracy ?? 0), loss: mean((row) => row.testLoss ?? Number.POSITIVE_INFINITY) };
}

/** The best trial: highest accuracy, then lowest loss, then smallest rate; undefined where all diverged. @param trials smallest rate first */
export function bestOf(trials: readonly Trial[]): (Trial & { accuracy: number; loss: number }) | undefined {
  const finished = trials.filter((trial): trial is Trial & { accuracy: number; loss: number } => trial.accuracy !== undefined);
  return finished.sort((a, b) => b.accuracy - a.accuracy || a.loss - b.loss || a.learningRate - b.learningRate)[0];
}

/** At which end of the grid a rate lies, if at any: then a better one may lie beyond. Where the next rate diverged there is no better one. */
export function edgeOf(trials: readonly Trial[], chosen: number): "smallest" | "largest" | undefined {
  if (trials[0]?.learningRate === chosen) return "smallest";
  return trials.at(-1)?.learningRate === chosen ? "largest" : undefined;
}

/** The settings with which a rate is tried: as they are, but on fewer examples where the validation examples are needed of them. */
export function tuningSettings(settings: Partial<Run>, rule: TunedRule, examples: number): Partial<Run> & { validation: number } {
  const validation = rule.validation ?? settings.validation ?? Math.max(1, Math.round(examples / 10));
  const { trainSize } = settings;
  return { ...settings, validation, ...(trainSize === undefined ? {} : { trainSize: Math.min(trainSize, examples - validation) }) };
}
