import { describe, expect, it } from "vitest";
import { plannedTreatments, tuningRows } from "../../src/claims/gap-treatments";
import { study } from "../../src/claims/study";
import { planRuns, tuningRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";

const GRID = { rule: "tuned", from: 1e-3, to: 1e-2, points: 2, validation: 1000 } as const;
const planned = async (scale: string) => plannedTreatments(await study(scale), { evaluateEvery: 1000, grid: GRID });
const runsOf = (input: Parameters<typeof parseSweep>[0]) => planRuns(parseSweep(input)).map(({ run }) => run);

describe("plannedTreatments", () => {
  it.each(["smoke", "small", "paper"])("are valid sweeps of one batch each at %s, each id once", async (scale) => {
    const plan = await study(scale);
    const treatments = await planned(scale);
    expect(new Set(treatments.map(({ id }) => id)).size).toBe(treatments.length);
    for (const { small, large } of treatments) {
      expect(parseSweep(small).batches).toEqual([plan.small]);
      expect(parseSweep(large).batches).toEqual([plan.large]);
    }
  });

  it("change what they name, and nothing else", async () => {
    const found = new Map((await planned("small")).map((each) => [each.id, each]));
    const large = (id: string) => runsOf(found.get(id)?.large)[0];
    const small = (id: string) => runsOf(found.get(id)?.small)[0];
    expect(large("stall")).toMatchObject({ batch: 500, until: "stall", learningRate: 0.001 });
    expect(large("adaptation")).toMatchObject({ until: "epochs", epochs: 1000, learningRate: 0.001 });
    expect(large("adaptation-sqrt")).toMatchObject({ until: "epochs", epochs: 1000, learningRate: 0.005 });
    expect(large("sqrt")).toMatchObject({ until: "stall", learningRate: 0.005 });
    expect(large("linear")).toMatchObject({ until: "stall", learningRate: 0.025 });
    expect(large("no-batch-norm")).toMatchObject({ network: "mlp5", until: "stall" });
    expect(large("steps")?.steps).toBe(small("steps")?.steps);
    for (const id of ["adaptation", "adaptation-sqrt"]) expect(small(id)).toEqual(small("epochs"));
    for (const id of ["sqrt", "linear"]) expect(small(id)).toEqual(small("stall"));
    expect(tuningRuns(parseSweep(found.get("tuned")?.large)).map(({ run }) => run.learningRate)).toEqual([0.001, 0.01]);
  });
});

it("tuned rates are a row a rate, with the chosen ones marked", () => {
  const about = { network: "mlp" as const, recipe: "plain", validation: 1000, accuracy: 0.9, loss: 0.3 };
  const trials = (a: number, b?: number) => [{ learningRate: 0.001, accuracy: a }, { learningRate: 0.01, ...(b ? { accuracy: b } : { diverged: true }) }]; // biome-ignore format: a table
  const rates = [
    { ...about, batch: 20, learningRate: 0.001, trials: trials(0.9) },
    { ...about, batch: 500, learningRate: 0.01, trials: trials(0.88, 0.89) },
  ];
  expect(tuningRows(rates)).toEqual([
    { "learning rate": "0.001", "validation %, batch 20": "90.00 ◂", "validation %, batch 500": "88.00" },
    { "learning rate": "0.01", "validation %, batch 20": "diverged", "validation %, batch 500": "89.00 ◂" },
  ]);
  expect(tuningRows([])).toEqual([]);
});
