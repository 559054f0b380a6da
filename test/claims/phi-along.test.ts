import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { phiAlong, warmStarts } from "../../src/claims/phi-along";
import { loadData } from "../../src/data";
import type { DataSet } from "../../src/data/dataset";
import { headlineOf } from "../../src/measure/panel/measure";
import { measureRun } from "../../src/measure/panel/session";
import { executeRun } from "../../src/sweep/execute";
import { openStore, type RunStore } from "../../src/sweep/store";
import { planned } from "../sweep/small-runs";

const keskar = { epsilon: 1e-3, starts: 1, publishedIterations: 0, iterations: 0, ascentSteps: 3 };
const [small, large] = [planned({ batch: 20, epochs: 3 }), planned({ batch: 100, epochs: 3 })];
let store: RunStore;
let data: DataSet;
beforeAll(async () => {
  await useBackend({ threads: 1 });
  data = await loadData("glyphs", { trainSize: 200 });
  store = openStore(await mkdtemp(join(tmpdir(), "largebatch-test-")));
  const options = { store, signal: new AbortController().signal, measure: [], checkpointEvery: 60, onProgress: () => undefined };
  for (const run of [small, large]) await executeRun(run, options);
}, 60_000);
afterAll(() => rm(store.folder, { recursive: true, force: true }));

describe("φ along a training", () => {
  it("ends in the panel's φ of the run, and is taken from the store the next time", async () => {
    const options = { keskar, batchNorm: "batch", data, store, points: 4 } as const;
    const before = tensorCount();
    const course = await phiAlong(small.id, options);
    expect(tensorCount()).toBe(before);
    expect(course.map(({ step }) => step)).toEqual([0, 1, 3, 10, 30]);
    const [panel] = await measureRun(store.folderOf(small.id), { what: ["keskar"], settings: { keskar }, batchNorm: "batch" });
    const phi = headlineOf({ headline: "phi" }, panel?.result);
    expect(course.at(-1)).toMatchObject({ epoch: 3, phi });
    const place = join(store.folderOf(small.id), "courses");
    const files = (await readdir(place, { recursive: true })).length;
    expect(await phiAlong(small.id, options)).toEqual(course);
    expect((await readdir(place, { recursive: true })).length).toBe(files);
    expect(await phiAlong(small.id, { ...options, points: 2 })).toHaveLength(3);
  }, 60_000);
});

describe("warm starts", () => {
  it("from no epochs are the large-batch run itself; epochs beyond the small one's end are passed over", async () => {
    const told: number[] = [];
    const ends = await warmStarts([small.id, large.id], {
      keskar,
      batchNorm: "batch",
      data,
      store,
      epochs: [0, 2, 50],
      onStart: (epoch) => told.push(epoch),
    });
    expect(told).toEqual([0, 2]);
    expect(ends.map(({ epoch }) => epoch)).toEqual([0, 2]);
    const { result } = await store.load(large.id);
    expect(ends[0]).toMatchObject({ testAccuracy: result.test.accuracy, trainLoss: result.train.loss, epochs: 3 });
    expect(ends[1]?.trainLoss).toBeLessThan(result.train.loss);
  }, 60_000);
});
