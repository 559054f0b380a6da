import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { keepSnapshots, targetRuns } from "../../src/claims/at-scale-runs";
import { parseRun } from "../../src/config";
import { loadData } from "../../src/data";
import type { DataSet } from "../../src/data/dataset";
import { runId } from "../../src/sweep/identity";
import { openStore } from "../../src/sweep/store";
import { train } from "../../src/train/loop";
import { loadRun, saveRun } from "../../src/train/run-folder";
import { loadSnapshots } from "../../src/train/snapshots";

let home: string;
let data: DataSet;
const run = parseRun({ network: "mlp", batch: 20, trainSize: 60, until: "steps", steps: 6, optimizer: "momentum" });
const kept = process.env.LARGEBATCH_RUNS;
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  process.env.LARGEBATCH_RUNS = home;
  data = await loadData("glyphs", { trainSize: 60 });
  await saveRun(openStore().folderOf(runId(run)), await train(run, data), data);
});
afterAll(async () => {
  if (kept === undefined) delete process.env.LARGEBATCH_RUNS;
  else process.env.LARGEBATCH_RUNS = kept;
  await rm(home, { recursive: true, force: true });
});

describe("snapshots of a stored run", () => {
  it("are those of its training, and are made once", async () => {
    const folder = await keepSnapshots(runId(run), data, 2);
    expect(folder).toBe(join(home, runId(run)));
    const all = await loadSnapshots(folder);
    expect(all.map(({ step }) => step)).toEqual([0, 2, 4, 6]);
    expect(all.at(-1)?.weights).toEqual((await loadRun(folder)).weights);
    await keepSnapshots(runId(run), data, 1);
    expect(await loadSnapshots(folder)).toHaveLength(4);
  });

  it("are made again where their training was stopped before its end", async () => {
    const folder = await keepSnapshots(runId(run), data, 2);
    await rm(join(folder, "snapshots", "step-000000006.safetensors"));
    await keepSnapshots(runId(run), data, 2);
    expect((await loadSnapshots(folder)).map(({ step }) => step)).toEqual([0, 2, 4, 6]);
  });
});

describe("runs on their way to a target", () => {
  it("have the step at which the stored history passes it", async () => {
    const { result } = await loadRun(openStore().folderOf(runId(run)));
    const [first, second] = result.history.map(({ trainLoss }) => trainLoss) as [number, number];
    const [found] = await targetRuns(await openStore().rows({}), Math.sqrt(first * second));
    // Epochs of 3 steps: middles 2 and 5, and the target halfway in the logarithm.
    expect(found).toMatchObject({ run: runId(run), batch: 20, seed: 1, steps: expect.closeTo(3.5, 6) });
  });
});
