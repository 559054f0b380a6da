import { describe, expect, it } from "vitest";
import { UsageError, UserError } from "../../src/errors";
import type { Executor } from "../../src/sweep/executor";
import { planRuns, type SweepInput } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import { type SweepOptions, type SweepStage, sweep } from "../../src/sweep/sweep";
import { type Fate, fakeExecutor, fakeStore, rowFor } from "./fake-store";

const input: SweepInput = { network: "mlp", batches: [20, 500], seeds: [1, 2], budget: "epochs:2" };
const diverged = "The loss is no number any more at step 1 (epoch 1): the training diverged at batch 20 with adam, learning rate 1.";
const never: Executor = {
  name: "never",
  execute: async () => {
    throw new Error("nothing should be executed");
  },
};

/** A sweep with a store and an executor of its own, silent. */
function world(fate?: Fate) {
  const store = fakeStore();
  const executor = fakeExecutor(store, fate);
  const options = { store, executor, onEvent: () => undefined };
  return { store, executor, options, run: (wanted = input, more: SweepOptions = {}) => sweep(wanted, { ...options, ...more }) };
}

describe("sweep", () => {
  it("has all runs executed, in the order of the plan, and takes them from the store the next time", async () => {
    const { run } = world();
    const stages: SweepStage[] = [];
    const first = await run(input, { onStage: (stage) => stages.push(stage) });
    expect(first).toMatchObject({ taken: 0, executed: 4, failed: [], interrupted: false, rates: [] });
    expect(first.rows.map(({ seed, batch, recipe }) => [seed, batch, recipe])).toEqual([
      [1, 20, "plain"],
      [1, 500, "plain"],
      [2, 20, "plain"],
      [2, 500, "plain"],
    ]);
    expect(stages).toMatchObject([{ name: "runs", executor: "a fake", runs: { length: 4 }, toDo: { length: 4 } }]);
    const second = await run(input, { executor: never });
    expect(second).toMatchObject({ rows: first.rows, taken: 4, executed: 0 });
  });

  it("executes what is missing alone, also when the sweep has grown", async () => {
    const { run, executor } = world();
    await run();
    const grown = await run({ ...input, seeds: [1, 2, 3] });
    expect(grown).toMatchObject({ taken: 4, executed: 2 });
    expect(executor.asked[1]?.map(({ run: { seed, batch } }) => [seed, batch])).toEqual([
      [3, 20],
      [3, 500],
    ]);
  });

  it("counts as taken what another sweep finished meanwhile", async () => {
    const { run } = world(({ run: { seed } }) => (seed === 1 ? { done: {}, by: "another" } : { done: {} }));
    expect(await run()).toMatchObject({ rows: { length: 4 }, taken: 2, executed: 2 });
  });

  it("names what failed and goes on; the next call tries it again, but not what diverged", async () => {
    let mended = false;
    const { run, executor } = world(({ run: { seed, batch } }) => {
      if (batch === 20 && seed === 1) return { failed: diverged };
      return batch === 500 && seed === 2 && !mended ? { failed: "killed" } : { done: {} };
    });
    const first = await run();
    expect(first.rows).toHaveLength(2);
    expect(first.failed).toEqual([
      { id: expect.any(String), what: "mlp on glyphs, batch 20, seed 1", error: diverged, attempts: 1 },
      { id: expect.any(String), what: "mlp on glyphs, batch 500, seed 2", error: "killed", attempts: 1 },
    ]);
    mended = true;
    const second = await run();
    expect(executor.asked[1]).toHaveLength(1);
    expect(second).toMatchObject({ taken: 3, executed: 1, failed: [{ what: "mlp on glyphs, batch 20, seed 1", error: diverged }] });
  });

  it("says what an executor left undone without a word", async () => {
    const { run } = world(({ run: { seed } }) => (seed === 1 ? "left" : { done: {} }));
    const error = expect.stringMatching(/neither finished nor reported/);
    expect((await run()).failed).toMatchObject([{ error }, { error }]);
  });

  it("comes back when the signal says so: what is missing is neither done nor failed", async () => {
    const stop = new AbortController();
    const { run } = world(({ run: { seed } }) => {
      if (seed === 2) stop.abort();
      return { done: {} };
    });
    const result = await run(input, { signal: stop.signal });
    expect(result).toMatchObject({ rows: { length: 3 }, executed: 3, failed: [], interrupted: true });
    const rest = await run();
    expect(rest).toMatchObject({ rows: { length: 4 }, taken: 3, executed: 1, interrupted: false });
  });

  it("does not begin when the signal came before, but tells what there is", async () => {
    const { run } = world();
    await run({ ...input, seeds: [1] });
    const result = await run(input, { signal: AbortSignal.abort(), executor: never });
    expect(result).toMatchObject({ rows: { length: 2 }, interrupted: true, failed: [] });
  });

  it("has finished runs measured that lack a measure", async () => {
    const { run, executor } = world();
    await run();
    await run({ ...input, measure: ["norms"] });
    expect(executor.asked[1]).toHaveLength(4);
    expect(executor.given.map(({ measure }) => measure)).toEqual([[], ["norms"]]);
  });

  it("says what it counts once", async () => {
    const notes: string[] = [];
    const { run } = world();
    const result = await run({ ...input, seeds: [1, 1, 2] }, { onNote: (note) => notes.push(note) });
    expect(notes).toEqual(["seeds: 1 is given more than once; counted once."]);
    expect(result).toMatchObject({ executed: 4, notes });
  });

  it("refuses to mix runs on other data", async () => {
    const { store, options } = world();
    const [first] = planRuns(parseSweep(input));
    if (!first) throw new Error("a run expected");
    store.kept.set(first.id, rowFor(first, { variant: "half of the glyphs" }));
    const mixed = sweep(input, { ...options, executor: never });
    await expect(mixed).rejects.toThrow(UserError);
    await expect(mixed).rejects.toThrow(/trained on other data of glyphs: “half of the glyphs” there, the official files now/);
  });

  it("refuses a sweep that is wrong before it looks at the store", async () => {
    await expect(sweep({ ...input, batches: [0] }, { store: undefined as never, executor: never })).rejects.toThrow(UsageError);
  });

  it("passes on what ends the executor", async () => {
    const { run } = world();
    const broken: Executor = { name: "broken", execute: () => Promise.reject(new UserError("the disk is full")) };
    await expect(run(input, { executor: broken })).rejects.toThrow("the disk is full");
  });
});

describe("a tuned sweep", () => {
  const tuned: SweepInput = { ...input, rate: "tuned:1e-3..1e-1:3" };
  /** Batch 20 learns best at 0.01, batch 500 at 0.1. */
  const best = new Map([
    [20, 0.01],
    [500, 0.1],
  ]);
  const fate: Fate = ({ run: { batch, learningRate } }) => ({ done: { testAccuracy: learningRate === best.get(batch) ? 0.9 : 0.5 } });

  it("tunes each batch on validation examples first, then runs every seed at its rate", async () => {
    const { run, executor } = world(fate);
    const result = await run(tuned);
    const [tuning = [], runs = []] = executor.asked;
    expect(tuning).toHaveLength(6);
    expect(tuning.every(({ run: { validation, seed } }) => validation === 200 && seed === 0)).toBe(true);
    expect(runs.map(({ run: { batch, learningRate, validation } }) => [batch, learningRate, validation])).toEqual([
      [20, 0.01, undefined],
      [500, 0.1, undefined],
      [20, 0.01, undefined],
      [500, 0.1, undefined],
    ]);
    expect(result).toMatchObject({ rows: { length: 4 }, executed: 10, taken: 0, rates: { length: 2 } });
    expect(result.notes).toEqual(["mlp, batch 500: the best rate, 0.1, is the largest of the grid; a larger one may be better still."]);
    expect(await run(tuned, { executor: never })).toMatchObject({ rows: result.rows, taken: 10, executed: 0, rates: result.rates });
  });

  it("measures the runs, not those that tune", async () => {
    const { run, executor } = world(fate);
    await run({ ...tuned, measure: ["norms"] });
    expect(executor.given.map(({ measure }) => measure)).toEqual([[], ["norms"]]);
  });

  it("names a batch without a rate, and runs the others", async () => {
    const { run, executor } = world((planned) => (planned.run.batch === 500 ? { failed: diverged } : fate(planned)));
    const result = await run(tuned);
    expect(result.rows.map(({ batch }) => batch)).toEqual([20, 20]);
    const error = expect.stringMatching(/at every rate from 0\.001 to 0\.1 the training diverged/);
    expect(result.failed).toEqual([{ what: "mlp, batch 500", error }]);
    // Not one of them is tried again.
    await run(tuned);
    expect(executor.asked).toHaveLength(2);
  });

  it("does not count rates that diverged as failures where others did not", async () => {
    const { run } = world((planned) => (planned.run.learningRate > 0.05 ? { failed: diverged } : fate(planned)));
    const result = await run({ ...tuned, batches: [20] });
    expect(result).toMatchObject({ rows: { length: 2 }, failed: [] });
    expect(result.rates[0]?.trials.map(({ diverged }) => diverged ?? false)).toEqual([false, false, true]);
  });

  it("stops between the stages, too", async () => {
    const stop = new AbortController();
    const { run, executor } = world((planned) => {
      if (planned.run.batch === 500 && planned.run.learningRate === 0.1) stop.abort();
      return fate(planned);
    });
    expect(await run(tuned, { signal: stop.signal })).toMatchObject({ rows: [], failed: [], interrupted: true });
    expect(executor.asked).toHaveLength(1);
    expect(await run(tuned)).toMatchObject({ rows: { length: 4 }, taken: 6, executed: 4 });
  });
});
