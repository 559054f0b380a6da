import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../../src/backend";
import { parseRun, type RunInput } from "../../../src/config";
import { loadData } from "../../../src/data";
import { type Along, type AlongRow, measureAlong } from "../../../src/measure/panel/along";
import type { Estimate } from "../../../src/measure/panel/options";
import { measureRun } from "../../../src/measure/panel/session";
import type { StoredMeasure } from "../../../src/measure/panel/stored";
import type { TrajectoryRow } from "../../../src/measure/panel/training";
import { trajectoryPlane } from "../../../src/measure/pca";
import { type TrainResult, train } from "../../../src/train/loop";
import { saveRun } from "../../../src/train/run-folder";
import { loadSnapshots, SNAPSHOT_FOLDER, snapshotsIn } from "../../../src/train/snapshots";

let home: string;
/** Trains in a folder of that name, a snapshot an epoch. */
async function trained(name: string, settings: Partial<RunInput>, every = 1): Promise<{ folder: string; result: TrainResult }> {
  const folder = join(home, name);
  const run = parseRun({ network: "mlp", batch: 20, trainSize: 100, until: "epochs", epochs: 4, optimizer: "momentum", ...settings });
  const data = await loadData("glyphs", { trainSize: 100 });
  const result = await train(run, data, { snapshots: snapshotsIn({ folder, run, data, every, unit: "epochs" }) });
  await saveRun(folder, result, data);
  return { folder, result };
}

let small: Awaited<ReturnType<typeof trained>>;
let full: Awaited<ReturnType<typeof trained>>;
beforeAll(async () => {
  await useBackend({ backend: "cpu" });
  home = await mkdtemp(join(tmpdir(), "largebatch-test-"));
  small = await trained("small", {});
  full = await trained("full", { batch: 100, optimizer: "sgd", learningRate: 0.2, weightDecay: 0.01, epochs: 12 }, 4);
});
afterAll(() => rm(home, { recursive: true, force: true }));

const quick = { what: ["hessian", "noise"], settings: { hessian: { k: 1, products: 8 }, noise: { batch: 10 } } };

describe("measures along a training", () => {
  it("are those of each snapshot: a row each, the last one that of the run's end", async () => {
    const tensors = tensorCount();
    const estimates: [string, Estimate][] = [];
    const told: [string, AlongRow][] = [];
    let passes = 0;
    const [hessian, noise] = (await measureAlong(small.folder, {
      ...quick,
      onEstimate: (what, estimate) => estimates.push([what, estimate]),
      onPass: (_, done, of) => {
        passes = done;
        expect(done).toBeLessThanOrEqual(of);
      },
      onRow: (what, row) => told.push([what, row]),
    })) as [Along, Along];
    expect(tensorCount()).toBe(tensors);
    expect(hessian).toMatchObject({
      what: "hessian",
      number: "lambdaMax",
      examples: 100,
      split: "train",
      batchNorm: "running",
      settings: { k: 1 },
    });
    expect(hessian.rows.map(({ epoch, step }) => [epoch, step])).toEqual([[0, 0], [1, 5], [2, 10], [3, 15], [4, 20]]); // biome-ignore format: a table
    // The cost of all snapshots is said once a measure: 2 · 8 products at each of 5.
    expect(estimates.map(([what, { products, passes }]) => [what, products, passes])).toEqual([
      ["hessian at 5 of 5 snapshots", 80, 80],
      ["noise at 5 of 5 snapshots", 0, 15],
    ]);
    expect(passes).toBe(15);
    expect(told.map(([what, { step }]) => [what, step])).toEqual(
      ["hessian", "noise"].flatMap((what) => [0, 5, 10, 15, 20].map((step) => [what, step])),
    );
    const end = await measureRun(small.folder, quick);
    expect(hessian.rows.at(-1)?.result).toEqual(end[0]?.result);
    expect(noise.rows.at(-1)?.result).toEqual(end[1]?.result);
    for (const { value, result } of hessian.rows) expect(value).toBe((result as { lambdaMax: number }).lambdaMax);
    expect(new Set(hessian.rows.map(({ value }) => value)).size).toBe(5);
    // The norms' distance from the start tells which weights were measured.
    const [norms] = await measureAlong(small.folder, { what: ["norms"] });
    const snapshots = await loadSnapshots(small.folder);
    const distance = (at: number) =>
      Math.hypot(...(snapshots[at]?.weights ?? []).map((value, i) => value - (small.result.start[i] as number)));
    for (const [at, { value }] of (norms as Along).rows.entries()) expect(value).toBeCloseTo(distance(at), 5);
  });

  it("are kept one by one: what is there is taken, what is missing alone is measured", async () => {
    const first = await measureAlong(small.folder, quick);
    const estimates: string[] = [];
    const onEstimate = (what: string) => estimates.push(what);
    expect(JSON.parse(JSON.stringify(await measureAlong(small.folder, { ...quick, onEstimate })))).toEqual(
      JSON.parse(JSON.stringify(first)),
    );
    expect(estimates).toEqual([]);
    const stop = new AbortController();
    const other = { what: ["average"], settings: { average: { draws: 2 } } };
    const onRow = (_: string, { step }: AlongRow) => {
      if (step === 10) stop.abort(new Error("enough"));
    };
    await expect(measureAlong(small.folder, { ...other, onRow, signal: stop.signal })).rejects.toThrow("enough");
    const [rest] = await measureAlong(small.folder, { ...other, onEstimate });
    expect(estimates).toEqual(["average at 2 of 5 snapshots"]);
    expect(rest?.rows).toHaveLength(5);
  });

  it("use the statistics that batch norm had there", async () => {
    const { folder } = await trained("normed", { network: "F1", epochs: 2 });
    const what = { what: ["average"], settings: { average: { draws: 2 } } };
    const [along] = (await measureAlong(folder, what)) as [Along];
    const losses = along.rows.map(({ result }) => (result as { loss: number }).loss);
    const data = await loadData("glyphs", { trainSize: 100 });
    const run = parseRun({ network: "F1", batch: 20, trainSize: 100, until: "steps", steps: 5, optimizer: "momentum" });
    expect(losses[1]).toBeCloseTo((await train(run, data)).train.loss, 5);
  });

  it("need snapshots, all of this run and to its end", async () => {
    const folder = join(home, "copy");
    await cp(small.folder, folder, { recursive: true });
    const place = join(folder, SNAPSHOT_FOLDER);
    const refused = () => measureAlong(folder, { what: ["norms"] });
    const last = join(place, "step-000000020.safetensors");
    const bytes = await readFile(last);
    await rm(last);
    await expect(refused()).rejects.toThrow(/do not reach the end of its run/);
    await writeFile(last, bytes);
    await writeFile(
      join(place, "step-000000005.safetensors"),
      await readFile(join(full.folder, SNAPSHOT_FOLDER, "step-000000004.safetensors")),
    );
    await expect(refused()).rejects.toThrow(/The snapshot of step 4 in .* is of another run than the one that lies there/);
    await rm(place, { recursive: true });
    await expect(refused()).rejects.toThrow(/There are no snapshots in .*--snapshots 1/);
    await expect(measureAlong(small.folder, { what: ["trajectory"] })).rejects.toThrow(
      "trajectory follows the training by itself: leave out --along.",
    );
  });
});

describe("the trajectory", () => {
  it("states shares, what the plane leaves out, and the loss at each snapshot; the plane is that of the snapshots", async () => {
    const [stored] = await measureRun(small.folder, { what: ["trajectory"] });
    const result = stored?.result as {
      explained: number[];
      residualShare: number;
      spectrum: number[];
      snapshots: TrajectoryRow[];
      grid: null;
    };
    const plane = await trajectoryPlane((await loadSnapshots(small.folder)).map(({ weights }) => weights));
    expect(result).toMatchObject({ explained: plane.explained, residualShare: plane.residualShare, grid: null });
    expect(result.spectrum).toHaveLength(4);
    expect(result.residualShare ** 2).toBeCloseTo(1 - (result.explained[0] as number) - (result.explained[1] as number), 8);
    expect(result.snapshots.map(({ epoch, step }) => [epoch, step])).toEqual([[0, 0], [1, 5], [2, 10], [3, 15], [4, 20]]); // biome-ignore format: a table
    expect(result.snapshots.at(-1)).toMatchObject({ alpha: 0, beta: 0, residual: 0 });
    expect(result.snapshots.at(-1)?.loss).toBeCloseTo(small.result.train.loss, 6);
    expect(result.snapshots[0]?.loss).toBeGreaterThan(result.snapshots.at(-1)?.loss as number);
  });

  it("with a grid has the loss of the plane around it, lowest near the end", async () => {
    const [stored] = (await measureRun(small.folder, { what: ["trajectory"], settings: { trajectory: { points: 5 } } })) as [StoredMeasure];
    const { grid, snapshots } = stored.result as { grid: { alphas: number[]; losses: number[][] }; snapshots: TrajectoryRow[] };
    expect(grid.losses.map((row) => row.length)).toEqual([5, 5, 5, 5, 5]);
    expect(grid.alphas[0]).toBeLessThan(0);
    expect(grid.alphas[4]).toBeGreaterThan(snapshots[0]?.alpha as number);
  });

  it("needs three snapshots", async () => {
    const { folder } = await trained("few", { epochs: 1 });
    await expect(measureRun(folder, { what: ["trajectory"] })).rejects.toThrow(/A plane needs 3 or more snapshots, .*few has 2\..*steps:N/);
  });

  it("is another one where other snapshots lie", async () => {
    const folder = join(home, "fewer");
    await cp(small.folder, folder, { recursive: true });
    await rm(join(folder, SNAPSHOT_FOLDER, "step-000000010.safetensors"));
    const [stored] = (await measureRun(folder, { what: ["trajectory"] })) as [StoredMeasure];
    expect((stored.result as { snapshots: unknown[] }).snapshots).toHaveLength(4);
  });
});

interface Edge {
  threshold: number;
  lastRatio: number;
  offRun: number | null;
  steps: number;
  rows: { epoch: number; step: number; loss: number; lambdaMax: number; ratio: number }[];
}

describe("the edge of stability", () => {
  const edge = async (folder: string, settings: Record<string, number> = {}) =>
    (await measureRun(folder, { what: ["edge"], settings: { edge: { points: 3, ...settings } } }))[0]?.result as Edge;

  it("follows the very training: its end, its losses, and λ_max of the penalised loss against 2/η", async () => {
    const { rows, threshold, offRun, steps, lastRatio } = await edge(full.folder);
    expect([threshold, steps]).toEqual([2 / 0.2, 12]);
    expect(rows.map(({ step }) => step)).toEqual([0, 4, 8, 12]);
    expect(offRun).toBeLessThan(1e-4);
    expect(lastRatio).toBe(rows.at(-1)?.ratio);
    // The loss with its penalty: history holds it without, before each step.
    const penalty = (w: Float32Array) => 0.005 * w.reduce((sum, value) => sum + value * value, 0);
    expect(rows[0]?.loss).toBeCloseTo((full.result.history[0]?.trainLoss as number) + penalty(full.result.start), 4);
    expect(rows.at(-1)?.loss).toBeCloseTo(full.result.train.loss + penalty(full.result.weights), 4);
    const [along] = (await measureAlong(full.folder, {
      what: ["hessian"],
      settings: { hessian: { k: 1, products: 60, tolerance: 1e-4 } },
    })) as [Along];
    for (const [i, { lambdaMax }] of rows.entries()) expect(lambdaMax / ((along.rows[i]?.value as number) + 0.01)).toBeCloseTo(1, 3);
  });

  it("with momentum β lies at 2(1 + β)/η, and batch norm sees the whole training set as it did in training", async () => {
    const { folder, result } = await trained("normedFull", { network: "F1", batch: 100, momentum: 0.5, learningRate: 0.02, epochs: 3 });
    const { threshold, offRun, rows } = await edge(folder, { products: 6 });
    expect(threshold).toBeCloseTo(150, 10);
    expect(offRun).toBeLessThan(1e-3);
    for (const [i, { loss }] of rows.slice(0, 3).entries()) expect(loss).toBeCloseTo(result.history[i]?.trainLoss as number, 4);
  });

  it("is refused to trainings that are none of it: Adam, a mini-batch, dropout, a sample, rescaled weights", async () => {
    await expect(edge(small.folder)).rejects.toThrow(
      /is trained with batch 20 of 100 examples\. Measure a run whose batch is the whole training set.*--batch 100/,
    );
    const adam = await trained("adam", { batch: 100, optimizer: "adam", epochs: 2 });
    await expect(edge(adam.folder)).rejects.toThrow(/is trained with adam, which scales its steps/);
    await expect(measureRun(full.folder, { what: ["edge"], examples: 50 })).rejects.toThrow("leave out --examples");
    await expect(measureRun(full.folder, { what: ["edge"], rescale: { layer: 1, alpha: 2 } })).rejects.toThrow(
      "cannot be measured at rescaled weights",
    );
  });

  it("goes on where it was stopped, bit for bit; --again starts anew", async () => {
    const folder = join(home, "stopped");
    await cp(full.folder, folder, { recursive: true });
    await rm(join(folder, "measures"), { recursive: true, force: true });
    const options = { what: ["edge"], settings: { edge: { points: 3 } } };
    const passesUntil = async (last: number, more: Partial<Parameters<typeof measureRun>[1]> = {}) => {
      const stop = new AbortController();
      const passes: number[] = [];
      const onPass = (_: string, done: number) => {
        if (passes.push(done) === last) stop.abort(new Error("enough"));
      };
      const measured = measureRun(folder, { ...options, ...more, onPass, signal: stop.signal });
      if (last < Number.POSITIVE_INFINITY) await expect(measured).rejects.toThrow("enough");
      const partials = (
        await measured.then(
          () => [],
          () => readdir(join(folder, "measures")),
        )
      ).filter((name) => name.endsWith(".partial"));
      return { passes, partials, result: (await measured.catch(() => []))[0]?.result as Edge };
    };
    const whole = await passesUntil(Number.POSITIVE_INFINITY, { again: true });
    await rm(join(folder, "measures"), { recursive: true });
    const all = whole.passes.length;
    expect((await passesUntil(all - 2)).partials).toHaveLength(1);
    const rest = await passesUntil(Number.POSITIVE_INFINITY);
    expect(rest.result).toEqual(whole.result);
    expect(rest.passes.length).toBeLessThan(all / 2);
    expect(rest.passes.at(-1)).toBeLessThanOrEqual(all + 1);
    expect(await readdir(join(folder, "measures"))).toHaveLength(1);
    await rm(join(folder, "measures"), { recursive: true });
    await passesUntil(all - 2);
    expect((await passesUntil(Number.POSITIVE_INFINITY, { again: true })).passes).toEqual(whole.passes);
  });

  it("is kept as a result of the training set", async () => {
    const [stored] = await measureRun(full.folder, { what: ["edge"], settings: { edge: { points: 3 } } });
    expect(stored).toMatchObject({ split: "train", examples: 100 });
    expect((await readdir(join(full.folder, "measures"))).filter((name) => name.startsWith("edge"))).toHaveLength(1);
  });
});
