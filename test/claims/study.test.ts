import { describe, expect, it } from "vitest";
import { judge } from "../../src/claims/claim";
import { claimsBundle } from "../../src/claims/show-claims";
import { STUDY_SCALES, study, studySweep } from "../../src/claims/study";
import { UsageError } from "../../src/errors";
import { planRuns } from "../../src/sweep/grid";
import { parseSweep } from "../../src/sweep/parse";

describe("study", () => {
  it.each(STUDY_SCALES)("at %s is a valid sweep under each budget", async (scale) => {
    const plan = await study(scale);
    for (const budget of Object.values(plan.budgets)) expect(() => parseSweep(studySweep(plan, { budget }))).not.toThrow();
    expect(plan.batches).toContain(plan.small);
    expect(plan.batches).toContain(plan.large);
  });

  it("has at least five seeds wherever a verdict is made", async () => {
    for (const scale of ["small", "paper"]) expect((await study(scale)).seeds.length).toBeGreaterThanOrEqual(5);
  });

  it("refuses an unknown scale", async () => {
    await expect(study("large")).rejects.toThrow(UsageError);
    await expect(study("large")).rejects.toThrow('There is no scale "large". Choose one of smoke, small, paper.');
  });
});

describe("studySweep", () => {
  it("adds settings, and drops what the budget decides", async () => {
    const plan = await study("smoke");
    expect(studySweep(plan, { settings: { evaluateEvery: 2 } }).settings).toEqual({ epochs: 4, evaluateEvery: 2 });
    expect(studySweep(plan, { budget: "epochs:2" })).toMatchObject({ budget: "epochs:2", settings: {} });
  });

  it("trains all batches for as many steps, also the one whose epoch is a single step", async () => {
    const plan = await study("small");
    expect(studySweep(plan, { budget: plan.budgets.steps }).settings).toEqual({ trainSize: 2000, epochs: 2000 });
    const runs = planRuns(parseSweep(studySweep(plan, { budget: plan.budgets.steps })));
    for (const { run } of runs) expect(run.epochs * Math.floor(2000 / run.batch)).toBeGreaterThanOrEqual(run.steps as number);
    expect(studySweep(plan, { budget: "steps:9", settings: { epochs: 5 } }).settings).toMatchObject({ epochs: 5 });
  });
});

describe("claimsBundle", () => {
  it("holds the claims as they are, and a table", () => {
    const test = { kind: "direction", effect: "points", direction: "above", seeds: 2 } as const;
    const claims = [judge({ id: "a", statement: "A", source: "here", test }, { estimate: 1, interval: [0.5, 1.5], n: 2 })];
    const bundle = claimsBundle(claims);
    expect(bundle["application/vnd.largebatch.claims+json"]).toEqual({ version: 1, claims });
    expect(bundle["text/markdown"]).toContain("| A | points | – | 1 [0.5, 1.5] (n = 2) | **reproduced** |");
  });
});
