import { describe, expect, it } from "vitest";
import { report } from "../../src/cli/measure-report";
import { unitOf } from "../../src/cli/units";

const reported = (what: string, result: object): string =>
  report({
    run: "out/a",
    measures: [
      { what, result, settings: {}, seed: 1, split: "train", examples: 10, batchNorm: "running", weights: "", data: "", version: 1, seconds: 0, backend: "cpu", measuredAt: "" }, // biome-ignore format: all that a result has
    ],
  });

describe("units of a report", () => {
  it.each([
    ["keskar", "phi", "percent"],
    ["keskar", "by.lbfgsb", "percent"],
    ["keskarSubspace", "phi.mean", "percent"],
    ["keskarSubspace", "phi.n", undefined],
    ["keskarSubspace", "draws[1].loss", "nats"],
    ["noise", "scale", "examples"],
    ["noise", "smithLe.scale", undefined],
    ["hessian", "lambdaMax", undefined],
    ["perturbation", "rises.standardError", "nats"],
    ["perturbation", "rises.radius", undefined],
    ["path", "rows[3].test.accuracy", "share"],
    ["path", "barriers[0].train", "nats"],
    ["stepsToTarget", "criticalBatch.low", "examples"],
  ])("%s %s: %s", (what, path, unit) => expect(unitOf(what, path)).toBe(unit));

  it("stand beside a number, and in the head of a table's column", () => {
    expect(reported("keskar", { phi: 2.5, converged: true, ends: ["gradient"] })).toMatch(/ phi {2}2\.500 percent$/m);
    const rows = [1, 2, 3].map((step) => ({ step, loss: step / 2 }));
    expect(reported("trajectory", { rows })).toMatch(/^ +step +loss \(nats\)$/m);
  });
});

describe("long lists of a report", () => {
  it("of numbers or of rows of numbers are counted, not printed", () => {
    const losses = Array.from({ length: 51 }, () => new Array(51).fill(0.5));
    const text = reported("landscape", { alphas: losses[0], losses });
    expect(text).toContain("losses  51 × 51 values, see --json");
    expect(text).toContain("alphas  51 values, see --json");
    expect(text.split("\n").every((line) => line.length < 100)).toBe(true);
  });

  it("what has no value is a dash", () => {
    expect(reported("density", { trace: { standardError: null } })).toMatch(/trace\.standardError {2}–$/m);
  });
});
