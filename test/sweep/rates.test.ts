import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors";
import {
  bestOf,
  edgeOf,
  parseRate,
  rateFor,
  rateGrid,
  rateText,
  type Trial,
  type TunedRule,
  trialOf,
  tuningSettings,
} from "../../src/sweep/rates";

describe("parseRate", () => {
  it.each([
    ["fixed", { rule: "fixed" }],
    ["linear:256", { rule: "linear", base: 256 }],
    ["sqrt:32", { rule: "sqrt", base: 32 }],
    ["tuned:0.0001..0.1:7", { rule: "tuned", from: 1e-4, to: 0.1, points: 7 }],
    ["tuned:0.0001..0.1:7:500", { rule: "tuned", from: 1e-4, to: 0.1, points: 7, validation: 500 }],
  ])("reads %s", (text, rule) => {
    expect(parseRate(text)).toEqual(rule);
    expect(rateText(parseRate(text))).toBe(text);
  });

  it("reads powers of ten", () => {
    expect(parseRate("tuned:1e-4..1e-1:7")).toEqual({ rule: "tuned", from: 1e-4, to: 0.1, points: 7 });
  });

  it.each([
    "",
    "linear",
    "linear:",
    "linear:x",
    "linear:1:2",
    "fixed:1",
    "cosine:3",
    "tuned",
    "tuned:1e-4:7",
    "tuned:1..2..3:7",
    "tuned:1..2",
    "tuned:1..2:3:4:5",
  ])("refuses %j and says what there is", (text) => {
    expect(() => parseRate(text)).toThrow(UsageError);
    expect(() => parseRate(text)).toThrow(/expected fixed, linear:BATCH, sqrt:BATCH or tuned:LOW\.\.HIGH:POINTS/);
  });
});

describe("rateFor", () => {
  it("is the rate itself, in proportion to the batch, or to its root", () => {
    expect(rateFor({ rule: "fixed" }, 0.1, 6000)).toBe(0.1);
    expect(rateFor({ rule: "linear", base: 256 }, 0.1, 512)).toBe(0.2);
    expect(rateFor({ rule: "linear", base: 256 }, 0.1, 32)).toBe(0.0125);
    expect(rateFor({ rule: "sqrt", base: 256 }, 0.1, 1024)).toBe(0.2);
    expect(rateFor({ rule: "sqrt", base: 256 }, 0.1, 256)).toBe(0.1);
  });

  it("has no digits that a machine may compute in another way", () => {
    expect(rateFor({ rule: "linear", base: 1 }, 0.1, 3)).toBe(0.3);
    expect(rateFor({ rule: "sqrt", base: 1 }, 1, 3)).toBe(1.73205);
  });
});

describe("rateGrid", () => {
  it("goes from one end to the other, evenly in the logarithm", () => {
    expect(rateGrid({ rule: "tuned", from: 1e-4, to: 0.1, points: 7 })).toEqual([
      1e-4, 0.000316228, 1e-3, 0.00316228, 0.01, 0.0316228, 0.1,
    ]);
  });

  it("rises by the same factor from point to point, to six digits", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        fc.double({ min: 1.5, max: 1e4, noNaN: true }),
        fc.integer({ min: 2, max: 20 }),
        (from, ratio, points) => {
          const grid = rateGrid({ rule: "tuned", from, to: from * ratio, points });
          expect(grid).toHaveLength(points);
          const factor = ratio ** (1 / (points - 1));
          for (let i = 1; i < points; i++) expect((grid[i] as number) / (grid[i - 1] as number) / factor).toBeCloseTo(1, 4);
        },
      ),
    );
  });
});

describe("trialOf", () => {
  const done = (testAccuracy: number, testLoss = 1) => ({ status: "done", testAccuracy, testLoss }) as const;

  it("is the mean over the seeds", () => {
    expect(trialOf(0.1, [done(0.8, 1), done(0.9, 2)])).toEqual({ learningRate: 0.1, accuracy: 0.8500000000000001, loss: 1.5 });
  });

  it("counts a diverged training as an answer, any other failure as none", () => {
    const diverged = {
      status: "failed",
      error: "The loss is no number any more at step 3 (epoch 1): the training diverged at batch 16 with sgd",
    } as const;
    expect(trialOf(10, [done(0.8), diverged])).toEqual({ learningRate: 10, diverged: true });
    expect(trialOf(10, [done(0.8), { status: "failed", error: "killed" }])).toEqual({ learningRate: 10, error: "killed" });
    expect(trialOf(10, [done(0.8), undefined])).toMatchObject({ error: expect.any(String) });
    expect(trialOf(10, [done(0.8), { status: "stopped" }])).toMatchObject({ error: expect.any(String) });
  });
});

describe("bestOf and edgeOf", () => {
  const trials: Trial[] = [
    { learningRate: 0.001, accuracy: 0.7, loss: 1 },
    { learningRate: 0.01, accuracy: 0.9, loss: 0.5 },
    { learningRate: 0.1, accuracy: 0.9, loss: 0.4 },
    { learningRate: 1, diverged: true },
  ];

  it("take the highest accuracy, then the lowest loss, then the smallest rate", () => {
    expect(bestOf(trials)?.learningRate).toBe(0.1);
    expect(bestOf(trials.map((trial) => (trial.accuracy === undefined ? trial : { ...trial, loss: 1 })))?.learningRate).toBe(0.01);
    expect(bestOf([{ learningRate: 1, diverged: true }])).toBeUndefined();
  });

  it("say when the best is at the end of what was tried, where nothing diverged beyond it", () => {
    expect(edgeOf(trials, 0.1)).toBeUndefined();
    expect(edgeOf(trials.slice(0, 3), 0.1)).toBe("largest");
    expect(edgeOf(trials, 0.001)).toBe("smallest");
  });
});

describe("tuningSettings", () => {
  const rule: TunedRule = { rule: "tuned", from: 1e-4, to: 1, points: 5 };

  it("holds a tenth out, and takes as many examples away from training as are needed", () => {
    expect(tuningSettings({ optimizer: "sgd" }, rule, 2000)).toEqual({ optimizer: "sgd", validation: 200 });
    expect(tuningSettings({ trainSize: 500 }, rule, 2000)).toEqual({ trainSize: 500, validation: 200 });
    expect(tuningSettings({ trainSize: 1900 }, rule, 2000)).toEqual({ trainSize: 1800, validation: 200 });
  });

  it("holds out as many as the rule says, else as many as the runs do", () => {
    expect(tuningSettings({ validation: 100 }, { ...rule, validation: 50 }, 2000)).toEqual({ validation: 50 });
    expect(tuningSettings({ validation: 100 }, rule, 2000)).toEqual({ validation: 100 });
  });
});
