import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { tensorCount, useBackend } from "../../../src/backend";
import { parseRun, type Run, type RunInput } from "../../../src/config";
import { epochOrder } from "../../../src/data/batches";
import { UsageError } from "../../../src/errors";
import { buildNetwork } from "../../../src/model/networks";
import { random } from "../../../src/random";
import { compiledEngine } from "../../../src/train/compiled-engine";
import { startingState, startOf } from "../../../src/train/engine";
import { train } from "../../../src/train/loop";
import { trainingOf } from "../../../src/train/remedies/compose";
import { REMEDIES } from "../../../src/train/remedies/registry";
import { type Remedy, remedy } from "../../../src/train/remedies/remedy";
import { epochAt, mostSteps, scheduleOf, stepsBefore } from "../../../src/train/remedies/schedule";
import { snapshotsIn } from "../../../src/train/snapshots";
import { temporaryFolder } from "../../data/helpers";
import { farthest } from "./small";
import { tinyData as data, inPieces, numbers, tinySplit } from "./tiny";

/** A remedy that uses what a schedule can do: batches of 10, 20, 30, …, twice the epochs, a rate that grows, an optimizer that starts anew in the third epoch. */
const growth = remedy({
  name: "growth",
  idea: "made by this test",
  paper: "none",
  settings: z.strictObject({ first: z.number().int().default(10) }),
  cost: 1,
  schedule:
    ({ first }) =>
    (next) => ({
      epochs: 2 * next.epochs,
      steps: next.steps,
      batch: (epoch) => Math.min(30, first * (epoch + 1)),
      rate: (place) => next.rate(place) * (1 + Math.floor(place.epoch)),
      restarts: (epoch) => epoch === 2,
    }),
});

beforeAll(async () => {
  await useBackend();
  (REMEDIES as Remedy[]).push(growth);
});
afterAll(() => {
  (REMEDIES as Remedy[]).pop();
});

/** C1 has batch norm and dropout. */
const run = (settings: Partial<RunInput>): Run =>
  parseRun({ network: "C1", batch: 10, optimizer: "momentum", until: "epochs", epochs: 2, evaluateEvery: 2, ...settings });

describe("a training with remedies", () => {
  it.each<[string, Partial<RunInput>]>([
    [
      "a mean of weights, SAM, ghost batches",
      { remedies: { swa: { start: 0.4, every: 0.5 }, sam: {}, ghostBatchNorm: { size: 4 }, scaling: { base: 5 }, warmUp: { epochs: 1 } } },
    ],
    ["a schedule of its own", { remedies: ["growth", "labelSmoothing"] }],
    [
      "workers, random numbers, several iterations",
      {
        epochs: 1,
        remedies: {
          postLocalSgd: { workers: 2, steps: 3, start: 0.2 },
          conservative: { iterations: 2 },
          smoothOut: {},
          gradientPenalty: {},
        },
      },
    ],
  ])(
    "stopped and resumed gives the same numbers bit for bit: %s",
    async (_, settings) => {
      const whole = await train(run(settings), data);
      expect(numbers(await inPieces(run(settings), 2))).toEqual(numbers(whole));
    },
    300_000,
  );

  it("leaves no tensor behind", async () => {
    const before = tensorCount();
    await train(run({ remedies: ["growth"] }), data);
    await train(run({ remedies: ["swa", "asam"] }), data);
    expect(tensorCount()).toBe(before);
  });

  it("gives the mean of weights, with statistics of its own, and their accuracy", async () => {
    const seen: Float32Array[] = [];
    const keeper = {
      begin: async () => {},
      nextAfter: (step: number) => step + 1,
      keep: async ({ weights }: { weights: Float32Array }) => void seen.push(weights),
    };
    const averaged = await train(run({ remedies: { swa: { start: 0.5, every: 0.5 } } }), data, { snapshots: keeper });
    const plain = await train(run({}), data);
    expect(averaged.history.map(({ trainLoss }) => trainLoss)).toEqual(plain.history.map(({ trainLoss }) => trainLoss));
    // 12 steps of 2 epochs: from step 6 on, every third.
    const taken = [6, 9, 12].map((step) => seen[step] as Float32Array);
    const mean = plain.weights.map((_, i) => taken.reduce((sum, weights) => sum + (weights[i] as number), 0) / 3);
    expect(farthest(averaged.weights, mean)).toBeLessThan(1e-6);
    expect(averaged.statistics).not.toEqual(plain.statistics);
    expect(averaged.test).not.toEqual(averaged.history.at(-1)?.test);
  });
});

describe("swa", () => {
  it("leaves the weights of a training in which none were averaged, also from the very start", async () => {
    const short = { until: "steps", steps: 3 } as const;
    const plain = await train(run(short), data);
    const averaged = await train(run({ ...short, remedies: { swa: { start: 0, every: 1 } } }), data);
    expect(averaged.weights).toEqual(plain.weights);
  });
});

describe("a training that goes astray in its last step", () => {
  it("has diverged", async () => {
    await expect(train(run({ until: "steps", steps: 1, learningRate: 1e38 }), data)).rejects.toThrow(
      /diverged at batch .* learning rate 1e\+38/,
    );
  });
});

describe("a schedule", () => {
  it("decides batch, rate, epochs and restarts", async () => {
    const settings = run({ remedies: ["growth"], epochs: 2 });
    const result = await train(settings, data);
    const network = buildNetwork("C1", data.shape, data.classes);
    const fresh = startingState(network, trainingOf(settings, network, 60).optimizer, startOf(settings.seed));
    let state = fresh;
    let step = 0;
    for (const [epoch, batch] of [10, 20, 30, 30].entries()) {
      const engine = compiledEngine({ network, data, training: trainingOf(settings, network, 60, batch) });
      engine.write(epoch === 2 ? { ...state, slots: fresh.slots } : state);
      const steps = 60 / batch;
      const order = epochOrder(60, random(settings.seed).split("order", epoch));
      engine.train(order, new Float32Array(steps).fill(settings.learningRate * (epoch + 1)), step);
      state = engine.read();
      engine.dispose();
      step += steps;
    }
    expect(result).toMatchObject({ steps: step, epochs: 4, ending: "epochs" });
    expect(result.weights).toEqual(state.weights);
    expect(result.statistics).toEqual(state.statistics);
  });

  it("tells steps and epochs apart where the batch changes", () => {
    const schedule = scheduleOf(run({ remedies: ["growth"], epochs: 2 }), 60);
    expect([0, 1, 2, 3, 4].map((epoch) => stepsBefore(schedule, 60, epoch))).toEqual([0, 6, 9, 11, 13]);
    expect(mostSteps(schedule, 60)).toBe(13);
    expect([0, 3, 6, 7.5, 10].map((step) => epochAt(schedule, 60, step))).toEqual([0, 0.5, 1, 1.5, 2.5]);
  });

  it("is refused where its batch is larger than the training set, or something needs epochs of one length", async () => {
    const tooLarge = { ...data, train: tinySplit(25, 1) };
    await expect(train(run({ remedies: ["growth"] }), tooLarge)).rejects.toThrow(/The batch \(30\) is larger than the training set \(25/);
    await expect(train(run({ remedies: ["growth", "swa"] }), data)).rejects.toThrow(/swa: .*the batch changes along the way/);
    const folder = await temporaryFolder();
    expect(() => snapshotsIn({ folder, run: run({ remedies: ["growth"] }), data, every: 1, unit: "epochs" })).toThrow(UsageError);
  });

  it("is refused beside workers with optimizers of their own where it starts the optimizer anew", async () => {
    const settings = run({ remedies: ["growth", "postLocalSgd:workers=2"] });
    await expect(train(settings, data)).rejects.toThrow(/postLocalSgd: .*starts the optimizer anew/);
  });

  it("a ghost batch of one example is refused", async () => {
    await expect(train(run({ remedies: ["ghostBatchNorm:size=3"] }), data)).rejects.toThrow(/groups of 3 leave one example of 10/);
  });
});
