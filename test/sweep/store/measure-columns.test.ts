import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../../src/data/files";
import { MEASURES } from "../../../src/measure/panel";
import { MEASURE_VERSION } from "../../../src/measure/panel/stored";
import { addMeasures } from "../../../src/sweep/store/measure-columns";
import { COLUMNS, type RunRow } from "../../../src/sweep/store/row";
import { place, temporaryFolder } from "../../data/helpers";

const result = { weightsSha256: "w", dataSha256: "d" };

/** What a measure keeps beside a run, with changes. */
const stored = (what: string, value: object, changes: object = {}) => ({
  what,
  settings: MEASURES[what]?.settings,
  seed: 1,
  split: "train",
  examples: 100,
  batchNorm: "running",
  weights: "w",
  data: "d",
  version: MEASURE_VERSION,
  result: value,
  ...changes,
});

async function columns(...measures: object[]): Promise<Record<string, unknown>> {
  const folder = await temporaryFolder();
  const files = measures.map((measure, i) => [
    `measures/${(measure as { what?: string }).what ?? "x"}-${String(i).padStart(12, "0")}.json`,
    JSON.stringify({ ...measure, sha256: sha256(Buffer.from(JSON.stringify(measure))) }),
  ]);
  await place(folder, Object.fromEntries(files));
  const row = {} as RunRow;
  addMeasures(row, folder, result);
  return row;
}

describe("measures of a run", () => {
  it("are columns that name their kind", async () => {
    const found = await columns(
      stored("keskar", { phi: 3 }),
      stored("hessian", { lambdaMax: 5, lambdaMin: -1 }),
      stored("sam", { sharpness: 7 }),
    );
    expect(found).toEqual({ keskarFull: 3, lambdaMax: 5, sam: 7 });
  });

  it("with other settings have columns of their own", async () => {
    const { settings } = MEASURES.keskar as { settings: object };
    const found = await columns(
      stored("keskar", { phi: 1 }, { settings: { ...settings, epsilon: 5e-4 } }),
      stored("keskar", { phi: 2 }, { seed: 2, split: "test" }),
      stored("keskar", { phi: 3 }, { data: "a sample", examples: 50, batchNorm: "batch" }),
      stored("keskar", { phi: 4 }),
    );
    expect(found).toEqual({
      keskarFull: 4,
      "keskarFull(epsilon=0.0005)": 1,
      "keskarFull(seed=2 split=test)": 2,
      "keskarFull(examples=50 batchNorm=batch)": 3,
    });
  });

  it("of other weights, older versions, without a number, unknown or damaged are left out", async () => {
    const found = await columns(
      stored("keskar", { phi: 1 }, { weights: "rescaled" }),
      stored("hessian", { lambdaMax: 1 }, { version: MEASURE_VERSION - 1 }),
      stored("sam", { sharpness: null }),
      stored("perturbation", { rises: [1, 2] }),
      stored("__proto__", { phi: 1 }),
      stored("constructor", { phi: 1 }),
      { ...stored("asam", { sharpness: 1 }), sha256: "0" },
      { what: 5 },
    );
    expect(found).toEqual({});
  });

  it("never take the name of another column", () => {
    const fixed = new Set(COLUMNS.map(({ name }) => name));
    expect(Object.keys(MEASURES).filter((name) => fixed.has(name))).toEqual([]);
  });
});

it("a run without measures has none", async () => {
  const row = {} as RunRow;
  addMeasures(row, join(await temporaryFolder(), "nothing"), result);
  expect(row).toEqual({});
});
