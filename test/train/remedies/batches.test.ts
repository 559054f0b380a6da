import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../../src/backend";
import { parseRun, type Run, type RunInput } from "../../../src/config";
import { epochOrder } from "../../../src/data/batches";
import { UsageError } from "../../../src/errors";
import { buildNetwork } from "../../../src/model/networks";
import { random } from "../../../src/random";
import { compiledEngine } from "../../../src/train/compiled-engine";
import { type Snapshot, startingState, startOf } from "../../../src/train/engine";
import { train } from "../../../src/train/loop";
import { trainingOf } from "../../../src/train/remedies/compose";
import { regimeAdaptation } from "../../../src/train/remedies/regime-adaptation";
import type { Remedy } from "../../../src/train/remedies/remedy";
import { mostSteps, scheduleOf, stepsBefore } from "../../../src/train/remedies/schedule";
import { tinyData as data, inPieces, numbers } from "./tiny";

beforeAll(async () => {
  await useBackend();
});

const EXAMPLES = data.train.count;

/** `mlp` is the smallest network. */
const run = (settings: Partial<RunInput>): Run =>
  parseRun({ network: "mlp", batch: 6, optimizer: "momentum", learningRate: 0.05, until: "epochs", epochs: 4, ...settings });

const schedule = (settings: Partial<RunInput>) => scheduleOf(run(settings), EXAMPLES);
const batches = (settings: Partial<RunInput>) => {
  const { epochs, batch } = schedule(settings);
  return Array.from({ length: epochs }, (_, epoch) => batch(epoch));
};
const rates = (settings: Partial<RunInput>) => {
  const { epochs, rate } = schedule(settings);
  return Array.from({ length: epochs }, (_, epoch) => rate({ step: 0, epoch: epoch + 0.25 }));
};

/** The state after epochs of these batches and rates, an engine each; the optimizer starts anew where it says so. */
function byHand(settings: Run, course: { batch: number; rate?: number; anew?: boolean }[]): Snapshot {
  const network = buildNetwork("mlp", data.shape, data.classes);
  const plain = { ...settings, remedies: undefined };
  const fresh = startingState(network, trainingOf(plain, network, EXAMPLES).optimizer, startOf(settings.seed));
  let [state, step] = [fresh, 0];
  for (const [epoch, { batch, rate = 1, anew }] of course.entries()) {
    const engine = compiledEngine({ network, data, training: trainingOf(plain, network, EXAMPLES, batch) });
    engine.write(anew ? { ...state, slots: fresh.slots } : state);
    const steps = Math.floor(EXAMPLES / batch);
    const order = epochOrder(EXAMPLES, random(settings.seed).split("order", epoch)).slice(0, steps * batch);
    engine.train(order, new Float32Array(steps).fill(settings.learningRate * rate), step);
    state = engine.read();
    engine.dispose();
    step += steps;
  }
  return state;
}

describe("regimeAdaptation", () => {
  it("makes as many updates as the base batch does, by epochs × batch / base", () => {
    const base = schedule({ batch: 6 });
    const large = schedule({ batch: 30, remedies: { regimeAdaptation: { base: 6 } } });
    expect(large.epochs).toBe(20);
    expect(mostSteps(large, EXAMPLES)).toBe(mostSteps(base, EXAMPLES));
    expect(schedule({ batch: 6, remedies: { regimeAdaptation: { base: 12 } } }).epochs).toBe(2);
    // 4 · 10 / 15 is 2.7.
    expect(schedule({ batch: 10, remedies: { regimeAdaptation: { base: 15 } } }).epochs).toBe(3);
    expect(schedule({ batch: 1, remedies: { regimeAdaptation: { base: 60 } } }).epochs).toBe(1);
  });

  it("has the rate of the base batch at each step of a warm-up", () => {
    const remedies = { warmUp: { epochs: 2.5, from: 0.1 } };
    const base = schedule({ batch: 6, remedies });
    const large = schedule({ batch: 30, remedies: { ...remedies, regimeAdaptation: { base: 6 } } });
    for (const step of [0, 3, 10, 24, 25, 39])
      expect(large.rate({ step, epoch: step / 2 })).toBeCloseTo(base.rate({ step, epoch: step / 10 }), 12);
  });

  it("stretches batches and restarts of the schedule within, each restart once", () => {
    const within = { ...schedule({ epochs: 3 }), batch: (epoch: number) => 6 + epoch, restarts: (epoch: number) => epoch === 1 };
    const about = { run: run({ batch: 30 }), examples: EXAMPLES };
    const stretch = regimeAdaptation.schedule as NonNullable<Remedy["schedule"]>;
    const { epochs, batch, restarts } = stretch({ base: 15 }, about)(within);
    const all = Array.from({ length: epochs }, (_, epoch) => epoch);
    expect(all.map(batch)).toEqual([6, 6, 7, 7, 8, 8]);
    expect(all.filter(restarts)).toEqual([2]);
  });

  it("trains for so long, and its end is that of so many epochs", async () => {
    const short = run({ batch: 30, epochs: 2, remedies: { regimeAdaptation: { base: 15 } } });
    const plain = await train(run({ batch: 30, epochs: 4 }), data);
    expect(numbers(await train(short, data))).toEqual({ ...numbers(plain), run: short });
  });
});

describe("growingBatch", () => {
  const grown = (settings: object, rest: Partial<RunInput> = {}) => ({ epochs: 10, ...rest, remedies: { growingBatch: settings } });

  it("multiplies the batch at shares of the epochs, in any order, and leaves the rate as it is", () => {
    const settings = grown({ factor: 2, at: "0.52,0.2", largest: 1 });
    expect(batches(settings)).toEqual([6, 6, 12, 12, 12, 24, 24, 24, 24, 24]);
    expect(new Set(rates(settings))).toEqual(new Set([1]));
  });

  it("keeps rate / batch that of the decay beyond the largest batch", () => {
    const settings = grown({ factor: 3, at: "0.1,0.3,0.6", largest: 0.5 });
    expect(batches(settings)).toEqual([6, 18, 18, 30, 30, 30, 30, 30, 30, 30]);
    const ratios = rates(settings).map((rate, epoch) => (rate * 6) / (batches(settings)[epoch] as number));
    for (const [epoch, ratio] of ratios.entries()) expect(ratio).toBeCloseTo(3 ** -[1, 3, 6].filter((at) => epoch >= at).length, 12);
  });

  it("is only a decay where the batch is large from the start", () => {
    expect(batches(grown({ factor: 5, at: 0.5 }, { batch: 30, epochs: 2 }))).toEqual([30, 30]);
    expect(rates(grown({ factor: 5, at: 0.5 }, { batch: 30, epochs: 2 }))).toEqual([1, 0.2]);
  });

  it("rounds to whole examples, and scaling goes by the first batch", () => {
    const remedies = { growingBatch: { factor: 1.25, at: "0.5", largest: 1 }, scaling: { base: 3 } };
    expect(batches({ epochs: 2, remedies })).toEqual([6, 8]);
    expect(rates({ epochs: 2, remedies })).toEqual([2, 2]);
  });

  it("trains as the same epochs do by hand", async () => {
    const settings = run(grown({ factor: 5, at: "0.25,0.75", largest: 0.5 }, { epochs: 4 }));
    const result = await train(settings, data);
    expect(result).toMatchObject({ epochs: 4, steps: 10 + 2 + 2 + 2, ending: "epochs" });
    expect(result.weights).toEqual(byHand(settings, [{ batch: 6 }, { batch: 30 }, { batch: 30 }, { batch: 30, rate: 0.2 }]).weights);
  });
});

describe("batchWarmStart", () => {
  const warm = (settings: object) => ({ batch: 20, epochs: 3, remedies: { batchWarmStart: { size: 5, epochs: 2, ...settings } } });

  it("trains the first epochs with the small batch, then anew with the run's", async () => {
    for (const restart of [true, false]) {
      const settings = run(warm({ restart }));
      const result = await train(settings, data);
      expect(result).toMatchObject({ epochs: 3, steps: 12 + 12 + 3 });
      expect(result.weights).toEqual(byHand(settings, [{ batch: 5 }, { batch: 5 }, { batch: 20, anew: restart }]).weights);
    }
  });

  it("scales the rate of each batch", () => {
    expect(rates({ ...warm({}), remedies: { ...warm({}).remedies, scaling: { base: 10 } } })).toEqual([0.5, 0.5, 2]);
  });

  it("is refused where the steps of the run end before the run's batch is reached", async () => {
    const tooShort = train(run({ ...warm({}), until: "steps", steps: 24 }), data);
    await expect(tooShort).rejects.toThrow(UsageError);
    await expect(tooShort).rejects.toThrow(/batchWarmStart: its 2 epochs .* leave none of the 24 steps of the run/);
    expect((await train(run({ ...warm({}), until: "steps", steps: 25 }), data)).steps).toBe(25);
  });
});

describe("across a batch that changes", () => {
  const SETTINGS: [string, Partial<RunInput>][] = [
    ["growingBatch", { remedies: { growingBatch: { factor: 2, at: "0.25,0.5", largest: 0.4 }, gradientNoise: { base: 3 } } }],
    ["batchWarmStart", { batch: 20, remedies: { batchWarmStart: { size: 6, epochs: 2 }, gradientNoise: { base: 3 } } }],
    ["regimeAdaptation", { batch: 20, epochs: 2, remedies: { regimeAdaptation: { base: 10 }, warmUp: { epochs: 1, from: 0 } } }],
  ];

  it.each(SETTINGS)("%s, stopped and resumed, gives the same numbers bit for bit", async (_, settings) => {
    const whole = await train(run(settings), data);
    expect(numbers(await inPieces(run(settings), 2))).toEqual(numbers(whole));
  });

  it("tells steps and epochs apart", () => {
    const grown = schedule(SETTINGS[0]?.[1] as object);
    expect([0, 1, 2, 3, 4].map((epoch) => stepsBefore(grown, EXAMPLES, epoch))).toEqual([0, 10, 15, 17, 19]);
  });

  it("leaves no tensor behind", async () => {
    const before = tensorCount();
    for (const [, settings] of SETTINGS) await train(run(settings), data);
    expect(tensorCount()).toBe(before);
    expect(tf.getBackend()).toBe("tensorflow");
  });
});
