import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import type { Tensor1D } from "../../src/backend/tf";
import { batchNorm } from "../../src/model/batch-norm";
import { toTensors, toVector } from "../../src/model/flat";
import type { Layer, WeightSpec } from "../../src/model/layer";
import { conv, dense, dropout, flatten, maxPool, relu } from "../../src/model/layers";
import { network } from "../../src/model/network";
import { buildOptimizer } from "../../src/train/optimizers";
import { type State, tensorsOf, trainStep } from "../../src/train/step";

interface Fixture {
  optimizer: "sgd" | "momentum" | "adam";
  weightDecay: number;
  losses: number[];
  weights: number[];
  statistics: number[];
}

/** Made by fixtures/make_training.py in float64 PyTorch. */
const fixtures: Fixture[] = JSON.parse(readFileSync(`${__dirname}/../fixtures/training.json`, "utf8"));

const LAYERS = () => [conv(3, 4), batchNorm(), relu(), maxPool(3, 2), flatten(), dense(7), batchNorm(), relu(), dense(5)];
const OFFSETS = [1, 1000, 5000];
const RATES = { sgd: 0.1, momentum: 0.05, adam: 0.01 };

/** The formula that both programs know: numbers in [−0.5, 0.5) from a multiplicative hash of their place. */
const ramp = (count: number, offset: number) =>
  Float32Array.from({ length: count }, (_, i) => (Math.imul(i + offset, 2654435761 | 0) >>> 0) / 2 ** 32 - 0.5);

function startOf(specs: WeightSpec[]): Float32Array {
  const offsets = [...OFFSETS];
  return Float32Array.from(
    specs.flatMap(({ shape, start }) => {
      const size = tf.util.sizeFromShape(shape);
      if (start.kind === "constant") return Array(size).fill(start.value);
      return [...ramp(size, offsets.shift() as number)].map((value) => value * 2 * Math.sqrt(6 / (start.fanIn + start.fanOut)));
    }),
  );
}

function twentySteps(layers: Layer[], settings: Pick<Fixture, "optimizer" | "weightDecay">, seed = 1) {
  const net = network("test", [8, 8, 2], layers);
  const optimizer = buildOptimizer({ ...settings, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-4 });
  const advance = trainStep(net, optimizer, { weightDecay: settings.weightDecay, statisticsMomentum: 0.9, seed });
  let state: State = {
    weights: toTensors(startOf(net.weights), net.weights),
    slots: net.weights.map((spec) => optimizer.slots.map((slot) => tf.fill(slot.scalar ? [] : spec.shape, slot.value))),
    statistics: net.statistics.map((spec) => tf.fill(spec.shape, spec.name.endsWith("variance") ? 1 : 0)),
  };
  const losses: number[] = [];
  for (let step = 0; step < 20; step++) {
    const input = {
      images: tf.tensor(ramp(12 * 128, 10_000 + 997 * step), [12, 8, 8, 2]),
      labels: tf.tensor1d(
        Int32Array.from({ length: 12 }, (_, i) => (i * 7 + step) % 5),
        "int32",
      ) as Tensor1D,
      rate: tf.scalar(RATES[settings.optimizer]),
      step: tf.scalar(step, "int32"),
    };
    const next = advance(state, input);
    losses.push(next.loss.dataSync()[0] as number);
    tf.dispose([...tensorsOf(state), ...Object.values(input), next.loss]);
    state = next.state;
  }
  const result = { losses, weights: toVector(state.weights), statistics: toVector(state.statistics) };
  tf.dispose(tensorsOf(state));
  return result;
}

/** Largest difference relative to the largest number. */
const farthest = (got: ArrayLike<number>, wanted: number[]) =>
  Math.max(...wanted.map((value, i) => Math.abs(value - (got[i] as number)))) / Math.max(...wanted.map(Math.abs));

beforeAll(async () => {
  await useBackend();
});

describe("twenty steps against float64 PyTorch", () => {
  it.each(fixtures)("$optimizer, weight decay $weightDecay", (fixture) => {
    const got = twentySteps(LAYERS(), fixture);
    expect(farthest(got.losses, fixture.losses)).toBeLessThan(1e-4);
    expect(farthest(got.weights, fixture.weights)).toBeLessThan(1e-3);
    expect(farthest(got.statistics, fixture.statistics)).toBeLessThan(1e-3);
  });
});

describe("a step", () => {
  it("leaves no tensor behind", () => {
    const before = tensorCount();
    twentySteps(LAYERS(), { optimizer: "adam", weightDecay: 0.1 });
    expect(tensorCount()).toBe(before);
  });

  it("draws dropout's masks from seed and step: the same again for the same seed, others for another", () => {
    const layers = () => [flatten(), dense(16), relu(), dropout(0.5), dense(5)];
    const settings = { optimizer: "sgd" as const, weightDecay: 0 };
    expect(twentySteps(layers(), settings, 1).losses).toEqual(twentySteps(layers(), settings, 1).losses);
    expect(twentySteps(layers(), settings, 1).losses).not.toEqual(twentySteps(layers(), settings, 2).losses);
  });
});
