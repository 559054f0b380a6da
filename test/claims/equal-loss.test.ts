import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import { endsByRun, equalLosses, equalLossRows, valueAtLoss, type WayPoint, wayOf, waysNeeded } from "../../src/claims/equal-loss";
import { parseRun } from "../../src/config";
import { loadData } from "../../src/data";
import type { DataSet } from "../../src/data/dataset";
import { type Along, measureAlong } from "../../src/measure/panel/along";
import { runId } from "../../src/sweep/identity";
import type { RowMeasures } from "../../src/sweep/measure-rows";
import { openStore } from "../../src/sweep/store";
import type { RunRow } from "../../src/sweep/store/row";
import { train } from "../../src/train/loop";
import { saveRun } from "../../src/train/run-folder";

const point = (loss: number, hessian: number): WayPoint => ({ step: 0, loss, hessian, trace: 10 * hessian, asam: hessian / 2 });
const row = (recipe: string, seed: number): RunRow => ({ id: `${recipe}${seed}`, recipe, seed, trainAccuracy: 1 }) as RunRow;
const ARMS = ["SB", "LB", "sam", "swa"].map((id) => ({ id }));
const SEEDS = [1, 2, 3];
const rows = ARMS.flatMap(({ id }) => SEEDS.map((seed) => row(id, seed)));

/** λ_max goes with the loss: `steep` times it. */
const wayTo = (loss: number, steep: number): WayPoint[] => [2, 0.5, 0.1, 0.02, loss].map((each) => point(each, steep * each));

/** Where each arm ends, and how steep its way is. */
const ENDS = { SB: [0.001, 10], LB: [0.004, 20], sam: [0.01, 20], swa: [0.008, 5] };
const ways = new Map(rows.map(({ id, recipe }) => [id, wayTo(...(ENDS[recipe as keyof typeof ENDS] as [number, number]))]));
const ends = new Map([...ways].map(([id, way]) => [id, way.at(-1) as WayPoint]));

describe("valueAtLoss", () => {
  it("reads a power law exactly between two states", () => {
    const way = [1, 0.1, 0.01].map((loss) => point(loss, 3 * loss ** 0.7));
    expect(valueAtLoss(way, 0.03, ({ hessian }) => hessian)).toBeCloseTo(3 * 0.03 ** 0.7, 10);
  });

  it("takes the last passing of a loss that rises again", () => {
    const way = [point(1, 1), point(0.1, 2), point(1, 3), point(0.1, 4)];
    expect(valueAtLoss(way, 0.5, ({ hessian }) => hessian)).toBeGreaterThan(3);
  });

  it("is nothing for a loss that is never passed, and for values without a logarithm", () => {
    expect(valueAtLoss(wayTo(0.01, 1), 0.001, ({ hessian }) => hessian)).toBeUndefined();
    expect(valueAtLoss([point(1, 0), point(0.1, 1)], 0.5, ({ hessian }) => hessian)).toBeUndefined();
  });
});

describe("equalLosses", () => {
  const found = Object.fromEntries(equalLosses(ARMS, rows, ends, ways).map((each) => [each.id, each]));
  const factor = (id: string) => Math.exp(found[id]?.flatter.hessian?.mean ?? Number.NaN);

  it("compares an arm that ended higher with the large batch on its way", () => {
    expect(found.sam?.loss).toBeCloseTo(0.01, 10);
    // At the ends its λ_max is 2.5 times that of LB; at one loss they are alike.
    expect(factor("sam")).toBeCloseTo(1, 10);
    expect(factor("swa")).toBeCloseTo(4, 10);
  });

  it("compares an arm that went lower on its own way", () => {
    expect(found.SB?.loss).toBeCloseTo(0.004, 10);
    expect(factor("SB")).toBeCloseTo(2, 10);
  });

  it("has no row for the large batch, and all runs behind the others", () => {
    expect(Object.keys(found)).toEqual(["SB", "sam", "swa"]);
    expect(found.sam?.runs).toEqual(["sam1", "LB1", "sam2", "LB2", "sam3", "LB3"]);
  });

  it("leaves a measure out where one seed has no such loss", () => {
    const [sam] = equalLosses([{ id: "sam" }], rows, ends, new Map([...ways].filter(([id]) => id !== "LB2")));
    expect(sam?.flatter).toEqual({});
  });

  it("does not read the mean of weights off the way of SWA", () => {
    const low = new Map([...ends, ["swa1", point(0.002, 1)] as const]);
    const [swa] = equalLosses([{ id: "swa" }], rows, low, ways);
    expect(swa?.flatter).toEqual({});
  });

  it("makes rows for a table", () => {
    expect(equalLossRows([found.sam as never])).toEqual([
      expect.objectContaining({ arm: "sam", "at loss, nats": "0.010", "λ_max, LB/arm": "1.00 [1.00, 1.00]" }),
    ]);
  });
});

it("waysNeeded names the run of each pair that went lower, once, with the losses of its comparisons, and none of SWA", () => {
  const needed = (arms: { id: string }[], ended: typeof ends) =>
    Object.fromEntries(waysNeeded(arms, rows, ended).map(({ row, levels }) => [row.id, levels]));
  expect(needed(ARMS, ends)).toEqual({
    SB1: [0.004],
    SB2: [0.004],
    SB3: [0.004],
    LB1: [0.01, 0.008],
    LB2: [0.01, 0.008],
    LB3: [0.01, 0.008],
  });
  const low = new Map([...ends, ["swa1", point(0.002, 1)] as const]);
  expect(needed([{ id: "swa" }], low)).toEqual({ LB2: [0.008], LB3: [0.008] });
});

describe("the way of a stored run", () => {
  const previous = process.env.LARGEBATCH_RUNS;
  let data: DataSet;
  let run: Pick<RunRow, "id" | "steps">;
  beforeAll(async () => {
    await useBackend({ backend: "cpu" });
    process.env.LARGEBATCH_RUNS = await mkdtemp(join(tmpdir(), "largebatch-test-"));
    data = await loadData("glyphs", { trainSize: 60 });
    const settings = parseRun({ network: "mlp", batch: 20, trainSize: 60, until: "steps", steps: 8, optimizer: "momentum" });
    run = { id: runId(settings), steps: 8 };
    await saveRun(openStore().folderOf(run.id), await train(settings, data), data);
  }, 60_000);
  afterAll(async () => {
    await rm(process.env.LARGEBATCH_RUNS as string, { recursive: true, force: true });
    if (previous === undefined) delete process.env.LARGEBATCH_RUNS;
    else process.env.LARGEBATCH_RUNS = previous;
  });

  it("is measured where it passes a loss alone, with the values that the whole way has there", async () => {
    const options = { points: 4, settings: { hessian: { k: 1, products: 5 }, trace: { products: 6 }, asam: { steps: 1, starts: 1 } } };
    const folder = openStore().folderOf(run.id);
    const files = async (what: string) => (await readdir(join(folder, "measures"))).filter((name) => name.startsWith(what)).length;
    expect(await wayOf({ row: run, levels: [0] }, data, options)).toEqual([]);
    const [asam] = (await measureAlong(folder, { what: ["asam"], settings: options.settings })) as [Along];
    const [, before, after] = asam.rows.map(({ result }) => (result as { loss: number }).loss) as number[];
    expect(await files("hessian")).toBe(0);
    const level = Math.sqrt((before as number) * (after as number));
    const way = await wayOf({ row: run, levels: [level, level] }, data, options);
    expect(way.map(({ step }) => step)).toEqual([2, 4]);
    expect(await files("hessian")).toBe(2);
    expect(await files("asam")).toBe(5);
    const whole = await measureAlong(folder, { what: ["hessian"], settings: options.settings });
    const lambdas = whole[0]?.rows.map(({ value }) => value as number) as number[];
    const found = valueAtLoss(way, level, ({ hessian }) => hessian);
    expect(found).toBeCloseTo(Math.sqrt((lambdas[1] as number) * (lambdas[2] as number)), 5);
  }, 60_000);
});

it("endsByRun reads loss and sharpness from the measures", () => {
  const measures = [
    { what: "hessian", result: { lambdaMax: 3 } },
    { what: "trace", result: { trace: 30 } },
    { what: "asam", result: { sharpness: 0.5, loss: 0.01 } },
  ] as unknown as RowMeasures["measures"];
  expect(endsByRun([{ row: { id: "a", steps: 240 }, measures }]).get("a")).toEqual({
    step: 240,
    loss: 0.01,
    hessian: 3,
    trace: 30,
    asam: 0.5,
  });
});
