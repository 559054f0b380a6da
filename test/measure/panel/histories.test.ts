import { describe, expect, it } from "vitest";
import { UserError } from "../../../src/errors";
import { historyMeasures } from "../../../src/measure/panel/histories";
import type { HistoryMeasure, JointSubject } from "../../../src/measure/panel/joint";
import { random } from "../../../src/random";
import type { Epoch } from "../../../src/train/loop";
import type { StoredRun } from "../../../src/train/run-folder";

const EXAMPLES = 1200;

/** Runs of 1,200 examples that reach 0.9 at the end of epoch `reached`, whatever their batch. */
function runs(reached: number, { batches = [10, 40, 120], evaluatedOn = "test" } = {}): StoredRun[] {
  return batches.map((batch) => {
    const steps = EXAMPLES / batch;
    const history = [1, 2, 3].map(
      (epoch): Epoch => ({ epoch, step: epoch * steps, trainLoss: 1 / epoch, test: { loss: 1, accuracy: epoch >= reached ? 0.95 : 0.5 } }),
    );
    return { folder: `run-${batch}`, run: { batch, seed: 1, learningRate: 0.1 }, result: { history, evaluatedOn } } as unknown as StoredRun;
  });
}
const fitted = async (of: StoredRun[], settings = {}): Promise<object> => {
  const measure = historyMeasures.stepsToTarget as HistoryMeasure;
  const subject: JointSubject = { runs: of, random: random(1), key: "", partial: "", onPass: () => {} };
  return measure.run(subject, { target: 0.9, loss: 0, resamples: 10, ...settings });
};

describe("steps to a target", () => {
  it("are not told where runs had reached it when it was first looked at: the fit would be one of the epoch's length", async () => {
    await expect(fitted(runs(1))).rejects.toThrow(UserError);
    await expect(fitted(runs(1))).rejects.toThrow(
      /3 of 3 runs had reached the test accuracy 0\.9 when it was first looked at.*run-10 \(batch 10, by step 120\).*higher accuracy.*evaluateEvery 1/,
    );
    await expect(fitted(runs(1), { loss: 1, target: 1 })).rejects.toThrow(
      /the training loss 1 when.*Choose a lower loss \(--set target=…\)\.$/,
    );
  });

  it("are as they are where that was the first step of all", async () => {
    const [small, middle] = runs(2, { batches: [10, 40] });
    const full = runs(1, { batches: [EXAMPLES] });
    // Refused later, for what it says.
    await expect(fitted([small as StoredRun, middle as StoredRun, ...full])).rejects.toThrow(/perfect scaling throughout/);
  });

  it("to an accuracy on held-out training examples are called that", async () => {
    await expect(fitted(runs(4, { evaluatedOn: "validation" }))).rejects.toThrow(/never reached the validation accuracy 0\.9/);
  });
});
