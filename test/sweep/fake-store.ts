/** What the tests of sweeps share: a store in memory, rows, and an executor that decides what becomes of a run. */
import type { Executor, ExecutorOptions, Planned } from "../../src/sweep/executor";
import type { RunStore } from "../../src/sweep/store";
import type { RunRow } from "../../src/sweep/store/row";

/** The row of a run that is done, or as `changes` say. */
export function rowFor({ id, run }: Planned, changes: Partial<RunRow> = {}): RunRow {
  const { epochs: maxEpochs, steps: maxSteps, ...settings } = run;
  const steps = maxSteps ?? 10;
  const done = { epochs: maxEpochs, steps, seconds: 1, trainLoss: 0.1, trainAccuracy: 1, testLoss: 0.2, testAccuracy: 0.9 };
  const on = run.validation === undefined ? "test" : "validation";
  return { id, status: "done", evaluatedOn: on, numbersVersion: 1, ...settings, maxEpochs, maxSteps, ...done, ...changes } as RunRow;
}

export interface FakeStore extends RunStore {
  kept: Map<string, RunRow>;
}

/** Keeps rows only: loading a run fails, as where its files are damaged. */
export function fakeStore(rows: RunRow[] = []): FakeStore {
  const kept = new Map(rows.map((row) => [row.id, row]));
  const store: Partial<FakeStore> = {
    kept,
    folder: "/nowhere",
    folderOf: (id) => `/nowhere/${id}`,
    statusOf: async (id) => kept.get(id)?.status,
    rows: async () => [...kept.values()],
    rowsOf: async (ids) => new Map(ids.flatMap((id): [string, RunRow][] => (kept.has(id) ? [[id, kept.get(id) as RunRow]] : []))),
    load: async (id) => {
      throw new Error(`no ${id}`);
    },
  };
  return store as FakeStore;
}

/** Of a run: its row's changes when it is done (by another sweep, which was waited for), why it fails, or that it is left. */
export type Fate = (planned: Planned) => { done: Partial<RunRow>; by?: "another" } | { failed: string } | "left";

/** Executes in turn; `asked` gathers what it was asked to do, call by call. */
export function fakeExecutor(
  store: FakeStore,
  fate: Fate = () => ({ done: {} }),
): Executor & { asked: Planned[][]; given: ExecutorOptions[] } {
  const asked: Planned[][] = [];
  const given: ExecutorOptions[] = [];
  return {
    name: "a fake",
    asked,
    given,
    async execute(runs, options) {
      asked.push(runs);
      given.push(options);
      for (const planned of runs) {
        const { id } = planned;
        if (options.signal.aborted) return;
        const end = fate(planned);
        if (end === "left") continue;
        if (!("done" in end && end.by === "another")) options.onEvent({ kind: "started", id, worker: "a fake", attempt: 1 });
        if ("done" in end) {
          const row = rowFor(planned, end.done);
          store.kept.set(id, row);
          options.onEvent({ kind: "done", id, row });
        } else {
          store.kept.set(id, rowFor(planned, { status: "failed", error: end.failed }));
          options.onEvent({ kind: "failed", id, attempts: 1, error: end.failed });
        }
      }
    },
  };
}
