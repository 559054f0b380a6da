import { cp, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../../src/backend";
import { report } from "../../../src/cli/measure-report";
import { parseRun } from "../../../src/config";
import { loadData } from "../../../src/data";
import { UsageError } from "../../../src/errors";
import { measureAlong } from "../../../src/measure/panel/along";
import { type Estimate, measureRun } from "../../../src/measure/panel/session";
import { measureTogether } from "../../../src/measure/panel/together";
import { train } from "../../../src/train/loop";
import { saveRun } from "../../../src/train/run-folder";
import { SNAPSHOT_FOLDER, snapshotsIn } from "../../../src/train/snapshots";

let home: string;
let runs: string[];
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  const data = await loadData("glyphs", { trainSize: 60 });
  runs = [1, 2, 3].map((seed) => join(home, String(seed)));
  for (const [i, folder] of runs.entries()) {
    const run = parseRun({ network: "mlp", batch: 60, trainSize: 60, until: "steps", steps: 4, optimizer: "sgd", seed: i + 1 });
    const snapshots = snapshotsIn({ folder, run, data, every: 1, unit: "steps" });
    await saveRun(folder, await train(run, data, { snapshots }), data);
  }
});
afterAll(() => rm(home, { recursive: true, force: true }));

const one = (what: string, more: Omit<Parameters<typeof measureRun>[1], "what"> = {}) =>
  measureRun(runs[0] as string, { what: [what], ...more });

describe("what a measure would pass over is refused", () => {
  it("a split or a mode of batch norm other than its own", async () => {
    await expect(one("edge", { split: "test" })).rejects.toThrow("edge is measured with --split train alone: leave out --split test");
    await expect(one("edge", { batchNorm: "recomputed" })).rejects.toThrow("leave out --batch-norm recomputed");
    const two = runs.slice(0, 2);
    await expect(measureTogether(two, { what: ["path"], split: "test" })).rejects.toThrow(/path takes the examples of both splits: leave/);
    await expect(measureTogether(runs, { what: ["stepsToTarget"], split: "test" })).rejects.toThrow(/leave out --split/);
    await expect(measureTogether(runs, { what: ["stepsToTarget"], batchNorm: "batch" })).rejects.toThrow(/leave out --batch-norm/);
    const quick = { what: ["path"], settings: { path: { points: 2, curvilinear: 0 } } };
    expect(await measureTogether(two, quick)).toMatchObject([{ split: "both" }]);
  });

  it("and a number of examples is called by its name", async () => {
    for (const examples of [0, 61, 1.5])
      await expect(one("norms", { examples })).rejects.toThrow(
        `--examples must be a whole number from 1 to 60, the examples there are; got ${examples}`,
      );
  });
});

it("settings that do not fit the run are refused before its cost is estimated", async () => {
  const estimates: Estimate[] = [];
  const onEstimate = (_: string, estimate: Estimate) => estimates.push(estimate);
  await expect(one("keskarSubspace", { settings: { keskarSubspace: { p: 999_999 } }, onEstimate })).rejects.toThrow(UsageError);
  expect(estimates).toEqual([]);
});

it("a result is the same fresh and kept, also where it holds what is no number; its cost names the matrix", async () => {
  const estimates: Estimate[] = [];
  const settings = { density: { vectors: 1, steps: 3 }, fisher: { products: 2 } };
  const options = { settings, onEstimate: (_: string, estimate: Estimate) => estimates.push(estimate) };
  const [fresh] = await one("density", options);
  expect(fresh?.result).toMatchObject({ negativeShare: { standardError: null } });
  expect((await one("density", options))[0]?.result).toEqual(fresh?.result);
  await one("fisher", options);
  expect(estimates.map(({ matrix }) => matrix)).toEqual(["Hessian", "Gauss–Newton"]);
});

it("a snapshot that is gone is said, and a measure is told when it begins", async () => {
  const folder = join(home, "gone");
  await cp(runs[0] as string, folder, { recursive: true });
  const whole = await measureAlong(folder, { what: ["norms"] });
  expect(whole[0]?.missing).toEqual([]);
  for (const step of [0, 2]) await rm(join(folder, SNAPSHOT_FOLDER, `step-${String(step).padStart(9, "0")}.safetensors`));
  const begun: unknown[] = [];
  const along = await measureAlong(folder, { what: ["norms"], onBegin: (each) => begun.push(each) });
  expect(along[0]).toMatchObject({ missing: [0, 2], rows: [{ step: 1 }, { step: 3 }, { step: 4 }] });
  expect(begun).toEqual(along);
  expect(report({ run: folder, along })).toContain("Not there any more: the snapshots of steps 0, 2.");
});

it("a damaged partial file says how to begin anew", async () => {
  const folder = runs[1] as string;
  const stop = new AbortController();
  const options = { what: ["landscape"], settings: { landscape: { points: 3 } } };
  const onPass = (_: string, done: number) => done === 2 && stop.abort(new Error("enough"));
  await expect(measureRun(folder, { ...options, onPass, signal: stop.signal })).rejects.toThrow("enough");
  const name = (await readdir(join(folder, "measures"))).find((each) => each.endsWith(".partial.json")) as string;
  await writeFile(join(folder, "measures", name), "{");
  await expect(measureRun(folder, options)).rejects.toThrow(/is damaged: .*Delete .* to measure it anew, as measure --again does\./);
  expect(await measureRun(folder, { ...options, again: true })).toHaveLength(1);
});
