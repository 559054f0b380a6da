import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../../src/backend";
import { parseRun, type Run, type RunInput } from "../../../src/config";
import { loadData } from "../../../src/data";
import type { DataSet } from "../../../src/data/dataset";
import { UserError } from "../../../src/errors";
import { curvePath } from "../../../src/measure/curve";
import type { TargetRow } from "../../../src/measure/panel/histories";
import type { Estimate } from "../../../src/measure/panel/options";
import { barriersOf, type PathRow, sharesAt } from "../../../src/measure/panel/space";
import type { StoredMeasure } from "../../../src/measure/panel/stored";
import { measureTogether, type TogetherOptions } from "../../../src/measure/panel/together";
import { planeThrough } from "../../../src/measure/plane";
import type { StepsToTargetFit } from "../../../src/measure/steps-to-target";
import type { Surface } from "../../../src/measure/surface";
import { type Epoch, type TrainResult, train } from "../../../src/train/loop";
import { saveRun } from "../../../src/train/run-folder";

let home: string;
let data: DataSet;
async function trained(name: string, settings: Partial<RunInput>): Promise<{ folder: string; result: TrainResult }> {
  const folder = join(home, name);
  const run = parseRun({ network: "F1", batch: 20, trainSize: 60, until: "steps", steps: 6, optimizer: "momentum", ...settings });
  const result = await train(run, data);
  await saveRun(folder, result, data);
  return { folder, result };
}

let [a, b, c]: Awaited<ReturnType<typeof trained>>[] = [];
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  data = await loadData("glyphs", { trainSize: 60 });
  a = await trained("a", {});
  b = await trained("b", { batch: 60, optimizer: "adam" });
  c = await trained("c", { seed: 2 });
});
afterAll(() => rm(home, { recursive: true, force: true }));

const folders = (...some: (typeof a)[]) => some.map((each) => each?.folder as string);
const one = async (runs: (typeof a)[], what: string, options: Omit<TogetherOptions, "what"> = {}) => {
  const [stored] = (await measureTogether(folders(...runs), { what: [what], ...options })) as [StoredMeasure];
  return stored;
};

describe("the path from one run to another", () => {
  const settings = { path: { points: 7 } };

  it("has both curves, both splits, and batch norm's statistics as stored and recomputed; it is that of curvePath", async () => {
    const tensors = tensorCount();
    const estimates: Estimate[] = [];
    let passes = 0;
    const onPass = (_: string, done: number) => {
      passes = done;
    };
    const stored = await one([a, b], "path", { settings, examples: 60, onEstimate: (_, estimate) => estimates.push(estimate), onPass });
    expect(tensorCount()).toBe(tensors);
    expect(stored).toMatchObject({ what: "path", split: "both", examples: 120, batchNorm: "running+recomputed", runs: folders(a, b) });
    expect([passes, estimates.map(({ losses }) => losses)]).toEqual([28, [28]]);
    const { rows, barriers } = stored.result as { rows: PathRow[]; barriers: ReturnType<typeof barriersOf> };
    expect(rows).toHaveLength(28);
    const [from, to] = [a?.result, b?.result] as [TrainResult, TrainResult];
    for (const batchNorm of ["running", "recomputed"] as const) {
      for (const curve of ["linear", "curvilinear"] as const) {
        const own = rows.filter((row) => row.curve === curve && row.batchNorm === batchNorm);
        const points = await curvePath(from, to, data, { curve, batchNorm, alphas: own.map(({ alpha }) => alpha) });
        for (const [i, { train }] of points.entries()) {
          expect(own[i]?.train.loss).toBeCloseTo(train.loss, 6);
          expect(own[i]?.train.accuracy).toBe(train.accuracy);
        }
      }
    }
    expect(rows.map(({ alpha }) => alpha).slice(0, 7)).toEqual([-1, -0.5, 0, 0.5, 1, 1.5, 2]);
    const at = (curve: string, batchNorm: string, alpha: number) =>
      rows.find((row) => row.curve === curve && row.batchNorm === batchNorm && Math.abs(row.alpha - alpha) < 1e-9) as PathRow;
    // The ends are the runs themselves; between them, old statistics are wrong, so that both modes differ.
    for (const curve of ["linear", "curvilinear"]) {
      expect(at(curve, "running", 0).train.loss).toBeCloseTo(from.train.loss, 6);
      expect(at(curve, "running", 1).train.loss).toBeCloseTo(to.train.loss, 6);
    }
    expect(at("linear", "recomputed", 0.5).train.loss).not.toBeCloseTo(at("linear", "running", 0.5).train.loss, 2);
    expect(barriers).toHaveLength(4);
    expect(barriers).toEqual(barriersOf(rows));
  });

  it("goes on where it was stopped, is kept beside the first run, and taken from there", async () => {
    const stop = new AbortController();
    const onPass = (_: string, done: number) => {
      if (done === 5) stop.abort(new Error("enough"));
    };
    const options = { settings: { path: { points: 4 } }, batchNorm: "running" as const, examples: 60 };
    await expect(one([a, c], "path", { ...options, onPass, signal: stop.signal })).rejects.toThrow("enough");
    const place = join(a?.folder as string, "measures");
    const partial = (await readdir(place)).find((name) => name.endsWith(".partial")) as string;
    // Five points of two splits.
    expect(JSON.parse(await readFile(join(place, partial), "utf8")).cells).toHaveLength(10);
    const stored = await one([a, c], "path", options);
    expect((await readdir(place)).filter((name) => name.includes("partial"))).toEqual([]);
    const again = await one([a, c], "path", { ...options, again: true });
    expect(again.result).toEqual(stored.result);
    let measured = false;
    const kept = await one([a, c], "path", {
      ...options,
      onEstimate: () => {
        measured = true;
      },
    });
    expect([kept, measured]).toEqual([JSON.parse(JSON.stringify(again)), false]);
    // In the other direction it is another path.
    expect((await one([c, a], "path", options)).weights).not.toBe(kept.weights);
  });

  it("barriers are heights above the straight line between the ends' losses", () => {
    const row = (alpha: number, loss: number): PathRow => ({
      curve: "linear",
      batchNorm: null,
      alpha,
      train: { loss, accuracy: 0 },
      test: { loss: 2 * loss, accuracy: 0 },
    });
    expect(barriersOf([row(-1, 9), row(0, 1), row(0.5, 4), row(1, 3), row(2, 9)])).toEqual([
      { curve: "linear", batchNorm: null, train: 2, test: 4 },
    ]);
    expect(barriersOf([row(0.2, 1), row(1, 1)])[0]).toMatchObject({ train: null, test: null });
  });
});

describe("the plane through three runs", () => {
  const settings = { plane: { points: 4, margin: 0.1 } };

  it("has the three on it, with their own losses, and a grid around them", async () => {
    const stored = await one([a, b, c], "plane", { settings, batchNorm: "running" });
    expect(stored).toMatchObject({ split: "train", examples: 60, batchNorm: "running" });
    const { minima, ...surface } = stored.result as Surface & { minima: { alpha: number; beta: number; batch: number; loss: number }[] };
    expect(surface.losses.map((row) => row.length)).toEqual([4, 4, 4, 4]);
    expect(surface.evaluations).toBe(16);
    expect(minima.map(({ batch }) => batch)).toEqual([20, 60, 20]);
    for (const [i, { loss }] of minima.entries()) expect(loss).toBeCloseTo([a, b, c][i]?.result.train.loss as number, 6);
    const { points } = planeThrough(...([a, b, c].map((each) => each?.result.weights) as [Float32Array, Float32Array, Float32Array]));
    expect(minima).toMatchObject(points.map(({ alpha, beta }) => ({ alpha, beta })));
  });

  it("recomputes batch norm's statistics unless it is told otherwise; stored ones are put together as the point is", async () => {
    expect((await one([a, b, c], "plane", { settings })).batchNorm).toBe("recomputed");
    const { points } = planeThrough(Float32Array.of(0, 0), Float32Array.of(4, 0), Float32Array.of(1, 3));
    expect(sharesAt(points, { alpha: 0, beta: 0 })).toEqual([1, 0, 0]);
    expect(sharesAt(points, { alpha: 4, beta: 0 })).toEqual([0, 1, 0]);
    for (const [i, share] of sharesAt(points, { alpha: 1, beta: 3 }).entries()) expect(share).toBeCloseTo([0, 0, 1][i] as number, 12);
    // Half way between the second and the third.
    for (const [i, share] of sharesAt(points, { alpha: 2.5, beta: 1.5 }).entries())
      expect(share).toBeCloseTo([0, 0.5, 0.5][i] as number, 12);
  });
});

describe("steps to a target", () => {
  /** A run whose history reaches 0.9 after the steps that the hyperbola of S_min = 50 and B_crit = 60 gives, rounded to whole epochs of one step. */
  async function withHistory(name: string, batch: number, seed: number, settings: Partial<Run> = {}): Promise<string> {
    const folder = join(home, name);
    const result = a?.result as TrainResult;
    const run = { ...result.run, batch, seed, ...settings };
    const steps = 50 * (1 + 60 / batch);
    const epoch = (step: number, accuracy: number): Epoch => ({ epoch: step, step, trainLoss: 1 - accuracy, test: { loss: 1, accuracy } });
    const history = [epoch(steps / 2, 0.5), { epoch: 0, step: steps - 1, trainLoss: 0.2 }, epoch(steps, 0.91), epoch(steps + 5, 0.95)];
    const weights = result.weights.map((value) => value + batch + seed / 10);
    await saveRun(folder, { ...result, run, history, weights }, data);
    return folder;
  }
  let runs: string[];
  beforeAll(async () => {
    runs = [];
    for (const batch of [10, 20, 60])
      for (const seed of [1, 2]) runs.push(await withHistory(`steps-${batch}-${seed}`, batch, seed, { learningRate: batch / 1000 }));
  });
  const fitted = async (some: string[], settings: Record<string, number> = {}) => {
    const [stored] = (await measureTogether(some, {
      what: ["steps-to-target"],
      settings: { stepsToTarget: { resamples: 50, ...settings } },
    })) as [StoredMeasure];
    return stored;
  };

  it("are fitted from the runs' histories, whatever their order and their learning rates; no data are read", async () => {
    const stored = await fitted([...runs].reverse());
    const result = stored.result as StepsToTargetFit & { rows: TargetRow[]; coarsest: number; target: object; evaluatedOn: string };
    expect(result.steps.value).toBeCloseTo(50, 3);
    expect(result.criticalBatch.value).toBeCloseTo(60, 2);
    expect(result.criticalBatch.low).toBeCloseTo(60, 2);
    expect(result).toMatchObject({ target: { accuracy: 0.9 }, evaluatedOn: "test", batches: [10, 20, 60], seeds: [1, 2] });
    expect(result.rows[0]).toMatchObject({ batch: 10, seed: 1, learningRate: 0.01, step: 350, after: 175, examples: 3500 });
    expect(result.coarsest).toBe(0.5);
    expect(stored).toMatchObject({ what: "stepsToTarget", split: "history", examples: 0, batchNorm: "none" });
    expect(await fitted(runs)).toEqual(JSON.parse(JSON.stringify(stored)));
  });

  it("can be steps to a training loss, which is known after every epoch", async () => {
    const { rows } = (await fitted(runs, { loss: 1, target: 0.2 })).result as { rows: TargetRow[] };
    expect(rows[0]).toMatchObject({ step: 349, after: 175 });
  });

  it("are refused where they cannot be told: a target never reached, too few batches, a seed without its run, another optimizer", async () => {
    const missed = fitted(runs, { target: 0.94 + 0.02 });
    await expect(missed).rejects.toThrow(UserError);
    await expect(missed).rejects.toThrow(/6 of 6 runs never reached the test accuracy 0\.96: .*\(batch 10, best 0\.95\).*--set target=/);
    await expect(fitted(runs.slice(0, 4))).rejects.toThrow("The fit needs runs at 3 batch sizes or more, got 2");
    await expect(fitted(runs.slice(0, 5))).rejects.toThrow("Each seed needs one run at each batch size; seed 2 has 0 at 60");
    await expect(fitted(runs.slice(0, 2))).rejects.toThrow("stepsToTarget takes 3 runs or more together, got 2");
    await expect(fitted(runs, { target: 90 })).rejects.toThrow("90 % is 0.9");
    await expect(fitted(runs, { target: 0 })).rejects.toThrow("target must be a number above 0");
    const other = await withHistory("adam", 30, 1, { optimizer: "adam" });
    await expect(fitted([...runs, other])).rejects.toThrow(/do not go together: optimizer is momentum and adam/);
  });
});

describe("runs that cannot be put together", () => {
  it("are refused by name: too many, the same twice, another network, other data", async () => {
    const refused = (runs: string[], what = "path") => expect(measureTogether(runs, { what: [what] })).rejects;
    await refused(folders(a)).toThrow("path takes 2 runs together, got 1");
    await refused(folders(a, b, c)).toThrow("path takes 2 runs together, got 3");
    await refused(folders(a, b), "plane").toThrow("plane takes 3 runs together, got 2");
    await refused(folders(a, a)).toThrow("is named twice");
    const mlp = await trained("mlp", { network: "mlp" });
    await refused(folders(a, mlp)).toThrow(/do not go together: network is F1 and mlp/);
    await refused(folders(a, b), "hessian").toThrow("hessian is a measure of one run");
    await expect(measureTogether(folders(a, b), { what: ["path"], settings: { path: { linear: 0, curvilinear: 0 } } })).rejects.toThrow(
      "no curve left",
    );
    const other = join(home, "other-data");
    await cp(a?.folder as string, other, { recursive: true });
    const { sha256: _seal, ...result } = JSON.parse(await readFile(join(other, "result.json"), "utf8"));
    await writeFile(join(other, "result.json"), JSON.stringify({ ...result, dataSha256: "0".repeat(64) }));
    await refused([...folders(b), other]).toThrow(/were trained on other files of glyphs/);
  });
});
