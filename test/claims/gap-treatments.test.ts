import { describe, expect, it } from "vitest";
import { treatmentGaps, treatmentSweeps, tuningRows } from "../../src/claims/gap-treatments";
import { STUDY_SCALES, study } from "../../src/claims/study";
import { planRuns, tuningRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import type { RunRow } from "../../src/sweep/store/row";

const GRID = { rule: "tuned", from: 1e-3, to: 1e-2, points: 2, validation: 1000 } as const;
const planned = async (scale: string) => treatmentSweeps(await study(scale), { evaluateEvery: 1000, grid: GRID });
const runsOf = (input: Parameters<typeof parseSweep>[0]) => planRuns(parseSweep(input));

describe("treatmentSweeps", () => {
  it.each(STUDY_SCALES)("are valid at %s", async (scale) => {
    for (const input of Object.values(await planned(scale))) expect(() => parseSweep(input)).not.toThrow();
  });

  it("change what they name, and nothing else", async () => {
    const { longer, rates, tuned, networks } = await planned("small");
    const firstOf = (input: typeof longer, recipe: string) => runsOf(input).find((each) => each.recipe === recipe)?.run;
    expect(firstOf(longer, "adaptation")).toMatchObject({ batch: 500, until: "epochs", epochs: 1000, learningRate: 0.001 });
    expect(firstOf(longer, "adaptation-sqrt")).toMatchObject({ batch: 500, until: "epochs", epochs: 1000, learningRate: 0.005 });
    expect(firstOf(rates, "sqrt")).toMatchObject({ batch: 500, until: "stall", learningRate: 0.005 });
    expect(firstOf(rates, "linear")).toMatchObject({ batch: 500, until: "stall", learningRate: 0.025 });
    expect(new Set(tuningRuns(parseSweep(tuned)).map(({ run }) => `${run.batch} ${run.learningRate}`)).size).toBe(4);
    const pairs = new Set(runsOf(networks).map(({ run }) => `${run.network} ${run.batch} ${run.until} ${run.learningRate}`));
    expect([...pairs]).toEqual(["F1 20 stall 0.001", "F1 500 stall 0.001", "mlp5 20 stall 0.001", "mlp5 500 stall 0.001"]);
  });
});

describe("treatmentGaps", () => {
  it("set each treatment's large batch against the small one that it belongs to", async () => {
    const plan = await study("small");
    const row = (batch: number, testAccuracy: number, more: Partial<RunRow> = {}) =>
      ({ id: "", batch, seed: 1, testAccuracy, trainAccuracy: 1, network: "mlp", recipe: "plain", ...more }) as RunRow;
    const pair = (gap: number, more: Partial<RunRow> = {}) => [row(10, 0), row(20, 0.9, more), row(500, 0.9 - gap / 100, more)];
    const large = (gap: number, recipe: string) => row(500, 0.9 - gap / 100, { recipe });
    const gaps = treatmentGaps(
      {
        epochs: pair(9),
        steps: pair(1),
        stall: [row(20, 0.91), row(500, 0.83)],
        longer: [large(2, "adaptation"), large(3, "adaptation-sqrt")],
        rates: [large(4, "sqrt"), large(5, "linear")],
        tuned: pair(6),
        networks: [...pair(-1, { network: "F1" }), ...pair(7, { network: "mlp5" })],
      },
      plan,
    );
    expect(Object.fromEntries(gaps.map(({ id, values }) => [id, values.map((value) => Number(value.toFixed(6)))]))).toEqual({
      epochs: [9],
      stall: [8],
      steps: [1],
      adaptation: [2],
      "adaptation-sqrt": [3],
      sqrt: [5],
      linear: [6],
      tuned: [6],
      "batch-norm": [-1],
      "no-batch-norm": [7],
    });
    expect(gaps[3]?.name).toBe("LB: 25 × the epochs");
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
