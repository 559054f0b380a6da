import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../../src/backend";
import type { RunInput } from "../../../src/config";
import { dense, flatten, relu } from "../../../src/model/layers";
import { network } from "../../../src/model/network";
import { compiledEngine } from "../../../src/train/compiled-engine";
import { startingState, startOf } from "../../../src/train/engine";
import { trainingOf } from "../../../src/train/remedies/compose";
import { scheduleOf } from "../../../src/train/remedies/schedule";
import { meanOf, ofWorkers } from "../../../src/train/remedies/workers";
import { BATCH, data, ENGINES, EXAMPLES, farthest, runOf, startOfRun, twentySteps } from "./small";

beforeAll(async () => {
  await useBackend();
});

/** The remedies at a limit where they should change nothing. */
const LIMITS: [string, Partial<RunInput>][] = [
  ["scaling at its base batch", { remedies: { scaling: { base: BATCH } } }],
  ["square-root scaling at its base batch", { remedies: { scaling: { base: BATCH, rule: "sqrt" } } }],
  ["warm-up at the base batch", { remedies: { scaling: { base: BATCH }, warmUp: { epochs: 0.5 } } }],
  [
    "warm-up stretched at the base batch",
    { remedies: { scaling: { base: BATCH }, warmUp: { epochs: 0.5 }, regimeAdaptation: { base: BATCH } } },
  ],
  ["growingBatch by a factor of 1", { remedies: { growingBatch: { factor: 1, at: "0,0.3" } } }],
  ["batchWarmStart of no epochs", { remedies: { batchWarmStart: { size: BATCH, epochs: 0 } } }],
  ["gradientNoise with σ = 0", { remedies: { gradientNoise: { rule: "fixed", sigma: 0 } } }],
  ["gradientNoise at its base batch", { remedies: { gradientNoise: { base: BATCH } } }],
  ["augmentation that moves nothing", { remedies: { augmentation: { shift: 0, rotation: 0, flip: "never" } } }],
  ["labelSmoothing with share 0", { remedies: { labelSmoothing: { share: 0 } } }],
  ["ghostBatchNorm at the size of the batch", { remedies: { ghostBatchNorm: { size: BATCH } } }],
  ["sam with radius 0", { remedies: { sam: { rho: 0 } } }],
  ["asam with radius 0", { remedies: { asam: { rho: 0 } } }],
  ["clipping above every norm", { remedies: { clipping: { norm: 1e6 } } }],
  ["smoothOut in a box of no width", { remedies: { smoothOut: { a: 0 } } }],
  ["gradientPenalty of strength 0", { remedies: { gradientPenalty: { alpha: 0 } } }],
  ["extrapSgd with one worker that looks nowhere", { remedies: { extrapSgd: { workers: 1, extrapolation: 0 } } }],
  [
    "entropySgd with one whole step and no noise",
    { remedies: { entropySgd: { iterations: 1, rate: 1, noise: 0, alpha: 1, unscaled: true } } },
  ],
  ["robust with images not moved", { remedies: { robust: { epsilon: 0 } } }],
  ["conservative with one iteration", { remedies: { conservative: { iterations: 1, lambda: 10 } } }],
];

describe("at its limit a remedy gives the base optimizer's numbers exactly", () => {
  it.each(LIMITS.flatMap(([name, settings]) => (["eager", "compiled"] as const).map((how) => ({ name, how, settings }))))(
    "$name, $how",
    ({ how, settings }) => {
      for (const base of [
        { optimizer: "momentum" as const, weightDecay: 0.01, learningRate: 0.05 },
        { optimizer: "adam" as const, learningRate: 0.01 },
      ]) {
        const plain = twentySteps(runOf(base), ENGINES[how], 6);
        const got = twentySteps(runOf({ ...base, ...settings }), ENGINES[how], 6);
        expect(got.losses).toEqual(plain.losses);
        expect(got.end).toEqual(plain.end);
      }
    },
  );

  it("swa from the end on gives the last weights", () => {
    const plain = twentySteps(runOf({}));
    const averaged = twentySteps(runOf({ remedies: { swa: { start: 1 } } }));
    expect(averaged.end.weights).toEqual(plain.end.weights);
    // Batch norm's statistics are collected anew all the same.
    expect(averaged.end.statistics).not.toEqual(plain.end.statistics);
  });
});

describe("sam", () => {
  it("takes batch norm's statistics and the loss of the first pass", () => {
    const [plain, steep] = [
      twentySteps(runOf({}), compiledEngine, 1),
      twentySteps(runOf({ remedies: { sam: { rho: 1 } } }), compiledEngine, 1),
    ];
    expect(steep.losses).toEqual(plain.losses);
    expect(steep.end.statistics).toEqual(plain.end.statistics);
    expect(farthest(steep.end.weights, plain.end.weights)).toBeGreaterThan(1e-3);
  });
});

describe("asam", () => {
  it("does not depend on how the weights of two layers are scaled against each other", () => {
    // Without batch norm: (W1, b1, W2) → (2 W1, 2 b1, W2 / 2) is the same function; a power of two, so that nothing is rounded.
    const plain = network("test", [8, 8, 2], [flatten(), dense(6), relu(), dense(5)]);
    const run = runOf({ optimizer: "sgd", learningRate: 1, remedies: { asam: { rho: 0.5, eta: 0, biases: true } } });
    const training = trainingOf(run, plain, EXAMPLES);
    const start = startingState(plain, training.optimizer, startOf(1));
    const sizes = [768, 6, 30, 5];
    const factors = sizes.flatMap((size, i) => Array<number>(size).fill([2, 2, 0.5, 1][i] as number));
    const biased = start.weights.map((weight, i) => (weight === 0 ? 0.01 * ((i % 7) - 3) : weight));
    const gradientAt = (weights: Float32Array) => {
      const engine = compiledEngine({ network: plain, data, training });
      engine.write({ ...start, weights });
      engine.train(
        Int32Array.from({ length: BATCH }, (_, i) => i),
        Float32Array.of(1),
        0,
      );
      const after = engine.read().weights;
      engine.dispose();
      return weights.map((weight, i) => weight - (after[i] as number));
    };
    const gradient = gradientAt(biased);
    const scaled = gradientAt(biased.map((weight, i) => weight * (factors[i] as number)));
    expect(
      farthest(
        scaled.map((value, i) => value * (factors[i] as number)),
        gradient,
      ),
    ).toBeLessThan(1e-5);
  });
});

describe("workers", () => {
  const plain = network("test", [8, 8, 2], [flatten(), dense(6), relu(), dense(5)]);
  const engineOf = (workers: number) => {
    const run = runOf({});
    const training = trainingOf(run, plain, EXAMPLES);
    const wrappers = {
      gradient:
        (next: Parameters<typeof ofWorkers>[0]) =>
        (weights: Parameters<typeof next>[0], batch: Parameters<typeof next>[1], turn: Parameters<typeof next>[2]) =>
          meanOf(ofWorkers(next, batch, turn, workers, () => weights)),
    };
    return compiledEngine({ network: plain, data, training: { ...training, ...(workers > 1 ? { wrappers, grain: workers } : {}) } });
  };

  it("together have the gradient of the whole batch", () => {
    const [one, four] = [1, 4].map((workers) => {
      const engine = engineOf(workers);
      engine.write(startingState(plain, trainingOf(runOf({}), plain, EXAMPLES).optimizer, startOf(1)));
      engine.train(
        Int32Array.from({ length: EXAMPLES }, (_, i) => i),
        new Float32Array(20).fill(0.05),
        0,
      );
      const { weights } = engine.read();
      engine.dispose();
      return weights;
    }) as [Float32Array, Float32Array];
    expect(farthest(four, one)).toBeLessThan(1e-5);
  });
});

it("no remedy leaves a tensor behind", () => {
  const before = tensorCount();
  const remedies = { scaling: {}, warmUp: {}, labelSmoothing: {}, ghostBatchNorm: { size: 5 }, sam: {}, clipping: {}, swa: {} };
  for (const create of Object.values(ENGINES)) twentySteps(runOf({ remedies }), create, 2);
  expect(tensorCount()).toBe(before);
  expect(startOfRun(runOf({ remedies })).extra?.length).toBeGreaterThan(0);
  expect(scheduleOf(runOf({}), EXAMPLES).epochs).toBe(1);
});
