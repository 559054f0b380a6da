import { describe, expect, it } from "vitest";
import { inputOf, numbers } from "../../src/cli/sweep-flags";
import { duration } from "../../src/cli/sweep-report";
import { UsageError } from "../../src/errors";

describe("numbers", () => {
  it("reads lists and ranges", () => {
    expect(numbers("batches", "32,256,6000")).toEqual([32, 256, 6000]);
    expect(numbers("seeds", "1-5")).toEqual([1, 2, 3, 4, 5]);
    expect(numbers("seeds", "1, 3-4,9 - 9")).toEqual([1, 3, 4, 9]);
    // What kind of numbers is the sweep's to check.
    expect(numbers("batches", "-3,2.5,1e3")).toEqual([-3, 2.5, 1000]);
  });

  it.each(["", "a", "1,,2", "1-", "5-1", "0-99999999", "1..5"])("refuses %j and names the flag", (text) => {
    expect(() => numbers("seeds", text)).toThrow(UsageError);
    expect(() => numbers("seeds", text)).toThrow(/^--seeds/);
  });
});

describe("inputOf", () => {
  it("is what a file would say", () => {
    expect(
      inputOf({
        network: "mlp, F1",
        data: "mnist",
        batches: "32,256",
        seeds: "1-2",
        budget: "epochs:4",
        rate: "sqrt:32",
        optimizer: "sgd",
        set: ["learningRate=0.2", "trainSize=500"],
        measure: "keskar,hessian",
      }),
    ).toEqual({
      network: ["mlp", "F1"],
      data: "mnist",
      batches: [32, 256],
      seeds: [1, 2],
      budget: "epochs:4",
      rate: "sqrt:32",
      settings: { learningRate: 0.2, trainSize: 500, optimizer: "sgd" },
      measure: ["keskar", "hessian"],
    });
  });

  it("stands in place of the file's fields; settings are added one by one", () => {
    const file = { network: "mlp", seeds: [1, 2, 3], settings: { weightDecay: 1e-4, trainSize: 100 }, recipes: { a: {} } };
    expect(inputOf({ seeds: "7", set: ["trainSize=50"] }, file)).toEqual({
      network: "mlp",
      seeds: [7],
      settings: { weightDecay: 1e-4, trainSize: 50 },
      recipes: { a: {} },
    });
    expect(inputOf({ set: [] }, file)).toEqual(file);
  });

  it("adds remedies to the file's, or puts them in their place", () => {
    const file = { network: "mlp", settings: { remedies: { sam: { rho: 0.1 }, clipping: {} } } };
    expect(inputOf({ set: [], remedy: ["sam:rho=0.2", "scaling"] }, file)).toEqual({
      network: "mlp",
      settings: { remedies: { sam: { rho: 0.2 }, clipping: { norm: 5 }, scaling: { base: 256, rule: "linear" } } },
    });
    // What cannot be read is told with the sweep.
    expect(inputOf({ set: [], remedy: ["sma"] }, file)).toMatchObject({ settings: { remedies: ["sma"] } });
  });

  it("refuses an optimizer that is given twice, and unknown settings", () => {
    expect(() => inputOf({ optimizer: "sgd", set: ["optimizer=adam"] })).toThrow(/optimizer is given twice/);
    expect(() => inputOf({ set: ["lr=1"] })).toThrow(/Unknown setting "lr"/);
  });
});

describe("duration", () => {
  it("is told in the unit that suits it", () => {
    expect([0.2, 40, 100, 720, 12_600, 360_000].map(duration)).toEqual(["less than a second", "40 s", "2 min", "12 min", "3.5 h", "100 h"]);
  });
});
