import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { UserError } from "../../src/errors";
import { measureRun } from "../../src/measure/panel/session";
import { executeRun } from "../../src/sweep/execute";
import { measureRows } from "../../src/sweep/measure-rows";
import { storedPairs } from "../../src/sweep/pairs";
import { openStore, type RunStore } from "../../src/sweep/store";
import type { RunRow } from "../../src/sweep/store/row";
import { planned } from "./small-runs";

beforeAll(async () => {
  await useBackend({ threads: 1 });
});

let store: RunStore;
let rows: RunRow[];
beforeAll(async () => {
  store = openStore(await mkdtemp(join(tmpdir(), "largebatch-test-")));
  const options = { store, signal: new AbortController().signal, measure: [], checkpointEvery: 60, onProgress: () => undefined };
  rows = [];
  for (const seed of [1, 2])
    for (const batch of [50, 100]) rows.push((await executeRun(planned({ batch, seed, epochs: 1 }), options)) as RunRow);
});

afterAll(() => rm(store.folder, { recursive: true, force: true }));

it("measures each run as it is measured alone, and tells how far it is", async () => {
  const options = { what: ["average", "norms"], settings: { average: { draws: 4 } } };
  const told: number[][] = [];
  const measured = await measureRows(rows, { store, ...options, onRow: (done, of) => told.push([done, of]) });
  expect(told).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  expect(measured.map(({ row }) => row.id)).toEqual(rows.map(({ id }) => id));
  const last = rows[3] as RunRow;
  const [average, norms] = await measureRun(store.folderOf(last.id), { ...options, again: true });
  expect(measured[3]?.measures.map(({ result }) => result)).toEqual([average?.result, norms?.result]);
}, 60_000);

it("pairs the runs of two batches by seed, with their weights", async () => {
  const pairs = await storedPairs(rows, { small: 50, large: 100 }, store);
  expect(pairs.map(({ seed, small, large }) => [seed, small.run.batch, large.run.batch])).toEqual([[1, 50, 100], [2, 50, 100]]); // biome-ignore format: a table
  expect(pairs[0]?.small.start).toEqual(pairs[0]?.large.start);
  expect(pairs[1]?.folders[1]).toBe(store.folderOf(rows[3]?.id as string));
  await expect(storedPairs(rows.slice(1), { small: 50, large: 100 }, store)).rejects.toThrow("Seed 1 has no run of batch 50");
  await expect(storedPairs(rows, { small: 1, large: 2 }, store)).rejects.toThrow(UserError);
});
