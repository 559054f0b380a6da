import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, parseRun } from "../../src/config";
import { dimensionsOf } from "../../src/data/dimensions";
import { cellsOf, planRuns, runName, type SweepInput, tuningRuns, unusedSeed } from "../../src/sweep/grid";
import { isRunId, runId } from "../../src/sweep/identity";
import { parseSweep } from "../../src/sweep/parse";

const RECIPES = {
  adam: {},
  sgd: { optimizer: "sgd" },
  decay: { weightDecay: 1e-4 },
  "large steps": { optimizer: "momentum", momentum: 0.5, learningRate: 0.2 },
} as const;

/** Sweeps that are right, of made data. */
const sweeps = fc.record({
  network: fc.uniqueArray(fc.constantFrom("mlp", "F1", "cnn"), { minLength: 1 }),
  data: fc.constantFrom("glyphs", "glyphs-100"),
  batches: fc.uniqueArray(fc.integer({ min: 1, max: 1800 }), { minLength: 1, maxLength: 6 }),
  seeds: fc.uniqueArray(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 5 }),
  budget: fc.constantFrom("stall", "epochs:4", "steps:1000"),
  rate: fc.constantFrom("fixed", "linear:256", "sqrt:32"),
  recipes: fc
    .uniqueArray(fc.constantFrom(...(Object.keys(RECIPES) as (keyof typeof RECIPES)[])), { minLength: 1 })
    .map((names) => Object.fromEntries(names.map((name) => [name, RECIPES[name]]))),
}) as fc.Arbitrary<SweepInput & { network: string[]; recipes: object }>;

/** A sweep has up to hundreds of runs, each of which is looked at. */
const FEW = { numRuns: 40 };

/** The same, its keys in another order at every level. */
function reversed<T>(value: T): T {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  ) as T;
}

describe("planRuns", () => {
  it("makes the product of networks, recipes, batches and seeds, each run once", () => {
    fc.assert(
      fc.property(sweeps, (input) => {
        const runs = planRuns(parseSweep(input));
        const product = input.network.length * Object.keys(input.recipes).length * input.batches.length * input.seeds.length;
        expect(runs).toHaveLength(product);
        expect(new Set(runs.map(({ id }) => id)).size).toBe(product);
      }),
    );
  });

  it("makes runs that are complete and valid, fit their data, and have the budget", () => {
    fc.assert(
      fc.property(sweeps, (input) => {
        const { train } = dimensionsOf(input.data ?? "glyphs");
        for (const { id, run } of planRuns(parseSweep(input))) {
          expect(parseRun(run)).toEqual(run);
          expect(run.batch).toBeLessThanOrEqual(train);
          expect(isRunId(id)).toBe(true);
          expect(runId(parseRun(JSON.parse(canonicalJson(run))))).toBe(id);
          const { until, epochs, steps } = run;
          if (input.budget === "epochs:4") expect([until, epochs]).toEqual(["epochs", 4]);
          else if (input.budget === "steps:1000") expect([until, steps]).toEqual(["steps", 1000]);
          else expect(until).toBe("stall");
        }
      }),
      FEW,
    );
  });

  it("gives the same names whatever the order of the keys", () => {
    fc.assert(
      fc.property(sweeps, (input) => {
        const names = (sweep: unknown) =>
          planRuns(parseSweep(sweep))
            .map(({ id, recipe }) => `${id} ${recipe}`)
            .sort();
        expect(names(reversed(input))).toEqual(names(input));
      }),
      FEW,
    );
  });

  it("gives a run the name that it has always had", () => {
    const [plain] = planRuns(parseSweep({ network: "mlp", batches: [32], seeds: [1] }));
    expect(plain?.id).toBe("938918cf35dd698df807");
  });

  it("goes seed by seed", () => {
    const runs = planRuns(parseSweep({ network: ["mlp", "F1"], batches: [8, 16], seeds: [3, 1] }));
    expect(runs.map(({ run }) => [run.seed, run.network, run.batch])).toEqual(
      [3, 1].flatMap((seed) => ["mlp", "F1"].flatMap((network) => [8, 16].map((batch) => [seed, network, batch]))),
    );
  });

  it("sets the learning rate by the rule, from the recipe's own or the optimizer's usual one", () => {
    const recipes = { sgd: { optimizer: "sgd" }, mine: { optimizer: "sgd", learningRate: 0.3 } } as const;
    const rates = (rate: string) =>
      planRuns(parseSweep({ network: "mlp", batches: [64, 256], seeds: [1], rate, recipes })).map(({ run }) => run.learningRate);
    expect(rates("fixed")).toEqual([0.1, 0.1, 0.3, 0.3]);
    expect(rates("linear:64")).toEqual([0.1, 0.4, 0.3, 1.2]);
    expect(rates("sqrt:64")).toEqual([0.1, 0.2, 0.3, 0.6]);
  });
});

describe("tuningRuns", () => {
  const tuned = { network: "mlp", batches: [20, 500], seeds: [1, 2, 3], rate: "tuned:1e-4..1e-1:4" } as const;

  it("tries each rate of the grid for each cell, on a validation split, with a seed that the sweep does not use", () => {
    const sweep = parseSweep({ ...tuned, recipes: { a: {}, b: { optimizer: "sgd" } } });
    const runs = tuningRuns(sweep);
    expect(runs).toHaveLength(cellsOf(sweep).length * 4);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(16);
    expect(runs.every(({ run }) => run.validation === 200 && run.seed === 0)).toBe(true);
    expect(runs.slice(0, 4).map(({ run }) => [run.batch, run.learningRate])).toEqual([
      [20, 1e-4],
      [20, 1e-3],
      [20, 0.01],
      [20, 0.1],
    ]);
    expect(runName(runs[0] as (typeof runs)[0])).toBe("mlp on glyphs, batch 20, a, seed 0, learning rate 0.0001");
  });

  it("stays the same when the sweep is given more seeds, batches or rates beside", () => {
    const ids = (input: object) => new Set(tuningRuns(parseSweep(input)).map(({ id }) => id));
    const before = ids(tuned);
    const after = ids({ ...tuned, seeds: [1, 2, 3, 4, 5], batches: [20, 100, 500] });
    expect([...before].every((id) => after.has(id))).toBe(true);
  });

  it("is empty where nothing is tuned, and its runs are none of the sweep's", () => {
    expect(tuningRuns(parseSweep({ ...tuned, rate: "linear:20" }))).toEqual([]);
    const sweep = parseSweep(tuned);
    const rates = cellsOf(sweep).map(({ network, recipe, batch }) => ({ network, recipe: recipe.name, batch, learningRate: 0.01 }));
    const ids = new Set(tuningRuns(sweep).map(({ id }) => id));
    const runs = planRuns(sweep, rates);
    expect(runs).toHaveLength(6);
    expect(runs.some(({ id }) => ids.has(id))).toBe(false);
    expect(runs.every(({ run }) => run.validation === undefined && run.learningRate === 0.01)).toBe(true);
  });

  it("leaves out the runs of a cell that has no rate", () => {
    const runs = planRuns(parseSweep(tuned), [{ network: "mlp", recipe: "plain", batch: 500, learningRate: 0.1 }]);
    expect(runs.map(({ run }) => [run.batch, run.seed])).toEqual([
      [500, 1],
      [500, 2],
      [500, 3],
    ]);
  });

  it("is made once where two recipes share it", () => {
    const recipes = { all: { trainSize: 2000 }, most: { trainSize: 1900 } };
    expect(tuningRuns(parseSweep({ ...tuned, batches: [20], recipes }))).toHaveLength(4);
  });
});

describe("unusedSeed", () => {
  it("is the smallest that is free", () => {
    expect(unusedSeed([1, 2])).toBe(0);
    expect(unusedSeed([0, 1, 3])).toBe(2);
  });
});
