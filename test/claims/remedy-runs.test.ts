import { describe, expect, it } from "vitest";
import { remedyArms, remedyRows } from "../../src/claims/remedy-arms";
import { choiceRows, chooseRemedies, epochsOf, ratesFor, remedySweeps, remedyTuning, trialRows } from "../../src/claims/remedy-runs";
import { STUDY_SCALES, study } from "../../src/claims/study";
import { planRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";
import type { RunRow } from "../../src/sweep/store/row";
import { describeRemedies } from "../../src/train/remedies/describe";

const OPTIONS = { optimizer: "momentum", epochs: 60, rates: [0.1, 0.3], validation: 500, tuningSeed: 0 } as const;
const runsOf = (inputs: Parameters<typeof parseSweep>[0][]) => inputs.flatMap((input) => planRuns(parseSweep(input)));

describe("remedyArms", () => {
  it("tries each remedy of the registry or says why not, in the registry's words", async () => {
    const found = remedyArms(await study("small"), OPTIONS);
    const ids = [...found.arms, ...found.leftOut].map(({ id }) => id);
    expect(ids.sort()).toEqual(["LB", "SB", ...describeRemedies().map(({ name }) => name)].sort());
    const why = Object.fromEntries(found.leftOut.map((each) => [each.id, each.why]));
    expect(why.ghostBatchNorm).toContain("no batch norm");
    expect(why.lamb).toContain("Adam");
    // A remedy that is new in the registry needs strengths here, or a reason.
    expect(Object.values(why).filter((each) => each.includes("no strengths"))).toEqual([]);
    expect(found.arms.find(({ id }) => id === "sam")).toMatchObject({ batch: 500, cost: 2 });
    expect(remedyRows(found).find(({ remedy }) => remedy === "lamb")?.["tried with"]).toContain("Adam");
  });

  it("tries ghosts where there is batch norm, LAMB with Adam, and only what it is told", async () => {
    const ids = async (scale: string, more: object) => remedyArms(await study(scale), { ...OPTIONS, ...more }).arms.map(({ id }) => id);
    expect(await ids("paper", {})).toContain("ghostBatchNorm");
    expect(await ids("small", { optimizer: "adam" })).toContain("lamb");
    expect(await ids("small", { only: ["sam"] })).toEqual(["SB", "LB", "sam"]);
  });
});

describe("the sweeps", () => {
  it.each(STUDY_SCALES)("are valid at %s", async (scale) => {
    const plan = await study(scale);
    const { arms } = remedyArms(plan, OPTIONS);
    const choices = arms.map((arm) => ({ arm, strength: arm.strengths[0] ?? {}, learningRate: 0.1, accuracy: 1 }));
    expect(runsOf(remedyTuning(plan, arms, OPTIONS)).length).toBe(4 * arms.length);
    expect(runsOf(remedySweeps(plan, choices, "gradients", OPTIONS)).length).toBe(arms.length * plan.seeds.length);
    const atSteps = runsOf(remedySweeps(plan, choices, "steps", OPTIONS));
    expect(new Set(atSteps.map(({ run }) => run.until === "epochs" && run.epochs))).toEqual(new Set([60]));
    expect(new Set(atSteps.map(({ recipe }) => recipe))).toEqual(new Set(arms.filter(({ cost }) => cost > 1).map(({ id }) => id)));
  });

  it("give a remedy as many gradients as the plain training, and hold validation examples out of tuning alone", async () => {
    const plan = { ...(await study("small")), data: "mnist" as const };
    const { arms } = remedyArms(plan, OPTIONS);
    const epochs = Object.fromEntries(arms.map((arm) => [arm.id, epochsOf(arm, "gradients", 60)]));
    expect(epochs).toMatchObject({ SB: 60, LB: 60, swa: 60, sam: 30, conservative: 20, entropySgd: 12 });
    expect(epochsOf({ cost: 20 }, "gradients", 4)).toBe(1);
    for (const { run } of runsOf(remedyTuning(plan, arms, OPTIONS)))
      expect(run).toMatchObject({ validation: 500, seed: 0, trainSize: 2000 });
    // Few examples: a tenth of them is held out, and fewer are trained on.
    const few = runsOf(remedyTuning({ ...plan, data: "glyphs" }, arms, OPTIONS));
    expect(few[0]?.run).toMatchObject({ validation: 200, trainSize: 1800 });
    expect(plan.seeds).not.toContain(OPTIONS.tuningSeed);
    const choices = [{ arm: arms[0] as (typeof arms)[0], strength: {}, learningRate: 0.1, accuracy: 1 }];
    for (const { run } of runsOf(remedySweeps(plan, choices, "gradients", OPTIONS))) expect(run.validation).toBeUndefined();
  });
});

describe("ratesFor", () => {
  it("gives an arm without a strength to choose as many trials as two strengths have, around the same rates", () => {
    expect(ratesFor({ strengths: [{ rho: 1 }, { rho: 2 }] }, [0.01, 0.1, 1])).toEqual([0.01, 0.1, 1]);
    expect(ratesFor({ strengths: [{}] }, [0.01, 0.1, 1])).toEqual([0.0032, 0.01, 0.032, 0.1, 0.32, 1]);
    expect(ratesFor({ strengths: [{}] }, [0.1])).toEqual([0.1]);
  });
});

describe("trialRows", () => {
  it("shows every trial: a row a strength, a column a rate", async () => {
    const { arms } = remedyArms(await study("small"), { ...OPTIONS, only: ["sam"] });
    const row = (recipe: string, testAccuracy: number) => ({ recipe, testAccuracy }) as RunRow;
    const rows = trialRows(arms, [row("LB strength 1 rate 0.17", 0.8), row("sam strength 2 rate 0.3", 0.95)], OPTIONS);
    expect(rows.map(({ arm, strength }) => `${arm} ${strength}`)).toEqual(["SB –", "LB –", "sam rho=0.05", "sam rho=0.2"]);
    expect(Object.keys(rows[0] ?? {})).toEqual(["arm", "strength", "rate 0.058", "rate 0.1", "rate 0.17", "rate 0.3"]);
    expect([rows[1]?.["rate 0.17"], rows[3]?.["rate 0.3"], rows[3]?.["rate 0.17"]]).toEqual(["80.00", "95.00", ""]);
  });
});

describe("chooseRemedies", () => {
  it("takes the strength and the rate that are best on validation examples, and passes over what diverged", async () => {
    const { arms } = remedyArms(await study("small"), { ...OPTIONS, only: ["sam", "asam"] });
    const row = (recipe: string, testAccuracy: number) => ({ recipe, status: "done", testAccuracy, testLoss: 1 }) as RunRow;
    const rows = [
      row("SB strength 1 rate 0.1", 0.8),
      row("SB strength 1 rate 0.3", 0.9),
      row("sam strength 1 rate 0.1", 0.7),
      row("sam strength 2 rate 0.1", 0.95),
    ];
    const choices = chooseRemedies(arms, rows, OPTIONS);
    expect(choices.map(({ arm, strength, learningRate }) => [arm.id, strength, learningRate])).toEqual([
      ["SB", {}, 0.3],
      ["sam", { rho: 0.2 }, 0.1],
    ]);
    expect(choiceRows(choices)[0]).toMatchObject({
      arm: "SB",
      "learning rate chosen": "0.3 (largest of the grid)",
      "validation accuracy, %": "90.00",
    });
  });
});
