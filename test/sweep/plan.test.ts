import { describe, expect, it } from "vitest";
import { tensorCount } from "../../src/backend";
import type { Run } from "../../src/config";
import { estimator, stepTimer } from "../../src/sweep/estimate";
import type { Planned } from "../../src/sweep/executor";
import { ASSUMED_EPOCHS } from "../../src/sweep/expected";
import { planRuns, type SweepInput, tuningRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import { planSweep } from "../../src/sweep/plan";
import type { RunRow } from "../../src/sweep/store/row";
import { fakeStore, rowFor } from "./fake-store";

const input: SweepInput = { network: "mlp", batches: [20, 500], seeds: [1, 2, 3], budget: "epochs:10" };
const planned = (changes: Partial<SweepInput> = {}) => planRuns(parseSweep({ ...input, ...changes }));
const noTimer = async (): Promise<number> => {
  throw new Error("nothing should be timed");
};

describe("planSweep", () => {
  it("says what is done, what is to do, and takes the times of stored runs that are alike", async () => {
    const runs = planned();
    const of = (batch: number) => runs.filter(({ run }) => run.batch === batch);
    const rows = [
      ...of(20)
        .slice(0, 2)
        .map((each, i) => rowFor(each, { epochs: 10, seconds: 10 + 2 * i })),
      ...of(500)
        .slice(0, 1)
        .map((each) => rowFor(each, { epochs: 10, seconds: 2 })),
    ];
    const plan = await planSweep(input, { store: fakeStore(rows), processes: 2, timer: noTimer });
    expect(plan).toMatchObject({ done: 3, toDo: 3, diverged: 0, tuning: [], processes: 2 });
    expect(plan.runs.map(({ status, seconds }) => [status, seconds])).toEqual([
      ["done", undefined],
      ["done", undefined],
      ["done", undefined],
      ["new", 2],
      ["new", 11],
      ["new", 2],
    ]);
    // 15 s of work on two processes, but one of its runs takes 11 s; 0.15 s for its files, 2 s for the start of its process.
    expect(plan.seconds).toBeCloseTo(13.15, 9);
    expect(plan.basis).toEqual(["3 runs by stored runs of the same network, data, batch, optimizer and budget"]);
  });

  it("has nothing to estimate where all is done, and does not count a run that diverged as one to do", async () => {
    const rows = planned().map((each, i) =>
      rowFor(each, i === 0 ? { status: "failed", error: "the training diverged at batch 20 with sgd" } : {}),
    );
    expect(await planSweep(input, { store: fakeStore(rows), timer: noTimer })).toMatchObject({
      done: 5,
      diverged: 1,
      toDo: 0,
      seconds: 0,
      basis: [],
    });
  });

  it("plans tuning first, then the runs whose rates are not known yet", async () => {
    const tuned = { ...input, rate: "tuned:1e-3..1e-1:3" };
    const timer = async () => 1e-5;
    const before = await planSweep(tuned, { store: fakeStore(), processes: 1, timer });
    expect(before.tuning).toHaveLength(6);
    expect(before.runs.map(({ id }) => id)).toEqual(Array.from({ length: 6 }, () => undefined));
    expect(before).toMatchObject({ done: 0, toDo: 12 });
    expect(before.basis.join()).toMatch(/12 runs by a step that was timed here.*still to be tuned/);

    const rows = tuningRuns(parseSweep(tuned)).map((each) => rowFor(each, { testAccuracy: 1 - Math.abs(each.run.learningRate - 0.01) }));
    const after = await planSweep(tuned, { store: fakeStore(rows), processes: 1, timer });
    expect(after).toMatchObject({ done: 6, toDo: 6 });
    expect(after.runs.every(({ id, run }) => id !== undefined && run.learningRate === 0.01)).toBe(true);
  });
});

describe("estimator", () => {
  const run = planned()[0]?.run as Run;
  const row = (changes: Partial<RunRow>): RunRow => rowFor(planned()[0] as ReturnType<typeof planned>[0], changes);

  it("takes the time of a step from stored runs that are not alike", async () => {
    const rows = [row({ optimizer: "sgd", seconds: 10, steps: 1000 }), row({ until: "stall", seconds: 30, steps: 1000 })];
    // 10 epochs of 2000 / 20 steps, at the median of 10 and 30 ms.
    const found = await estimator(rows, noTimer)(run);
    expect(found).toMatchObject({ basis: "stored steps", assumed: false });
    expect(found.seconds).toBeCloseTo(20, 10);
  });

  it("passes over runs that are not done, and those of another batch, network or data set", async () => {
    const others = [row({ status: "failed" }), row({ batch: 21 }), row({ network: "F1" }), row({ data: "mnist" })];
    expect(await estimator(others, async () => 1)(run)).toMatchObject({ basis: "timed step" });
  });

  it("counts the examples of a timed step: those trained on, and a third for those evaluated", async () => {
    const { seconds } = await estimator([], async () => 1e-6)(run);
    // 10 · 2000 trained on; 4000 tested after each of 10 epochs and at the end, the 2000 once.
    expect(seconds).toBeCloseTo(1e-6 * (20_000 + (11 * 4000 + 2000) / 3), 10);
  });

  it("assumes a number of epochs where the loss must stall first, unless stored runs tell", async () => {
    const stall = planned({ budget: "stall" })[0]?.run as Run;
    const assumed = await estimator([], async () => 1e-6)({ ...stall, evaluateEvery: 1000 });
    expect(assumed.assumed).toBe(true);
    expect(assumed.seconds).toBeCloseTo(1e-6 * (ASSUMED_EPOCHS * 2000 + (4000 + 2000) / 3), 10);
    const sgd = row({ optimizer: "sgd", until: "stall", ending: "stall", epochs: 20, steps: 2000, seconds: 2 });
    const told = await estimator([sgd], noTimer)(stall);
    expect(told).toEqual({ seconds: 2, basis: "stored steps", assumed: false });
  });

  it("takes as alike those of the same examples, evaluations and limits only, and of the same rate where the loss stalls", async () => {
    const others = [{ trainSize: 1000 }, { evaluateEvery: 5 }, { validation: 100 }, { maxSteps: 70 }, { optimizer: "sgd" }].map((changes) =>
      row({ ...changes, seconds: 100 }),
    );
    expect(await estimator([...others, row({ seconds: 3 })], noTimer)(run)).toMatchObject({ seconds: 3, basis: "like it" });
    const stall = planned({ budget: "stall" })[0] as Planned;
    const stalled = (learningRate: number, seconds: number) =>
      rowFor(stall, { ending: "stall", epochs: 20, steps: 2000, learningRate, seconds });
    const rows = [stalled(0.001, 4), stalled(0.1, 40), rowFor(stall, { patience: 99, seconds: 900, ending: "stall", steps: 9000 })];
    const estimate = estimator(rows, noTimer);
    expect(await estimate(stall.run)).toMatchObject({ seconds: 4, basis: "like it" });
    expect(await estimate({ ...stall.run, learningRate: 0.1 })).toMatchObject({ seconds: 40 });
    expect(await estimate({ ...stall.run, learningRate: 0.5 })).toMatchObject({ seconds: 22 });
  });

  it("counts the evaluations of stored runs: a run of few steps is mostly that", async () => {
    // 100 steps on 200 examples, evaluated 11 times on 4000 and once on 200.
    const small = row({ trainSize: 200, steps: 100, epochs: 10, seconds: 2 });
    const { seconds, basis } = await estimator([small], noTimer)(run);
    expect(basis).toBe("stored steps");
    expect(seconds).toBeCloseTo((2 * (20_000 + (11 * 4000 + 2000) / 3)) / (2000 + (11 * 4000 + 200) / 3), 9);
  });

  it("does not go by runs so short that they tell nothing of longer ones", async () => {
    const tiny = row({ trainSize: 40, steps: 2, epochs: 1, seconds: 0.4 });
    expect(await estimator([tiny], async () => 1e-6)(run)).toMatchObject({ basis: "timed step" });
    expect(await estimator([tiny], noTimer)({ ...run, trainSize: 60, epochs: 1 })).toMatchObject({ basis: "stored steps" });
  });

  it("times a step here once for runs that differ in seed and rate alone, and frees what it took", async () => {
    const timer = stepTimer();
    const first = await timer(run);
    const before = tensorCount();
    expect(first).toBeGreaterThan(0);
    expect(await timer({ ...run, seed: 9, learningRate: 1 })).toBe(first);
    await timer({ ...run, batch: 40 });
    expect(tensorCount()).toBe(before);
  });
});
