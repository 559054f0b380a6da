import { appendFile, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { UserError } from "../../src/errors";
import { attemptRun, type ExecuteOptions, executeRun } from "../../src/sweep/execute";
import type { KeptEnvironment } from "../../src/sweep/execute/environment";
import { readHistory } from "../../src/sweep/execute/history";
import type { Planned } from "../../src/sweep/executor";
import { openStore, type RunStore } from "../../src/sweep/store";
import { openSession } from "../../src/trace/session";
import { CHECKPOINT_FILE, LOCK_FILE } from "../../src/train/checkpoint";
import { lockAt } from "../../src/train/lock";
import { temporaryFolder } from "../data/helpers";
import { numbersIn, planned } from "./small-runs";

vi.mock("../../src/trace/session", { spy: true });

const newStore = async () => openStore(join(await temporaryFolder(), "runs"));

const options = (store: RunStore, more: Partial<ExecuteOptions> = {}): ExecuteOptions => ({
  store,
  signal: new AbortController().signal,
  measure: [],
  checkpointEvery: 60,
  onProgress: () => undefined,
  ...more,
});

/** Executes a run that is stopped after its first call to the engine. */
async function stopped(run: Planned, store: RunStore) {
  const controller = new AbortController();
  const from: unknown[] = [];
  const onStart: ExecuteOptions["onStart"] = (place) => {
    from.push(place);
    controller.abort();
  };
  return { row: await executeRun(run, options(store, { signal: controller.signal, onStart })), from: from[0] };
}

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("a run that is executed", () => {
  it("is in the store, whole: its row, its history, what it was computed with, and no checkpoint", async () => {
    const store = await newStore();
    const run = planned();
    const progress: { share: number; step: number; memoryMB: number }[] = [];
    const row = await executeRun(run, options(store, { onProgress: (event) => progress.push(event) }));
    expect(row).toMatchObject({ id: run.id, status: "done", network: "mlp", batch: 50, epochs: 4, steps: 16 });
    expect((await store.rowsOf([run.id])).get(run.id)).toEqual(row);
    const folder = store.folderOf(run.id);
    expect((await readdir(folder)).sort()).toEqual([
      "config.json",
      "environment.json",
      "history.jsonl",
      "result.json",
      "weights.safetensors",
    ]);
    expect(await readHistory(folder)).toEqual((await store.load(run.id)).result.history);
    const environment = JSON.parse(await readFile(join(folder, "environment.json"), "utf8")) as KeptEnvironment;
    expect(environment).toMatchObject({ backend: "tensorflow-cpu", threads: 1, seed: 1, node: process.version });
    expect(progress[0]).toMatchObject({ kind: "progress", id: run.id, epoch: 1, step: 1, share: 1 / 16 });
    expect(progress[0]?.memoryMB).toBeGreaterThan(50);
  });

  it("is not executed again, and its row is the same", async () => {
    const store = await newStore();
    const run = planned();
    const row = await executeRun(run, options(store));
    const result = join(store.folderOf(run.id), "result.json");
    const before = await readFile(result, "utf8");
    const onStart = vi.fn();
    expect(await executeRun(run, options(store, { onStart }))).toEqual(row);
    expect(onStart).not.toHaveBeenCalled();
    expect(await readFile(result, "utf8")).toBe(before);
  });

  it("shares a program with the one before where they differ in seed and rate alone", async () => {
    const store = await newStore();
    const before = vi.mocked(openSession).mock.calls.length;
    const batch = 40;
    for (const settings of [{ seed: 1 }, { seed: 2 }, { seed: 2, learningRate: 0.02 }])
      await executeRun(planned({ batch, ...settings }), options(store));
    expect(vi.mocked(openSession).mock.calls.length - before).toBe(1);
  });

  it("leaves no tensor behind, however it ends", async () => {
    const store = await newStore();
    const before = tensorCount();
    await executeRun(planned(), options(store));
    await stopped(planned({ seed: 2 }), store);
    await expect(executeRun(planned({ seed: 3, learningRate: 1e12 }), options(store))).rejects.toThrow(UserError);
    expect(tensorCount()).toBe(before);
  });
});

describe("a run that is stopped and gone on with", () => {
  it("comes to the numbers of one that was not, bit for bit, with a history without a seam", async () => {
    const [whole, parts] = [await newStore(), await newStore()];
    const run = planned();
    await executeRun(run, options(whole));
    const folder = parts.folderOf(run.id);
    const steps: number[] = [];
    let row: Awaited<ReturnType<typeof executeRun>>;
    while (!row && steps.length < 20) {
      const part = await stopped(run, parts);
      row = part.row;
      steps.push((part.from as { step: number } | undefined)?.step ?? 0);
      if (row) break;
      expect(await parts.statusOf(run.id)).toBe("stopped");
      // Whole epochs only: the one at hand is not yet one.
      const history = await readHistory(folder);
      expect(history.map(({ step }) => step)).toEqual(history.map((_, i) => 4 * (i + 1)));
      // What a killed process leaves: an epoch that is not in the checkpoint, and half a line.
      await appendFile(join(folder, "history.jsonl"), '{"epoch":99,"step":400,"trainLoss":1}\n{"epoch":100,"st');
    }
    expect(steps).toEqual(Array.from({ length: 16 }, (_, step) => step));
    expect(await numbersIn(parts, run.id)).toEqual(await numbersIn(whole, run.id));
    expect(await readHistory(folder)).toEqual((await whole.load(run.id)).result.history);
    expect(await readdir(folder)).not.toContain(CHECKPOINT_FILE);
  });

  it("keeps the environment that it began in where the one that goes on is another", async () => {
    const store = await newStore();
    const run = planned();
    const file = join(store.folderOf(run.id), "environment.json");
    const read = async () => JSON.parse(await readFile(file, "utf8")) as KeptEnvironment;
    await stopped(run, store);
    await stopped(run, store);
    expect((await read()).earlier).toBeUndefined();
    const began = { ...(await read()), processor: "another one" };
    await writeFile(file, JSON.stringify(began));
    const row = await executeRun(run, options(store));
    expect(row?.status).toBe("done");
    expect((await read()).earlier).toEqual([began]);
  });

  it("does nothing where the signal came before", async () => {
    const store = await newStore();
    expect(await executeRun(planned(), options(store, { signal: AbortSignal.abort() }))).toBeUndefined();
    expect(await store.statusOf(planned().id)).toBeUndefined();
  });
});

describe("a run that fails", () => {
  it("says that it diverged, gives its folder back, and forgets the failure when it is tried again", async () => {
    const store = await newStore();
    const run = planned({ learningRate: 1e12 });
    await expect(executeRun(run, options(store))).rejects.toThrow(/the training diverged at batch 50/);
    await store.noteFailure(run.id, run.run, { error: "it diverged", attempts: 1 });
    expect(await store.statusOf(run.id)).toBe("failed");
    const folder = store.folderOf(run.id);
    expect(await readdir(folder)).not.toContain(LOCK_FILE);
    const seen: string[][] = [];
    const again = executeRun(run, options(store, { onStart: () => void readdir(folder).then((names) => seen.push(names)) }));
    await expect(again).rejects.toThrow(UserError);
    expect(seen[0]).not.toContain("failure.json");
  });

  it("that counts as damaged is trained anew", async () => {
    const store = await newStore();
    const run = planned();
    const row = await executeRun(run, options(store));
    const numbers = await numbersIn(store, run.id);
    await writeFile(join(store.folderOf(run.id), "result.json"), "{");
    expect(await store.statusOf(run.id)).toBe("damaged");
    expect(await executeRun(run, options(store))).toMatchObject({ status: "done", testLoss: row?.testLoss });
    expect(await numbersIn(store, run.id)).toEqual(numbers);
  });
});

describe("a run that another has", () => {
  it("is waited for, and its result is taken", async () => {
    const store = await newStore();
    const run = planned();
    const onStart = vi.fn();
    const rows = await Promise.all([executeRun(run, options(store, { onStart })), executeRun(run, options(store, { onStart }))]);
    expect(onStart).toHaveBeenCalledTimes(1);
    expect(rows[0]?.status).toBe("done");
    expect(rows[1]).toEqual(rows[0]);
  });

  it("is held while the owner gives signs of life, and refused when it has given none for long", async () => {
    const store = await newStore();
    const run = planned();
    await stopped(run, store);
    const path = join(store.folderOf(run.id), LOCK_FILE);
    const other = lockAt(path, "something else");
    await other.take();
    expect(await attemptRun(run, options(store))).toEqual({ kind: "held" });
    const long = new Date(Date.now() - 3600_000);
    await utimes(path, long, long);
    await expect(attemptRun(run, options(store))).rejects.toThrow(/is in use by this process .*something else/);
    // Checkpoints that are far apart allow for a longer silence.
    expect(await attemptRun(run, options(store, { checkpointEvery: 1000 }))).toEqual({ kind: "held" });
    await other.release();
    expect(await attemptRun(run, options(store))).toMatchObject({ kind: "done" });
  });

  it("is left when the signal comes meanwhile", async () => {
    const store = await newStore();
    const run = planned();
    await stopped(run, store);
    const other = lockAt(join(store.folderOf(run.id), LOCK_FILE), "something else");
    await other.take();
    const controller = new AbortController();
    const waiting = executeRun(run, options(store, { signal: controller.signal }));
    controller.abort();
    expect(await waiting).toBeUndefined();
    await other.release();
  });
});

describe("measures of a finished run", () => {
  it("are taken with it, and later where they are missing, without training it again", async () => {
    const store = await newStore();
    const run = planned();
    const measure = ["norms"];
    const row = await executeRun(run, options(store, { measure }));
    expect(row?.norms).toBeGreaterThan(0);
    await rm(join(store.folderOf(run.id), "measures"), { recursive: true });
    const [onStart, onSign] = [vi.fn(), vi.fn()];
    expect((await executeRun(run, options(store, { measure, onStart, onSign })))?.norms).toBe(row?.norms);
    expect(onStart).not.toHaveBeenCalled();
    expect(onSign).toHaveBeenCalled();
    onSign.mockReset();
    expect((await executeRun(run, options(store, { measure, onSign })))?.norms).toBe(row?.norms);
    expect(onSign).not.toHaveBeenCalled();
  });

  it("are left where the signal comes: the run is done, its measures are not", async () => {
    const store = await newStore();
    const run = planned();
    const controller = new AbortController();
    const onSign = (quiet: number) => void (quiet === 900 && controller.abort());
    const measure = ["keskar"];
    expect(await executeRun(run, options(store, { measure, signal: controller.signal, onSign }))).toBeUndefined();
    expect(await store.statusOf(run.id)).toBe("done");
    expect(await readdir(store.folderOf(run.id))).not.toContain(LOCK_FILE);
  });
});
