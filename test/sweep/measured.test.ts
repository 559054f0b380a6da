import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { UsageError } from "../../src/errors";
import { executeRun } from "../../src/sweep/execute";
import { measureFinished, missingMeasures, requireMeasures } from "../../src/sweep/measured";
import { openStore } from "../../src/sweep/store";
import { temporaryFolder } from "../data/helpers";
import { planned } from "./small-runs";

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

async function finished(): Promise<string> {
  const store = openStore(join(await temporaryFolder(), "runs"));
  const run = planned();
  await executeRun(run, { store, signal: new AbortController().signal, measure: [], checkpointEvery: 60, onProgress: () => undefined });
  return store.folderOf(run.id);
}

it("finds which measures are missing, as they are taken", async () => {
  const folder = await finished();
  expect(await missingMeasures(folder, [])).toEqual([]);
  expect(await missingMeasures(folder, ["norms", "noise"])).toEqual(["norms", "noise"]);
  await measureFinished(folder, ["norms"]);
  expect(await missingMeasures(folder, ["norms", "noise"])).toEqual(["noise"]);
});

it("does not take measures with other settings, of other weights, or damaged ones for those of a sweep", async () => {
  const folder = await finished();
  await measureFinished(folder, ["noise"]);
  const place = join(folder, "measures");
  const [name = ""] = await readdir(place);
  const file = join(place, name);
  const stored = JSON.parse(await readFile(file, "utf8")) as Record<string, unknown>;
  for (const change of [
    { settings: { batch: 16 } },
    { seed: 2 },
    { weights: "0" },
    { split: "test" },
    { batchNorm: "batch" },
    { version: 0 },
  ]) {
    await writeFile(file, JSON.stringify({ ...stored, ...change }));
    expect(await missingMeasures(folder, ["noise"]), JSON.stringify(change)).toEqual(["noise"]);
  }
  await writeFile(file, "{");
  expect(await missingMeasures(folder, ["noise"])).toEqual(["noise"]);
  await rm(place, { recursive: true });
  expect(await missingMeasures(folder, ["noise"])).toEqual(["noise"]);
});

it("refuses names that are none", () => {
  expect(() => requireMeasures(["norms", "sharpness"])).toThrow(UsageError);
});
