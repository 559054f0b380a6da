import { describe, expect, it } from "vitest";
import { tuningRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import type { Outcome } from "../../src/sweep/rates";
import { tuneRates } from "../../src/sweep/tune";

const sweep = parseSweep({
  network: "mlp",
  batches: [20, 500],
  seeds: [1, 2],
  rate: { rule: "tuned", from: 1e-3, to: 1, points: 4, validation: 100, seeds: [7, 8] },
});

/** Outcomes from a function of batch, rate and seed. */
function outcomes(of: (batch: number, rate: number, seed: number) => Outcome | undefined) {
  const known = new Map(tuningRuns(sweep).map(({ id, run }) => [id, of(run.batch, run.learningRate, run.seed)]));
  return (id: string) => known.get(id);
}

const done = (testAccuracy: number): Outcome => ({ status: "done", testAccuracy, testLoss: 1 - testAccuracy });
const diverged: Outcome = { status: "failed", error: "the training diverged at batch 20 with sgd" };

describe("tuneRates", () => {
  it("takes each batch's best rate, by the mean over the tuning seeds", () => {
    // At batch 20 the rate 0.1 is best for seed 7 alone.
    const accuracy = (batch: number, rate: number, seed: number) => {
      if (batch === 500) return rate === 0.1 ? 0.9 : 0.5;
      return rate === 0.01 ? 0.8 : rate === 0.1 && seed === 7 ? 0.95 : 0.4;
    };
    const { rates, untuned, notes } = tuneRates(
      sweep,
      outcomes((...at) => done(accuracy(...at))),
    );
    expect(rates).toMatchObject([
      { network: "mlp", recipe: "plain", batch: 20, learningRate: 0.01, accuracy: 0.8, validation: 100 },
      { network: "mlp", recipe: "plain", batch: 500, learningRate: 0.1, accuracy: 0.9, validation: 100 },
    ]);
    expect(rates[0]?.trials.map(({ learningRate }) => learningRate)).toEqual([1e-3, 0.01, 0.1, 1]);
    expect([untuned, notes]).toEqual([[], []]);
  });

  it("passes over rates that diverge for any seed, and says when the best is at the end of the grid", () => {
    const { rates, notes } = tuneRates(
      sweep,
      outcomes((batch, rate, seed) => (rate > 0.01 && seed === 8 ? diverged : done(batch === 20 ? rate : 1 - rate))),
    );
    expect(rates.map(({ learningRate }) => learningRate)).toEqual([0.01, 1e-3]);
    expect(notes).toEqual(["mlp, batch 500: the best rate, 0.001, is the smallest of the grid; a smaller one may be better still."]);
  });

  it("chooses nothing where a tuning run is missing or failed for another reason", () => {
    const { rates, untuned } = tuneRates(
      sweep,
      outcomes((batch, rate) => (batch === 20 && rate === 1 ? { status: "failed", error: "killed" } : done(0.5))),
    );
    expect(rates.map(({ batch }) => batch)).toEqual([500]);
    expect(untuned).toMatchObject([{ cell: { batch: 20 }, error: "its learning rate is not tuned: at 1, killed" }]);
    expect(tuneRates(sweep, () => undefined).rates).toEqual([]);
  });

  it("says so where every rate diverged", () => {
    const { untuned } = tuneRates(
      sweep,
      outcomes((batch) => (batch === 500 ? diverged : done(0.5))),
    );
    expect(untuned).toMatchObject([
      { cell: { batch: 500 }, error: expect.stringMatching(/at every rate from 0\.001 to 1 the training diverged/) },
    ]);
  });

  it("has nothing to do for other rules", () => {
    expect(tuneRates(parseSweep({ network: "mlp", batches: [1], seeds: [1] }), () => undefined)).toEqual({
      rates: [],
      untuned: [],
      notes: [],
    });
  });
});
