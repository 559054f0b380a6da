import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UsageError } from "../../src/errors";
import { parseSweep } from "../../src/sweep/parse";

const good = { network: "mlp", batches: [20, 500], seeds: [1, 2] };

describe("parseSweep", () => {
  it("fills in the defaults", () => {
    expect(parseSweep(good)).toEqual({
      networks: ["mlp"],
      data: "glyphs",
      batches: [20, 500],
      seeds: [1, 2],
      budget: { until: "stall" },
      rate: { rule: "fixed" },
      recipes: [{ name: "plain", settings: {} }],
      measure: [],
      notes: [],
    });
  });

  it("gives each recipe the settings of the sweep, and its own over them", () => {
    const { recipes } = parseSweep({
      ...good,
      settings: { optimizer: "sgd", weightDecay: 1e-4 },
      recipes: { a: {}, b: { weightDecay: 0 } },
    });
    expect(recipes).toEqual([
      { name: "a", settings: { optimizer: "sgd", weightDecay: 1e-4 } },
      { name: "b", settings: { optimizer: "sgd", weightDecay: 0 } },
    ]);
  });

  it("adds a recipe's remedies to those of the sweep, each with all its settings", () => {
    const { recipes } = parseSweep({
      ...good,
      budget: "epochs:4",
      settings: { remedies: { scaling: { base: 20 }, sam: { rho: 0.1 } } },
      recipes: { plain: {}, wide: { remedies: { sam: { rho: 0.5 } } }, mean: { remedies: ["swa"] } },
    });
    const scaling = { base: 20, rule: "linear" };
    expect(recipes.map(({ settings }) => settings.remedies)).toEqual([
      { sam: { rho: 0.1 }, scaling },
      { sam: { rho: 0.5 }, scaling },
      { sam: { rho: 0.1 }, scaling, swa: { every: 1, start: 0.8 } },
    ]);
  });

  it.each([
    [{ settings: { remedies: ["sam:rho=x"] } }, /settings\.remedies\.sam\.rho: .*expected number/],
    [{ recipes: { a: { remedies: { sma: {} } } } }, /recipes\.a\.remedies\.sma: there is no such remedy/],
    [{ batches: [80, 500], budget: "epochs:4", settings: { optimizer: "momentum", remedies: ["postLocalSgd:workers=16"] } }, /settings\.remedies: postLocalSgd: a batch of 500 cannot be cut into 16/], // biome-ignore format: a table
    [{ batches: [20], budget: "epochs:12", recipes: { a: { optimizer: "momentum", remedies: ["swa", "growingBatch"] } } }, /recipes\.a\.remedies: swa: it averages once an epoch, and the batch changes/], // biome-ignore format: a table
    [{ recipes: { a: { remedies: ["lars"] } } }, /recipes\.a\.remedies: .*\n? *lars: it is a form of SGD/],
    [
      { rate: "linear:20", settings: { remedies: ["scaling"] } },
      /settings\.remedies\.scaling: the rule linear:20 of the sweep scales the rate already/,
    ],
  ])("refuses the remedies of %j by their field", (input, message) => {
    expect(() => parseSweep({ ...good, ...input })).toThrow(message);
  });

  it("takes a remedy that needs a large batch, larger than that of a run that names none", () => {
    const recipes = { warm: { remedies: { batchWarmStart: { size: 256, epochs: 1 } } } };
    const given = { network: "mlp", data: "glyphs", budget: "epochs:4", recipes } as const;
    expect(parseSweep({ ...given, batches: [500], seeds: [1] }).recipes.map(({ name }) => name)).toEqual(["warm"]);
    expect(() => parseSweep({ ...given, batches: [32], seeds: [1] })).toThrow("smaller size");
  });

  it("counts once what is given twice, and says so", () => {
    const { batches, seeds, networks, recipes, notes } = parseSweep({
      network: ["mlp", "mlp"],
      batches: [20, 500, 20],
      seeds: [1, 1, 2, 2],
      recipes: { a: {}, b: { optimizer: "adam" } },
    });
    expect([networks, batches, seeds, recipes.map(({ name }) => name)]).toEqual([["mlp"], [20, 500], [1, 2], ["a"]]);
    expect(notes).toEqual([
      "network: mlp is given more than once; counted once.",
      "batches: 20 is given more than once; counted once.",
      "seeds: 1, 2 are given more than once; counted once.",
      "recipes.b: makes the same runs as a; left out.",
    ]);
  });

  it("takes further limits from the settings where the budget leaves them free", () => {
    expect(() => parseSweep({ ...good, budget: "stall", settings: { epochs: 30, steps: 500, patience: 3 } })).not.toThrow();
    expect(() => parseSweep({ ...good, budget: "epochs:10", settings: { steps: 500 } })).not.toThrow();
  });

  it.each([
    [{ batches: [1], seeds: [1] }, /^ {2}network: it is missing; one or more of .*F1.*, e\.g\. network: "F1" \(--network F1\)/m],
    [{ network: "mlp", seeds: [1] }, /^ {2}batches: it is missing; sizes .*, e\.g\. batches: \[32, 256\] \(--batches 32,256\)/m],
    [
      { network: "mlp", batches: [1], seeds: undefined },
      /^ {2}seeds: it is missing; whole numbers .*, e\.g\. seeds: \[1, 2, 3\] \(--seeds 1-3\)/m,
    ],
    [{ ...good, network: "F9" }, /^ {2}network: .*got "F9"/m],
    [{ ...good, network: ["mlp", "F9"] }, /^ {2}network\[1\]: .*got "F9"/m],
    [{ ...good, network: [] }, /^ {2}network: /m],
    [{ ...good, network: ["mlp", "C3"] }, /^ {2}network\[1\]: C3 is for 100 classes/m],
    [{ ...good, data: "svhn" }, /^ {2}data: .*got "svhn"/m],
    [{ ...good, batches: [20, 500, 0] }, /^ {2}batches\[2\]: .*got 0/m],
    [{ ...good, batches: [20.5] }, /^ {2}batches\[0\]: .*got 20.5/m],
    [{ ...good, batches: 20 }, /^ {2}batches: expected sizes of a mini-batch, e\.g\. .* \(got 20\)$/m],
    [{ ...good, batches: [20, 20, 6000] }, /^ {2}batches\[2\]: 6000 is larger than the training set \(2000 examples of glyphs\)/m],
    [{ ...good, settings: { trainSize: 400 } }, /^ {2}batches\[1\]: 500 is larger than the training set \(400 examples/m],
    [{ ...good, recipes: { small: { trainSize: 400 } } }, /^ {2}batches\[1\]: 500 .* in the recipe small\)/m],
    [{ ...good, settings: { trainSize: 3000 } }, /^ {2}settings\.trainSize: 3000 is more than the 2000/m],
    [
      { ...good, settings: { trainSize: 1900, validation: 200 } },
      /^ {2}settings\.trainSize: 1900 is more than the 1800 .* when 200 are held out/m,
    ],
    [{ ...good, settings: { validation: 2000 } }, /^ {2}settings\.validation: 2000 of 2000/m],
    [{ ...good, seeds: [1, -1] }, /^ {2}seeds\[1\]: .*got -1/m],
    [{ ...good, seeds: "1-5" }, /^ {2}seeds: /m],
    [{ ...good, seeds: [] }, /^ {2}seeds: /m],
    [{ ...good, budget: "hours:3" }, /^ {2}budget: .*got "hours:3"/m],
    [{ ...good, budget: 40 }, /^ {2}budget: .*got 40/m],
    [{ ...good, rate: "cosine" }, /^ {2}rate: expected fixed, .*got "cosine"/m],
    [{ ...good, rate: "linear:0" }, /^ {2}rate\.base: .*got 0/m],
    [{ ...good, rate: { rule: "cosine" } }, /^ {2}rate\.rule: expected one of the rules/m],
    [{ ...good, rate: { rule: "fixed", base: 2 } }, /^ {2}rate\.base: there is no such field/m],
    [{ ...good, rate: "tuned:1e-1..1e-4:7" }, /^ {2}rate\.from: expected less than rate\.to/m],
    [{ ...good, rate: "tuned:1e-4..1e-1:1" }, /^ {2}rate\.points: .*got 1/m],
    [{ ...good, rate: "tuned:1..1.000001:7" }, /^ {2}rate\.points: 7 rates .* are not different/m],
    [{ ...good, rate: "tuned:1e-4..1e-1:7:2000" }, /^ {2}rate\.validation: 2000 of 2000/m],
    [{ ...good, rate: "tuned:1e-4..1e-1:7", batches: [20, 2000] }, /^ {2}batches\[1\]: 2000 is larger than the 1800 .* 200 are held out/m],
    [{ ...good, rate: "tuned:1e-4..1e-1:7", settings: { learningRate: 1 } }, /^ {2}settings\.learningRate: the rate is tuned/m],
    [{ ...good, rate: "tuned:1e-4..1e-1:7", recipes: { a: { learningRate: 1 } } }, /^ {2}recipes\.a\.learningRate: the rate is tuned/m],
    [{ ...good, settings: { lr: 1 } }, /^ {2}settings\.lr: there is no such setting/m],
    [{ ...good, settings: { momentum: 2 } }, /^ {2}settings\.momentum: .*got 2/m],
    [{ ...good, settings: { batch: 2 } }, /^ {2}settings\.batch: the sweep's own field batches says it/m],
    [{ ...good, settings: { until: "steps" } }, /^ {2}settings\.until: the budget \(stall\) decides it/m],
    [{ ...good, budget: "epochs:3", settings: { epochs: 4 } }, /^ {2}settings\.epochs: the budget \(epochs:3\) decides it/m],
    [{ ...good, recipes: {} }, /^ {2}recipes: expected at least one recipe/m],
    [{ ...good, recipes: { "a\nb": {} } }, /a recipe's name has 1 to 60/],
    [{ ...good, recipes: { a: { seed: 3 } } }, /^ {2}recipes\.a\.seed: the sweep's own field seeds/m],
    [{ ...good, measure: ["keskar", "sharpnes"] }, /^ {2}measure\[1\]: There is no measure "sharpnes"/m],
    [
      { ...good, measure: ["path"] },
      /^ {2}measure\[0\]: path is of several runs together.*measure RUN RUN --what path\. A sweep can take keskar, /m,
    ],
    [
      { ...good, measure: ["hessian", "trajectory"] },
      /^ {2}measure\[1\]: trajectory cannot be taken of mlp, batch 20: .*--snapshots 1.* A sweep can take .*hessian/m,
    ],
    [{ ...good, measure: ["edge"] }, /^ {2}measure\[0\]: edge cannot be taken of mlp, batch 20: .*it is trained with adam/m],
    [
      { ...good, measure: ["edge"], batches: [2000, 20], settings: { optimizer: "sgd" } },
      /^ {2}measure\[0\]: edge cannot be taken of mlp, batch 20: .*batch 20 of 2000 examples/m,
    ],
    [
      { ...good, batches: [10], settings: { trainSize: 50 }, measure: ["noise"] },
      /^ {2}measure\[0\]: noise cannot be taken of mlp, batch 10: .* half of the 50 examples/m,
    ],
    [
      { ...good, settings: { optimizer: "sgd", beta1: 0.8 } },
      /^ {2}settings\.beta1: the optimizer sgd does not use it, adam does; leave it out$/m,
    ],
    [
      { ...good, settings: { momentum: 0.8 } },
      /^ {2}settings\.momentum: the optimizer adam does not use it, momentum does; leave it out$/m,
    ],
    [
      { ...good, budget: "epochs:3", settings: { patience: 3 } },
      /^ {2}settings\.patience: a training that ends after its epochs does not use it/m,
    ],
    [
      { ...good, network: ["F1", "mlp"], settings: { statisticsMomentum: 0.8 } },
      /^ {2}settings\.statisticsMomentum: mlp has no batch norm/m,
    ],
    [
      { ...good, recipes: { a: {}, b: { minDelta: 0.1, epsilon: 1e-4, optimizer: "sgd" } } },
      /^ {2}recipes\.b\.epsilon: the optimizer sgd does not/m,
    ],
    [
      { ...good, settings: { beta2: 0.9 }, recipes: { a: {}, b: { optimizer: "sgd" } } },
      /^ {2}settings\.beta2: .*leave it out here, or give it in the recipes that do \(the recipe b does not\)/m,
    ],
    [
      { ...good, rate: { rule: "tuned", from: 1e-4, to: 1e-1, points: 3, seeds: [9, 2] } },
      /^ {2}rate\.seeds\[1\]: 2 is a seed of the sweep, too/m,
    ],
    [{ ...good, batchSizes: [3] }, /^ {2}batchSizes: there is no such field/m],
    [null, /^ {2}sweep: /m],
    [[good], /^ {2}sweep: /m],
    ["mlp", /^ {2}sweep: /m],
  ])("refuses %j and names the field", (input, message) => {
    expect(() => parseSweep(input)).toThrow(UsageError);
    expect(() => parseSweep(input)).toThrow(message);
  });

  it("takes settings that every run uses, and those at their defaults, which name no other run", () => {
    const settings = { momentum: 0.9, beta1: 0.9, optimizer: "sgd", statisticsMomentum: 0.8 } as const;
    expect(() => parseSweep({ ...good, network: "F1", settings })).not.toThrow();
    const recipes = { adam: { beta1: 0.8 }, momentum: { optimizer: "momentum", momentum: 0.8 } } as const;
    expect(() => parseSweep({ ...good, recipes, settings: { patience: 3, minDelta: 0.1 } })).not.toThrow();
  });

  it("takes measures of a training where every run has what they need, and names them in one way", () => {
    const full = { ...good, batches: [2000], settings: { optimizer: "sgd" } } as const;
    expect(parseSweep({ ...full, measure: ["edge", "keskar-subspace", "keskarSubspace"] }).measure).toEqual(["edge", "keskarSubspace"]);
  });

  it("refuses a sweep too large to be meant", () => {
    const seeds = Array.from({ length: 300_000 }, (_, i) => i);
    expect(() => parseSweep({ ...good, batches: [1, 2, 3, 4], seeds })).toThrow(/^ {2}seeds: the sweep has 1200000 runs/m);
  });

  it("names all wrong fields at once", () => {
    expect(() => parseSweep({ network: "F9", batches: [0], seeds: [], rate: "x" })).toThrow(
      /rate: [\s\S]*network: [\s\S]*batches\[0\]: [\s\S]*seeds: [\s\S]*Fields of a sweep: network, data, batches/,
    );
  });

  it("never throws anything but a UsageError, whatever it is given", () => {
    const fields = ["network", "data", "batches", "seeds", "budget", "rate", "settings", "recipes", "measure"];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.dictionary(fc.constantFrom(...fields), fc.anything()).map((some) => ({ ...good, ...some })),
        ),
        (input) => {
          try {
            parseSweep(input);
          } catch (error) {
            expect(error).toBeInstanceOf(UsageError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
