import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { parseRun } from "../../src/config";
import { loadData } from "../../src/data";
import type { DataSet } from "../../src/data/dataset";
import { type TrainResult, train } from "../../src/train/loop";
import { loadConfig, loadRun, RUN_FILES, requireRoomFor, requireSameData, saveRun } from "../../src/train/run-folder";
import { temporaryFolder } from "../data/helpers";

let data: DataSet;
let result: TrainResult;
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  data = await loadData("glyphs", { trainSize: 100 });
  result = await train(parseRun({ network: "mlp", batch: 50, trainSize: 100, until: "steps", steps: 3 }), data);
});

describe("a finished run on disk", () => {
  it("is read back as it was, its vectors bit for bit", async () => {
    const folder = join(await temporaryFolder(), "new", "run");
    await saveRun(folder, result, data);
    expect((await readdir(folder)).sort()).toEqual(Object.values(RUN_FILES).sort());
    const { weights, start, statistics, run, result: stored } = await loadRun(folder);
    expect([weights, start, statistics]).toEqual([result.weights, result.start, result.statistics]);
    expect(run).toEqual(result.run);
    expect(stored).toMatchObject({ test: result.test, history: result.history, parameters: result.weights.length });
    requireSameData(await loadRun(folder), data);
  });

  it("is none without its result, which is written last", async () => {
    const folder = await temporaryFolder();
    await saveRun(folder, result, data);
    await rm(join(folder, RUN_FILES.result));
    await expect(loadRun(folder)).rejects.toThrow(/no finished run in .*no result\.json\. Make one with: npx largebatch train … --save/);
  });

  it("has room for itself, and not for another", async () => {
    const folder = join(await temporaryFolder(), "later");
    await requireRoomFor(result.run, folder);
    await saveRun(folder, result, data);
    await requireRoomFor(result.run, folder);
    await expect(requireRoomFor({ ...result.run, batch: 20 }, folder)).rejects.toThrow(
      /another finished run in .*: batch is 50 there, 20 here\. Give --save another folder/,
    );
    await expect(requireRoomFor(result.run, join(folder, RUN_FILES.result))).rejects.toThrow(
      /cannot be kept in .*result\.json.*Give a folder that can be written to/,
    );
  });

  it("says which file is damaged, and what to do", async () => {
    const folder = await temporaryFolder();
    await saveRun(folder, result, data);
    const file = join(folder, RUN_FILES.weights);
    const bytes = await readFile(file);
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] as number) ^ 1;
    await writeFile(file, bytes);
    await expect(loadRun(folder)).rejects.toThrow(/weights\.safetensors.*Train the run again with --save/);
    await saveRun(folder, result, data);
    await writeFile(join(folder, RUN_FILES.result), "{");
    await expect(loadRun(folder)).rejects.toThrow(/result\.json is damaged.*Train the run again/);
  });

  it("does not take a result that was changed; one without a seal is read, too", async () => {
    const folder = await temporaryFolder();
    await saveRun(folder, result, data);
    const file = join(folder, RUN_FILES.result);
    const stored = JSON.parse(await readFile(file, "utf8"));
    const { sha256: seal, ...rest } = stored;
    expect(seal).toMatch(/^[0-9a-f]{64}$/);
    const [first, ...later] = stored.history;
    await writeFile(file, JSON.stringify({ ...stored, history: [{ ...first, trainLoss: 0.1 }, ...later] }));
    await expect(loadRun(folder)).rejects.toThrow(/result\.json is damaged: its SHA-256 does not agree.*Train the run again with --save/);
    await writeFile(file, JSON.stringify(rest));
    expect((await loadRun(folder)).result.history).toEqual(result.history);
    for (const text of ["null", "3", "[]", "{}"]) {
      await writeFile(file, text);
      await expect(loadRun(folder), text).rejects.toThrow(/result\.json is damaged: it is no result of a training.*Train the run again/);
    }
  });

  it("has the settings that its weights were trained with, whatever config.json says now", async () => {
    const folder = await temporaryFolder();
    await saveRun(folder, result, data);
    await writeFile(join(folder, RUN_FILES.config), '{"network":"F1"}\n');
    expect(await loadConfig(folder)).toEqual(result.run);
  });

  it("does not take the weights of another run for its own", async () => {
    const [folder, other] = [await temporaryFolder(), await temporaryFolder()];
    await saveRun(folder, result, data);
    await saveRun(other, { ...result, weights: result.weights.map((value) => 2 * value) }, data);
    await writeFile(join(folder, RUN_FILES.weights), await readFile(join(other, RUN_FILES.weights)));
    await expect(loadRun(folder)).rejects.toThrow(/does not belong to result\.json/);
  });

  it("is measured on the data that it was trained on, and no other", async () => {
    const folder = await temporaryFolder();
    await saveRun(folder, result, data);
    const other = { ...data, train: { ...data.train, labels: data.train.labels.map((label) => 9 - label) } };
    const stored = await loadRun(folder);
    expect(() => requireSameData(stored, other)).toThrow(/trained on other data of glyphs/);
  });

  it("needs a folder that can be written to", async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "");
    await expect(saveRun(join(folder, "file", "run"), result, data)).rejects.toThrow(
      /cannot be kept in .*Give a folder that can be written to/,
    );
  });
});
