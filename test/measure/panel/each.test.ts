import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../../src/backend";
import { parseRun, type RunInput } from "../../../src/config";
import { loadData } from "../../../src/data";
import { measureEach } from "../../../src/measure/panel/each";
import { measureRun } from "../../../src/measure/panel/session";
import { train } from "../../../src/train/loop";
import { saveRun } from "../../../src/train/run-folder";

let home: string;
async function trained(settings: Partial<RunInput>): Promise<string> {
  const run = parseRun({ network: "mlp", batch: 20, trainSize: 60, until: "steps", steps: 6, optimizer: "momentum", ...settings });
  const data = await loadData("glyphs", { trainSize: run.trainSize });
  const folder = join(home, JSON.stringify(settings).replaceAll(/\W/g, ""));
  await saveRun(folder, await train(run, data), data);
  return folder;
}
let [a, b, other]: Awaited<ReturnType<typeof trained>>[] = [];
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  a = await trained({});
  b = await trained({ seed: 2, batch: 30 });
  other = await trained({ trainSize: 40 });
});
afterAll(() => rm(home, { recursive: true, force: true }));

const folders = (...some: (typeof a)[]) => some.map((each) => each as string);
const settings = { average: { draws: 3 } };
const what = ["average"];

describe("measuring runs one after the other", () => {
  it("gives what measureRun gives, keeps it beside each run, and leaves no tensors", async () => {
    const tensors = tensorCount();
    const told: string[] = [];
    const each = await measureEach(folders(a, b), { what, settings, onRun: (folder) => told.push(folder) });
    expect(tensorCount()).toBe(tensors);
    expect(told).toEqual(folders(a, b));
    for (const [i, folder] of folders(a, b).entries()) {
      expect(await readdir(join(folder, "measures"))).toHaveLength(1);
      const [alone] = await measureRun(folder, { what, settings, again: true });
      expect(each[i]?.[0]?.result).toEqual(alone?.result);
    }
    expect(each[0]?.[0]?.result).not.toEqual(each[1]?.[0]?.result);
  });

  it("takes what lies there, and measures rescaled weights apart", async () => {
    const [first] = await measureEach(folders(a), { what, settings });
    const [again] = await measureEach(folders(a), { what, settings });
    expect(again?.[0]?.measuredAt).toBe(first?.[0]?.measuredAt as string);
    const [scaled] = await measureEach(folders(a), { what, settings, rescale: { layer: 1, alpha: 4 } });
    expect(scaled?.[0]?.rescale).toEqual({ layer: 1, alpha: 4 });
    expect(await measureEach([], { what })).toEqual([]);
  });

  it("refuses a run of other data, and says which", async () => {
    await expect(measureEach(folders(a, other), { what, settings })).rejects.toThrow(/measured apart: trainSize is 40 and 60/);
  });
});
