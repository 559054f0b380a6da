import { describe, expect, it } from "vitest";
import { canonicalJson, parseRun, type RunInput } from "../../../src/config";
import { UsageError } from "../../../src/errors";
import { gradientsAStep, readRemedies, remedyTexts } from "../../../src/train/remedies/check";
import { describeRemedies } from "../../../src/train/remedies/describe";
import { REMEDIES } from "../../../src/train/remedies/registry";

const run = (settings: Partial<RunInput>) => parseRun({ network: "F1", until: "epochs", epochs: 4, ...settings });

describe("the remedies of a run", () => {
  it("are absent where none are given, so that runs keep their names", () => {
    for (const remedies of [undefined, {}, []]) expect("remedies" in run({ remedies })).toBe(false);
    expect(canonicalJson(run({}))).not.toContain("remedies");
  });

  it("have one form however they are written: all settings, in alphabetical order", () => {
    const form = '"remedies":{"asam":{"biases":false,"eta":0.01,"rho":1},"scaling":{"base":64,"rule":"sqrt"}}';
    const ways = [
      { scaling: { rule: "sqrt", base: 64 }, asam: { rho: 1 } },
      { asam: { eta: 0.01, rho: 1 }, scaling: { base: 64, rule: "sqrt" } },
      ["scaling:base=64:rule=sqrt", "asam:rho=1"],
    ];
    for (const remedies of ways) expect(canonicalJson(run({ remedies }))).toContain(form);
    const parsed = run({ remedies: ways[0] });
    expect(parseRun(parsed)).toEqual(parsed);
    expect(parseRun({ ...parsed, remedies: remedyTexts(parsed.remedies) })).toEqual(parsed);
  });

  it.each([
    [["sam:rh=1"], /remedies\.sam\.rh: there is no such setting\. Settings of sam: rho/],
    [["sam:rho=x"], /remedies\.sam\.rho: .*expected number.*got "x"/],
    [["sam:rho=-1"], /remedies\.sam\.rho: .*>=0 \(got -1\)/],
    [["scaling:rule=cubic"], /remedies\.scaling\.rule: .*"linear"\|"sqrt".*got "cubic"/],
    [["asam:biases=1"], /remedies\.asam\.biases: .*expected boolean.*got 1/],
    [["growingBatch:at=2"], /remedies\.growingBatch\.at: expected shares from 0 to 1 with commas .*got 2/],
    [["growingBatch:at=0.3,"], /remedies\.growingBatch\.at: expected shares .*got "0\.3,"/],
    [["sam:0.1"], /remedies\.sam: expected NAME:key=value/],
    [["sam", "sam:rho=1"], /remedies\.sam: it is given twice/],
    [["sma"], /remedies\.sma: there is no such remedy\. Known remedies: batchWarmStart, scaling/],
    [{ toString: {} }, /remedies\.toString: there is no such remedy/],
    [[3], /remedies: expected an object/],
    ["sam", /remedies: expected an object .*got "sam"/],
    [{ sam: 0.1 }, /remedies\.sam: .*expected object.*got 0\.1/],
  ])("%j is refused with what was expected and what was got", (remedies, message) => {
    expect(() => run({ remedies } as Partial<RunInput>)).toThrow(UsageError);
    expect(() => run({ remedies } as Partial<RunInput>)).toThrow(message);
  });

  it.each<[Partial<RunInput>, RegExp]>([
    [{ remedies: ["lars"], optimizer: "adam" }, /lars: it is a form of SGD/],
    [{ remedies: ["lamb"], optimizer: "momentum" }, /lamb: it is a form of Adam/],
    [{ remedies: ["ghostBatchNorm"], network: "mlp" }, /ghostBatchNorm: the network mlp has no batch norm/],
    [{ remedies: ["warmUp"] }, /warmUp: .*would change nothing/],
    [{ remedies: ["swa"], until: "stall" }, /swa: .*give --epochs or --steps/],
    [{ remedies: ["regimeAdaptation"], until: "steps", steps: 9 }, /regimeAdaptation: .*to a number of steps .*give --until epochs/],
    [{ remedies: ["regimeAdaptation"], until: "stall" }, /regimeAdaptation: .*until the loss stalls/],
    [{ remedies: ["growingBatch"], until: "stall" }, /growingBatch: the batch grows at shares of the epochs, .*until the loss stalls/],
    [{ remedies: ["growingBatch", "regimeAdaptation"] }, /regimeAdaptation: it cannot be combined with growingBatch/],
    [{ remedies: ["batchWarmStart:size=64"], batch: 32 }, /batchWarmStart: its small batch of 64 is larger than the run's \(32\)/],
    [{ remedies: ["batchWarmStart:size=8:epochs=4"], epochs: 4 }, /batchWarmStart: its 4 epochs .* leave none of the 4 of the run/],
    [
      { remedies: ["batchWarmStart:size=8:epochs=4"], until: "stall", epochs: 100, patience: 3 },
      /batchWarmStart: .*leave none of a loss that may stall after 4/,
    ],
    [{ remedies: ["gradientNoise", "labelSmoothing"] }, /gradientNoise: it cannot be combined with labelSmoothing/],
    [{ remedies: ["sam", "asam"] }, /sam: it cannot be combined with asam/],
    [{ remedies: ["postLocalSgd"], optimizer: "adam" }, /postLocalSgd: it is a form of SGD/],
    [{ remedies: ["postLocalSgd"], optimizer: "sgd", until: "stall" }, /postLocalSgd: .*give --epochs or --steps/],
    [{ remedies: ["postLocalSgd", "lars"], optimizer: "momentum" }, /postLocalSgd: it cannot be combined with lars/],
    [{ remedies: ["entropySgd:gamma=0:unscaled=false"] }, /entropySgd: with gamma 0 its gradient .* is 0/],
    [{ remedies: ["entropySgd", "conservative"] }, /conservative: it cannot be combined with entropySgd/],
  ])("%j is refused: %s", (settings, message) => {
    expect(() => run(settings)).toThrow(UsageError);
    expect(() => run(settings)).toThrow(message);
  });

  it("cost the product of their gradients a step", () => {
    expect(gradientsAStep(run({}))).toBe(1);
    expect(gradientsAStep(run({ remedies: ["sam", "clipping"] }))).toBe(2);
    expect(gradientsAStep(run({ remedies: ["entropySgd:iterations=5", "robust", "smoothOut"] }))).toBe(10);
    expect(gradientsAStep(run({ remedies: ["conservative:iterations=4"] }))).toBe(4);
  });
});

describe("the list", () => {
  it("has each remedy with idea, paper, cost and described defaults, from which it can be given", () => {
    const all = describeRemedies();
    expect(all.map(({ name }) => name)).toEqual(REMEDIES.map(({ name }) => name));
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, idea, paper, cost, settings } of all) {
      expect(name).toMatch(/^[a-z][A-Za-z]+$/);
      expect(idea).not.toBe("");
      expect(paper).toMatch(/arXiv \d{4}\.\d{4,5}/);
      expect(cost).toBeGreaterThan(0);
      for (const { about, type } of settings) expect(about && type).toBeTruthy();
      const text = [name, ...settings.map((each) => `${each.name}=${each.default}`)].join(":");
      expect(readRemedies([text])).toEqual(readRemedies({ [name]: {} }));
    }
  });

  it("tells of each pair that cannot be combined on both sides", () => {
    const excludes = Object.fromEntries(describeRemedies().map((each) => [each.name, each.excludes]));
    for (const [name, others] of Object.entries(excludes)) for (const other of others) expect(excludes[other]).toContain(name);
  });
});
