import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import type { Tensor, Tensor1D } from "../../src/backend/tf";
import { batchNorm } from "../../src/model/batch-norm";
import { join, toTensors, toVector } from "../../src/model/flat";
import type { Layer, WeightSpec } from "../../src/model/layer";
import { conv, dense, dropout, flatten, maxPool, relu } from "../../src/model/layers";
import { type Network, network } from "../../src/model/network";
import { optimize } from "../../src/trace/passes";
import { compile } from "../../src/trace/program";
import { record } from "../../src/trace/record";
import { DTYPES, type Trace } from "../../src/trace/trace";
import { buildOptimizer } from "../../src/train/optimizers";
import type { Optimizer } from "../../src/train/optimizers/optimizer";
import { packState, type State, stateSpecs, tensorsOf } from "../../src/train/state";
import { trainStep } from "../../src/train/step";

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

const imagesOf = (step: number) => ramp(12 * 128, 10_000 + 997 * step);
const labelsOf = (step: number) => Int32Array.from({ length: 12 }, (_, i) => (i * 7 + step) % 5);

const startingState = (net: Network, optimizer: Optimizer): State => ({
  weights: toTensors(startOf(net.weights), net.weights),
  slots: net.weights.map((spec) => optimizer.slots.map((slot) => tf.fill(slot.scalar ? [] : spec.shape, slot.value))),
  statistics: net.statistics.map((spec) => tf.fill(spec.shape, spec.name.endsWith("variance") ? 1 : 0)),
});

/** The same as one call of a compiled program. */
function twentyCompiledSteps(layers: Layer[], settings: Pick<Fixture, "optimizer" | "weightDecay">) {
  const net = network("test", [8, 8, 2], layers);
  const optimizer = buildOptimizer({ ...settings, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-4 });
  const advance = trainStep(net, optimizer, { weightDecay: settings.weightDecay, statisticsMomentum: 0.9, seed: 1 });
  const start = startingState(net, optimizer);
  const tensors = tensorsOf(start);
  const specs = stateSpecs(net, optimizer);
  const step = (inputs: Tensor[]) => {
    const [images, labels, rate, number] = inputs.slice(tensors.length) as [Tensor, Tensor1D, tf.Scalar, tf.Scalar];
    const next = advance(packState(inputs.slice(0, tensors.length), specs), { images, labels, rate, step: number });
    return [...tensorsOf(next.state), next.loss];
  };
  const example = [tf.zeros([12, 128]), tf.zeros([12], "int32"), tf.scalar(1), tf.scalar(1, "int32")];
  const trace = tf.tidy(() => optimize(record(step, [...tensors, ...example])) as unknown as tf.TensorContainer) as unknown as Trace;
  const states = tensors.map((_, index) => ({ index }));
  const steps = [...Array(20).keys()];
  const program = compile({
    state: tensors.map(({ shape }) => ({ shape, dtype: DTYPES.float32 })),
    data: { images: { shape: [240, 128], dtype: DTYPES.float32 }, labels: { shape: [240], dtype: DTYPES.int32 } },
    loops: {
      train: {
        trace,
        batch: 12,
        inputs: [
          ...states.map(({ index }) => ({ from: "state" as const, index })),
          { from: "rows", data: "images" },
          { from: "rows", data: "labels" },
          { from: "feed", feed: "rate" },
          { from: "feed", feed: "step" },
        ],
        outputs: [...states.map(({ index }) => ({ to: "state" as const, index })), { to: "report" }],
      },
    },
  });
  program.writeState(tensors.map((tensor) => tensor.dataSync() as Float32Array));
  program.writeData("images", { shape: [240, 128], dtype: DTYPES.float32, values: join(steps.map(imagesOf)) });
  program.writeData("labels", { shape: [240], dtype: DTYPES.int32, values: Int32Array.from(steps.flatMap((step) => [...labelsOf(step)])) });
  const feeds = { rate: new Float32Array(20).fill(RATES[settings.optimizer]), step: Int32Array.from(steps) };
  const losses = program.run(
    "train",
    Int32Array.from({ length: 240 }, (_, i) => i),
    feeds,
  );
  const parts = program.readState();
  program.dispose();
  tf.dispose([...tensors, ...example]);
  return { losses, weights: join(parts.slice(0, specs.weights.length)), statistics: join(parts.slice(-specs.statistics.length)) };
}

function twentySteps(layers: Layer[], settings: Pick<Fixture, "optimizer" | "weightDecay">, seed = 1) {
  const net = network("test", [8, 8, 2], layers);
  const optimizer = buildOptimizer({ ...settings, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-4 });
  const advance = trainStep(net, optimizer, { weightDecay: settings.weightDecay, statisticsMomentum: 0.9, seed });
  let state = startingState(net, optimizer);
  const losses: number[] = [];
  for (let step = 0; step < 20; step++) {
    const input = {
      images: tf.tensor(imagesOf(step), [12, 8, 8, 2]),
      labels: tf.tensor1d(labelsOf(step), "int32") as Tensor1D,
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
  it.each(
    fixtures.flatMap((fixture) => [
      { ...fixture, how: "eager", steps: twentySteps },
      { ...fixture, how: "compiled", steps: twentyCompiledSteps },
    ]),
  )("$optimizer, weight decay $weightDecay, $how", ({ steps, ...fixture }) => {
    const got = steps(LAYERS(), fixture);
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
