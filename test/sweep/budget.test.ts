import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors";
import { budgetText, decidedBy, parseBudget } from "../../src/sweep/budget";

describe("parseBudget", () => {
  it.each([
    ["epochs:40", { until: "epochs", epochs: 40 }],
    ["steps:2000", { until: "steps", steps: 2000 }],
    ["stall", { until: "stall" }],
  ] as const)("reads %s", (text, budget) => {
    expect(parseBudget(text)).toEqual(budget);
    expect(budgetText(parseBudget(text))).toBe(text);
  });

  it.each([
    "",
    "epochs",
    "epochs:",
    "epochs:0",
    "epochs:-1",
    "epochs:2.5",
    "epochs:0x10",
    "steps:1e400",
    "epochs:4:4",
    "stall:3",
    "hours:2",
  ])("refuses %j", (text) => {
    expect(() => parseBudget(text)).toThrow(UsageError);
    expect(() => parseBudget(text)).toThrow(`got "${text}"`);
  });
});

describe("decidedBy", () => {
  it("leaves further limits to the settings", () => {
    expect(decidedBy(parseBudget("epochs:4"))).toEqual(["until", "epochs"]);
    expect(decidedBy(parseBudget("steps:4"))).toEqual(["until", "steps"]);
    expect(decidedBy(parseBudget("stall"))).toEqual(["until"]);
  });
});
