import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { parseRun } from "../../../src/config";
import { loadData } from "../../../src/data";
import type { DataSet } from "../../../src/data/dataset";
import { sha256 } from "../../../src/data/files";
import { runId } from "../../../src/sweep/identity";
import { openStore, type RunStore } from "../../../src/sweep/store";
import { readIndex } from "../../../src/sweep/store/index-file";
import { FILES, INDEX_FILE } from "../../../src/sweep/store/paths";
import { rowOf } from "../../../src/sweep/store/row";
import { type TrainResult, train } from "../../../src/train/loop";
import { loadRun, type StoredResult, saveRun } from "../../../src/train/run-folder";
import { temporaryFolder } from "../../data/helpers";
import { flipBit } from "./made-runs";

const run = parseRun({ network: "mlp", batch: 50, trainSize: 100, until: "steps", steps: 3 });
const id = runId(run);
let data: DataSet;
let result: TrainResult;
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  data = await loadData("glyphs", { trainSize: 100 });
  result = await train(run, data);
});

/** A run as an executor leaves it. */
async function saved(files: Record<string, string> = {}): Promise<{ store: RunStore; folder: string }> {
  const store = openStore(join(await temporaryFolder(), "runs"));
  const folder = store.folderOf(id);
  await saveRun(folder, result, data);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return { store, folder };
}

const resultIn = async (folder: string) => JSON.parse(await readFile(join(folder, FILES.result), "utf8"));

describe("a run that is done", () => {
  it("is noted with the checksums of its files, and loads as it did", async () => {
    const history = '{"epoch":1}\n';
    const { store, folder } = await saved({ [FILES.history]: history, [FILES.environment]: "{}\n", [FILES.failure]: "{}" });
    const { sha256: _seal, ...before } = (await resultIn(folder)) as StoredResult & { sha256: string };
    const row = await store.noteDone(id);
    expect(row).toEqual(rowOf(run, before));
    expect(await store.rows()).toEqual([row]);
    expect([...(await readIndex(join(store.folder, INDEX_FILE))).entries.keys()]).toEqual([id]);
    const { checksums, sha256: sum, ...rest } = await resultIn(folder);
    expect(rest).toEqual(before);
    expect(checksums).toEqual({
      [FILES.config]: sha256(await readFile(join(folder, FILES.config))),
      [FILES.environment]: sha256(Buffer.from("{}\n")),
      [FILES.history]: sha256(Buffer.from(history)),
    });
    expect(sum).toBe(sha256(Buffer.from(JSON.stringify({ ...rest, checksums }))));
    expect(await readdir(folder), "the failure of an earlier attempt is gone").not.toContain(FILES.failure);
    const loaded = await store.load(id);
    expect([loaded.weights, loaded.start, loaded.run]).toEqual([result.weights, result.start, run]);
    expect((await loadRun(folder)).weights).toEqual(result.weights);
  });

  it("is written once: noting it again changes nothing but the index", async () => {
    const { store, folder } = await saved();
    const row = await store.noteDone(id);
    const text = await readFile(join(folder, FILES.result), "utf8");
    expect(await store.noteDone(id)).toEqual(row);
    expect(await readFile(join(folder, FILES.result), "utf8")).toBe(text);
    expect(await store.rows()).toEqual([row]);
  });

  it("stays done when it is reported to have failed", async () => {
    const { store, folder } = await saved();
    await store.noteFailure(id, run, { error: "late", attempts: 1 });
    expect(await store.statusOf(id)).toBe("done");
    expect(await readdir(folder)).not.toContain(FILES.failure);
  });

  it("is not noted where it is not there, or damaged", async () => {
    const { store, folder } = await saved();
    await store.noteDone(id);
    await flipBit(join(folder, FILES.result));
    await expect(store.noteDone(id)).rejects.toThrow(/result\.json is (damaged|no JSON)/);
    await rm(join(folder, FILES.result));
    await expect(store.noteDone(id)).rejects.toThrow(/There is no finished run/);
    await expect(store.noteDone("../outside")).rejects.toThrow(/is no run's id/);
  });
});

it("a run is loaded whole or not at all", async () => {
  const { store, folder } = await saved();
  await store.noteDone(id);
  await flipBit(join(folder, FILES.weights));
  await expect(store.load(id)).rejects.toThrow(/weights\.safetensors is damaged/);
  await expect(store.load("0".repeat(20))).rejects.toThrow(/cannot be loaded from .*: it is not there\. Give its sweep/);
});

it("a failure is kept with what it failed with, and its settings", async () => {
  const store = openStore(join(await temporaryFolder(), "runs"));
  await store.noteFailure(id, run, { error: "out of memory", attempts: 4 });
  expect(JSON.parse(await readFile(join(store.folderOf(id), FILES.failure), "utf8"))).toEqual({
    error: "out of memory",
    attempts: 4,
    when: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(await store.rows()).toMatchObject([
    { id, status: "failed", network: "mlp", batch: 50, maxSteps: 3, error: "out of memory", attempts: 4 },
  ]);
});
