import { describe, expect, it } from "vitest";
import { parseRun, RUN_KEYS } from "../../../src/config";
import { runId } from "../../../src/sweep/identity";
import { testsOf } from "../../../src/sweep/store/filter";
import { COLUMNS, columnsOf, type RunRow, rowOf, rowOfConfig, sortRows } from "../../../src/sweep/store/row";
import type { StoredResult } from "../../../src/train/run-folder";

const run = parseRun({ network: "F1", data: "mnist", batch: 256, seed: 3, validation: 500, until: "steps", steps: 90, learningRate: 0.01 });
const result: StoredResult = {
  run,
  variant: "shuffled",
  evaluatedOn: "validation",
  ending: "steps",
  epochs: 2,
  steps: 90,
  train: { loss: 0.25, accuracy: 0.5 },
  test: { loss: Number.POSITIVE_INFINITY, accuracy: 0.125 },
  history: [],
  seconds: 12,
  stepMs: 3.5,
  backend: "tensorflow-cpu",
  parameters: 7,
  weightsSha256: "",
  dataSha256: "",
};

describe("a row", () => {
  it("has remedies as they are given to --remedy, and no such column's value where there are none", () => {
    const remedies = { sam: { rho: 0.1 }, clipping: { norm: 5 } };
    expect(rowOfConfig("a", "done", { ...run, remedies }, 1).remedies).toBe("sam:rho=0.1 clipping:norm=5");
    for (const odd of [undefined, {}, 3, "sam"]) expect("remedies" in rowOfConfig("a", "done", { ...run, remedies: odd }, 1)).toBe(false);
  });

  it("says what a run was and what came of it, in flat columns", () => {
    const row = rowOf(run, result);
    expect(row).toMatchObject({ id: runId(run), status: "done", network: "F1", data: "mnist", batch: 256, seed: 3, learningRate: 0.01 });
    expect(row).toMatchObject({
      variant: "shuffled",
      validation: 500,
      until: "steps",
      maxSteps: 90,
      maxEpochs: 1000,
      evaluatedOn: "validation",
    });
    expect(row).toMatchObject({
      ending: "steps",
      epochs: 2,
      steps: 90,
      trainLoss: 0.25,
      trainAccuracy: 0.5,
      testAccuracy: 0.125,
      seconds: 12,
    });
    expect(row).toMatchObject({ stepMs: 3.5, parameters: 7, backend: "tensorflow-cpu" });
    expect(row, "no number").not.toHaveProperty("testLoss");
    expect(row).not.toHaveProperty("trainSize");
  });

  it("has a documented column for every setting of a run", () => {
    const full = parseRun({ ...run, trainSize: 100 });
    const row = rowOfConfig("0".repeat(20), "stopped", full, 1);
    const renamed: Record<string, string> = { epochs: "maxEpochs", steps: "maxSteps" };
    for (const key of RUN_KEYS) expect(row[renamed[key] ?? key], key).toBe(full[key as keyof typeof full]);
    const names = COLUMNS.map(({ name }) => name);
    for (const key of Object.keys(rowOf(full, result))) expect(names).toContain(key);
    expect(new Set(names).size).toBe(names.length);
  });

  it("believes no value of a wrong type", () => {
    const hostile = JSON.parse(
      '{"network": {"a": 1}, "batch": 1e999, "seed": 0.5, "data": "mnist", "__proto__": {"until": "x"}, "momentum": "1"}',
    );
    const row = rowOfConfig("0".repeat(20), "damaged", hostile, 1);
    expect(row).toEqual({ id: "0".repeat(20), status: "damaged", data: "mnist", evaluatedOn: "test", numbersVersion: 1 });
    expect(rowOfConfig("0".repeat(20), "damaged", null, 1).status).toBe("damaged");
  });
});

const row = (changes: Partial<RunRow>): RunRow => ({ ...rowOf(run, result), ...changes });

it("rows are in the order of network, data, optimizer, batch and seed; those without settings come last", () => {
  const rows = [
    row({ batch: 32, seed: 2 }),
    rowOfConfig("f".repeat(20), "damaged", {}, 1),
    row({ batch: 256, seed: 1 }),
    row({ batch: 32, seed: 1 }),
    row({ network: "C1" }),
  ];
  const order = sortRows(rows).map(({ network, batch, seed }) => [network, batch, seed]);
  expect(order).toEqual([["C1", 256, 3], ["F1", 32, 1], ["F1", 32, 2], ["F1", 256, 1], [undefined, undefined, undefined]]); // biome-ignore format: one line
});

it("measures and recipes have columns where a row has them", () => {
  const names = (rows: RunRow[]) => columnsOf(rows).map(({ name }) => name);
  expect(names([row({})])).toEqual(COLUMNS.map(({ name }) => name));
  expect(names([row({}), row({ lambdaMax: 2, recipe: "long" }), row({ keskarFull: 1 })]).slice(COLUMNS.length)).toEqual([
    "recipe",
    "keskarFull",
    "lambdaMax",
  ]);
});

it("a filter takes one value or several, and all of its columns count", () => {
  const passes = (filter: Parameters<typeof testsOf>[0], changes: Partial<RunRow> = {}) => {
    const { settled, rest } = testsOf(filter);
    return settled(row(changes)) && rest(row(changes));
  };
  expect(passes({})).toBe(true);
  expect(passes({ network: "F1", batch: [32, 256], status: undefined })).toBe(true);
  expect(passes({ network: "F1", batch: [32, 64] })).toBe(false);
  expect(passes({ network: "F1", status: "failed" })).toBe(false);
  expect(testsOf({ status: "failed" }).settled(row({})), "a status may change").toBe(true);
});
