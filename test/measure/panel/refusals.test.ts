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
import { loadRun, saveRun } from "../../../src/train/run-folder";
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

const snapshot = (folder: string, step: number) => join(folder, SNAPSHOT_FOLDER, `step-${String(step).padStart(9, "0")}.safetensors`);

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

describe("settings that do not fit the run or each other are refused before a cost is estimated, the setting by its name", () => {
  it.each([
    ["keskarSubspace", { p: 999_999 }, "keskarSubspace: p must be from 1 to 118282"],
    ["hessian", { k: 999_999, products: 999_999 }, "hessian: k must be an integer from 1 to 118282"],
    ["hessian", { k: 60 }, "hessian: products must be 120 or more for k=60, half of them for the residuals; got 100."],
    ["noise", { batch: 31 }, "noise: batch must be an integer from 1 to 30, half of the 60 examples; got 31."],
  ])("%s %j", async (what, settings, message) => {
    const onEstimate = () => expect.unreachable("its cost was estimated");
    const refused = one(what, { settings: { [what]: settings }, onEstimate });
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(message);
    const along = measureAlong(runs[0] as string, { what: ["norms", what], settings: { [what]: settings }, onEstimate });
    await expect(along).rejects.toThrow(message);
  });

  it("a path without a curve, before any run is read", async () => {
    const settings = { path: { linear: 0, curvilinear: 0 } };
    await expect(measureTogether(["nowhere", "else"], { what: ["path"], settings })).rejects.toThrow(
      /path: linear and curvilinear are both 0/,
    );
  });

  it("a trajectory of too few snapshots, before the measure ahead of it is made", async () => {
    const folder = join(home, "few");
    await cp(runs[0] as string, folder, { recursive: true });
    for (const step of [0, 1, 2]) await rm(snapshot(folder, step));
    await expect(measureRun(folder, { what: ["norms", "trajectory"], onResult: () => expect.unreachable() })).rejects.toThrow(
      /A plane needs 3 or more snapshots, .* has 2/,
    );
  });

  it("gradients with recomputed statistics of batch norm, where there is batch norm", async () => {
    const folder = join(home, "normed");
    const run = parseRun({ network: "F1", batch: 60, trainSize: 60, until: "steps", steps: 1 });
    const data = await loadData("glyphs", { trainSize: 60 });
    await saveRun(folder, await train(run, data), data);
    const onEstimate = () => expect.unreachable("its cost was estimated");
    for (const what of ["sam", "trace", "fisher"])
      await expect(measureRun(folder, { what: [what], batchNorm: "recomputed", onEstimate })).rejects.toThrow(
        `${what}: Batch norm's statistics that are recomputed at each point have no gradient`,
      );
    const quick = { sam: { steps: 1, starts: 1 } };
    expect(await one("sam", { batchNorm: "recomputed", settings: quick })).toHaveLength(1);
  });
});

it("a loss that is no number is said after the first look at it", async () => {
  const folder = join(home, "overflow");
  const { weights, ...rest } = await loadRun(runs[0] as string);
  const data = await loadData("glyphs", { trainSize: 60 });
  await saveRun(folder, { ...rest.result, ...rest, weights: weights.map((value) => 1e20 * value) }, data);
  for (const what of ["landscape", "noise", "keskar", "hessian", "flatness"]) {
    let passes = 0;
    const onPass = (_: string, done: number) => {
      passes = done;
    };
    await expect(measureRun(folder, { what: [what], settings: { noise: { batch: 10 } }, onPass })).rejects.toThrow(
      /is NaN|is no finite number/,
    );
    expect(passes).toBeLessThanOrEqual(1);
  }
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
  for (const step of [0, 2]) await rm(snapshot(folder, step));
  const begun: unknown[] = [];
  const along = await measureAlong(folder, { what: ["norms"], onBegin: (each) => begun.push(each) });
  expect(along[0]).toMatchObject({ missing: [0, 2], rows: [{ step: 1 }, { step: 3 }, { step: 4 }] });
  expect(begun).toEqual(along);
  expect(report({ run: folder, along })).toContain("Not there any more: the snapshots of steps 0, 2.");
  const [plane] = await measureRun(folder, { what: ["trajectory"] });
  expect(plane?.result).toMatchObject({ missing: [0, 2], snapshots: [{ step: 1 }, { step: 3 }, { step: 4 }] });
  expect(report({ run: folder, measures: plane ? [plane] : [] })).toContain("Not there any more: the snapshots of steps 0, 2.");
  const [all] = await measureRun(runs[0] as string, { what: ["trajectory"] });
  expect(all?.result).toMatchObject({ missing: [] });
  expect(report({ run: "", measures: all ? [all] : [] })).not.toMatch(/missing|Not there/);
});

it("a damaged partial file says how to begin anew", async () => {
  const folder = runs[1] as string;
  const stop = new AbortController();
  const options = { what: ["landscape"], settings: { landscape: { points: 3 } } };
  const onPass = (_: string, done: number) => done === 2 && stop.abort(new Error("enough"));
  await expect(measureRun(folder, { ...options, onPass, signal: stop.signal })).rejects.toThrow("enough");
  const name = (await readdir(join(folder, "measures"))).find((each) => each.endsWith(".partial")) as string;
  await writeFile(join(folder, "measures", name), "{");
  await expect(measureRun(folder, options)).rejects.toThrow(/is damaged: .*Delete .* to measure it anew, as measure --again does\./);
  expect(await measureRun(folder, { ...options, again: true })).toHaveLength(1);
});
