/** The panel's measure of the histories of several runs: how steps to a target fall with the batch. */
import { UserError } from "../../errors";
import type { StoredRun } from "../../train/run-folder";
import { expectPositive } from "../checks";
import { firstReached, fitStepsToTarget, type Reached, type Target } from "../steps-to-target";
import type { HistoryMeasure } from "./joint";

/** One run on its way to the target. */
export interface TargetRow extends Reached {
  batch: number;
  seed: number;
  learningRate: number;
  /** Examples seen by then: step × batch. */
  examples: number;
}

/** What may differ between runs that are compared: the rate, which is to be tuned for each batch, and what ends a training. */
const FREE = ["learningRate", "until", "epochs", "steps", "patience", "minDelta", "evaluateEvery"];

const stepsToTarget: HistoryMeasure = {
  about:
    "steps to a target by batch, from the runs' histories: least steps and examples and the critical batch, fitted to (S/S_min − 1)(E/E_min − 1) = 1 with intervals; target: an accuracy on the test or validation examples (loss=1: a training loss)",
  settings: { target: 0.9, loss: 0, resamples: 1000 },
  headline: "criticalBatch.value",
  runs: { least: 3, most: Number.POSITIVE_INFINITY },
  mayDiffer: (setting) => FREE.includes(setting),
  of: "histories",
  key: ({ run, result: { history } }) => [run.batch, run.seed, run.learningRate, history],
  async run({ runs, random }, { target = 0, loss = 0, resamples }) {
    const wanted = targetOf(target, loss);
    const rows = reachedBy(runs, wanted);
    const fit = fitStepsToTarget(
      rows.map(({ batch, seed, step }) => ({ batch, seed, steps: step })),
      { random, resamples },
    );
    return {
      ...fit,
      target: wanted,
      evaluatedOn: "loss" in wanted ? "train" : evaluatedOn(runs),
      // A target is seen at the end of an epoch: by how much a step can be too large.
      coarsest: Math.max(...rows.map(({ step, after }) => (step - after) / step)),
      rows,
    };
  },
};

/** All runs of a fit were trained with the same split. */
const evaluatedOn = (runs: readonly StoredRun[]): "test" | "validation" => runs[0]?.result.evaluatedOn ?? "test";

/** @throws RangeError for a target that cannot be one */
function targetOf(target: number, loss: number): Target {
  expectPositive("target", target);
  if (loss !== 0) return { loss: target };
  if (target > 1)
    throw new RangeError(`target must be an accuracy from 0 to 1 (90 % is 0.9), got ${target}. For a training loss give loss=1, too.`);
  return { accuracy: target };
}

/** By batch and seed. @throws UserError that names the runs that never reached it, or had reached it when it was first looked at */
function reachedBy(runs: readonly StoredRun[], target: Target): TargetRow[] {
  const missed: string[] = [];
  const early: string[] = [];
  const rows = runs.flatMap(({ folder, run: { batch, seed, learningRate }, result }) => {
    const found = firstReached(result.history, target);
    // A single step has no place to hide in.
    if ("step" in found && found.after === 0 && found.step > 1) early.push(`${folder} (batch ${batch}, by step ${found.step})`);
    if ("step" in found) return [{ batch, seed, learningRate, ...found, examples: batch * found.step }];
    missed.push(`${folder} (batch ${batch}, best ${Number(found.best.toPrecision(4))})`);
    return [];
  });
  const name = "loss" in target ? `the training loss ${target.loss}` : `the ${evaluatedOn(runs)} accuracy ${target.accuracy}`;
  if (missed.length > 0)
    throw new UserError(
      `stepsToTarget: ${missed.length} of ${runs.length} runs never reached ${name}: ${missed.join(", ")}. Choose another target (--set target=…), train longer, or leave these seeds out.`,
    );
  if (early.length > 0)
    throw new UserError(
      `stepsToTarget: ${early.length} of ${runs.length} runs had reached ${name} when it was first looked at, no one knows how much earlier: ${early.join(", ")}. The fit would be one of the length of an epoch. ` +
        `Choose a ${"loss" in target ? "lower loss" : "higher accuracy"} (--set target=…)${"loss" in target ? "" : ", or train with evaluateEvery 1 and a smaller learning rate"}.`,
    );
  return rows.sort((a, b) => a.batch - b.batch || a.seed - b.seed);
}

export const historyMeasures: Record<string, HistoryMeasure> = { stepsToTarget };
