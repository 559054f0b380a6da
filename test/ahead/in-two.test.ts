import { spawnSync } from "node:child_process";
import { cp, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inTwo } from "../../src/ahead/in-two";
import type { MeasureItem } from "../../src/ahead/protocol";
import { TASKS } from "../../src/ahead/tasks";
import { useBackend } from "../../src/backend";
import { wayOf } from "../../src/claims/equal-loss";
import { phiAlong, phiAlongEach, warmStarts } from "../../src/claims/phi-along";
import { loadData } from "../../src/data";
import type { DataSet } from "../../src/data/dataset";
import { measureEach } from "../../src/measure/panel/each";
import type { StoredMeasure } from "../../src/measure/panel/stored";
import { executeRun } from "../../src/sweep/execute";
import { openStore, type RunStore } from "../../src/sweep/store";
import { planned } from "../sweep/small-runs";

const runs = [1, 2, 3, 4, 5].map((seed) => planned({ batch: 20, epochs: 3, seed }));
let store: RunStore;
let data: DataSet;
beforeAll(async () => {
  await useBackend({ backend: "cpu", threads: 1 });
  data = await loadData("glyphs", { trainSize: 200 });
  store = openStore(await mkdtemp(join(tmpdir(), "largebatch-test-")));
  const options = { store, signal: new AbortController().signal, measure: [], checkpointEvery: 60, onProgress: () => undefined };
  for (const run of runs) await executeRun(run, options);
}, 60_000);
afterAll(() => rm(store.folder, { recursive: true, force: true }));

const options = { what: ["average"], settings: { average: { draws: 2 } } };
const itemOf = (folder: string): MeasureItem => ({ folder, options });
/** The same runs elsewhere, nothing measured yet. */
async function folders(): Promise<string[]> {
  const copy = await mkdtemp(join(store.folder, "copy-"));
  for (const { id } of runs)
    await cp(store.folderOf(id), join(copy, id), { recursive: true, filter: (path) => !/measures|courses/.test(path) });
  return runs.map(({ id }) => join(copy, id));
}
const isMeasured = async (folder: string): Promise<boolean> => (await readdir(folder)).includes("measures");
/** A measure that tells whether it was there. */
const mine = async (folder: string): Promise<{ there: boolean; measure: StoredMeasure["result"] | undefined }> => {
  const there = await isMeasured(folder);
  const [found] = await measureEach([folder], options);
  return { there, measure: found?.[0]?.result };
};
const helpers = (): number =>
  spawnSync("ps", ["-eo", "ppid=,args="], { encoding: "utf8" }).stdout.split("\n").filter((line) => line.trim().startsWith(`${process.pid} `) && line.includes("ahead/helper.js")).length; // biome-ignore format: one idea

describe("work in two processes", () => {
  it("has every other item of what is left done by a helper, with the same results, which is gone then", async () => {
    const alone = await inTwo(await folders(), mine, { task: "measure", itemOf, least: Number.POSITIVE_INFINITY });
    expect(alone.map(({ there }) => there)).toEqual([false, false, false, false, false]);
    const both = await inTwo(await folders(), mine, { task: "measure", itemOf, least: 0 });
    expect(both.map(({ there }) => there)).toEqual([false, false, true, false, true]);
    expect(both.map(({ measure }) => measure)).toEqual(alone.map(({ measure }) => measure));
    await vi.waitFor(() => expect(helpers()).toBe(0), 5000);
  }, 60_000);

  it("is all done here where the helper fails", async () => {
    const broken = (folder: string) => itemOf(join(folder, "nowhere"));
    const results = await inTwo(await folders(), mine, { task: "measure", itemOf: broken, least: 0 });
    expect(results.map(({ there }) => there)).toEqual([false, false, false, false, false]);
  }, 60_000);

  it("throws what an item throws, and ends the helper", async () => {
    const [first = "", ...rest] = await folders();
    const failing = async (folder: string) => {
      if (folder !== first) throw new RangeError("no such number");
      return mine(folder);
    };
    await expect(inTwo([first, ...rest], failing, { task: "measure", itemOf, least: 0 })).rejects.toThrow("no such number");
    await vi.waitFor(() => expect(helpers()).toBe(0), 5000);
  }, 60_000);

  it("ends the helper when the signal is aborted", async () => {
    const stop = new AbortController();
    const abortable = async (folder: string) => {
      stop.signal.throwIfAborted();
      const result = await mine(folder);
      if (helpers() > 0) stop.abort(new Error("stopped"));
      return result;
    };
    await expect(inTwo(await folders(), abortable, { task: "measure", itemOf, least: 0, signal: stop.signal })).rejects.toThrow("stopped");
    await vi.waitFor(() => expect(helpers()).toBe(0), 5000);
  }, 60_000);

  it("starts no helper in a helper", async () => {
    vi.stubEnv("LARGEBATCH_HELPER", "1");
    const results = await inTwo(await folders(), mine, { task: "measure", itemOf, least: 0 });
    vi.unstubAllEnvs();
    expect(results.map(({ there }) => there)).toEqual([false, false, false, false, false]);
  }, 60_000);
});

/** What is kept beside a run, by name. */
const kept = async (id: string): Promise<string[]> => (await readdir(join(store.folderOf(id), "courses"), { recursive: true })).sort();
/** As it comes through the channel between the processes. */
const sent = <T>(item: T): T => JSON.parse(JSON.stringify(item)) as T;

describe("the tasks of a helper leave what the same call then finds", () => {
  const keskar = { epsilon: 1e-3, starts: 1, publishedIterations: 0, iterations: 0, ascentSteps: 2 };
  const settings = { keskar, batchNorm: "batch" } as const;
  const [a, b] = runs.map(({ id }) => id) as [string, string];

  it("φ along a training", async () => {
    let told = 0;
    await TASKS.phiAlong([sent({ store: store.folder, ids: [a], options: { ...settings, points: 3 } })], () => told++);
    const before = await kept(a);
    const [course] = await phiAlongEach([a], { ...settings, points: 3, data, store });
    expect(await kept(a)).toEqual(before);
    expect([told, course]).toEqual([1, await phiAlong(a, { ...settings, points: 3, data, store })]);
  }, 60_000);

  it("warm starts", async () => {
    await TASKS.warmStarts([sent({ store: store.folder, ids: [a, b], options: { ...settings, epochs: [0, 1] } })], () => undefined);
    const before = await kept(a);
    expect(await warmStarts([a, b], { ...settings, epochs: [0, 1], data, store })).toHaveLength(2);
    expect(await kept(a)).toEqual(before);
  }, 60_000);

  it("the way of a run", async () => {
    vi.stubEnv("LARGEBATCH_RUNS", store.folder);
    const need = { row: { id: b, steps: 30 }, levels: [2] };
    const how = { points: 3, settings: { hessian: { k: 1, products: 4 }, trace: { products: 6 }, asam: { steps: 1, starts: 1 } } };
    await TASKS.way([sent({ store: store.folder, ids: [b], options: [need, how] })], () => undefined);
    const before = (await readdir(store.folderOf(b), { recursive: true })).sort();
    expect((await wayOf(need, data, how)).length).toBeGreaterThan(0);
    expect((await readdir(store.folderOf(b), { recursive: true })).sort()).toEqual(before);
    vi.unstubAllEnvs();
  }, 60_000);
});
