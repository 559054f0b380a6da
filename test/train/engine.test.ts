import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import type { DataSet, Split } from "../../src/data/dataset";
import { batchNorm } from "../../src/model/batch-norm";
import type { Layer } from "../../src/model/layer";
import { conv, dense, dropout, flatten, maxPool, relu } from "../../src/model/layers";
import { network, startingWeights } from "../../src/model/network";
import { buildNetwork } from "../../src/model/networks";
import { random } from "../../src/random";
import { compiledEngine } from "../../src/train/compiled-engine";
import { eagerEngine } from "../../src/train/eager-engine";
import type { EngineSpec, Snapshot } from "../../src/train/engine";
import { buildOptimizer } from "../../src/train/optimizers";
import { stateSpecs } from "../../src/train/state";

function dataOf(shape: DataSet["shape"], classes: number, count: number): DataSet {
  const split = (seed: number): Split => {
    const rng = random(seed);
    const size = shape[0] * shape[1] * shape[2];
    return {
      images: Uint8Array.from({ length: count * size }, () => rng.below(256)),
      labels: Uint8Array.from({ length: count }, () => rng.below(classes)),
      count,
    };
  };
  return { name: "glyphs", shape, classes, classNames: [], train: split(1), test: split(2), source: "made by this test" };
}

const OPTIMIZERS = ["sgd", "momentum", "adam"] as const;
const RATES = { sgd: 0.05, momentum: 0.02, adam: 0.002 };

function specOf(net: EngineSpec["network"], data: DataSet, name: (typeof OPTIMIZERS)[number], batch: number): EngineSpec {
  // Adam's ε is large, since the biases before batch norm have a gradient of rounding noise alone, which a small ε would turn into full steps.
  const optimizer = buildOptimizer({ optimizer: name, momentum: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-4 });
  return {
    network: net,
    data,
    chunk: 7,
    training: { optimizer, batch, settings: { weightDecay: 1e-3, statisticsMomentum: 0.9, seed: 3 } },
  };
}

function startOf(spec: EngineSpec): Snapshot {
  const specs = stateSpecs(spec.network, spec.training?.optimizer);
  const fill = (parts: typeof specs.slots) => startingWeights(parts, random(1));
  return { weights: fill(specs.weights), slots: fill(specs.slots), statistics: fill(specs.statistics) };
}

/** Trains both engines alike; answers with the largest relative difference of the losses, and of the evaluations. */
function difference(spec: EngineSpec, steps: number, rate: number): number {
  const engines = [compiledEngine(spec), eagerEngine(spec)];
  try {
    const results = engines.map((engine) => {
      engine.write(startOf(spec));
      const batch = spec.training?.batch ?? 1;
      const rows = Int32Array.from({ length: steps * batch }, (_, i) => (i * 7) % spec.data.train.count);
      const losses = [...engine.train(rows.subarray(0, 2 * batch), new Float32Array(2).fill(rate), 0)];
      losses.push(...engine.train(rows.subarray(2 * batch), new Float32Array(steps - 2).fill(rate), 2));
      const { loss, accuracy } = engine.evaluate("test");
      return [...losses, loss, accuracy];
    });
    const [compiled, eager] = results as [number[], number[]];
    return Math.max(...eager.map((value, i) => Math.abs(value - (compiled[i] as number)) / Math.max(1e-3, Math.abs(value))));
  } finally {
    for (const engine of engines) engine.dispose();
  }
}

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("twenty compiled steps and an evaluation equal the eager ones within 1e-5", () => {
  const grey = dataOf([8, 8, 1], 10, 40);
  it.each(OPTIMIZERS.flatMap((optimizer) => (["mlp", "mlp5", "cnn", "F1"] as const).map((name) => [name, optimizer] as const)))(
    "%s, %s",
    (name, optimizer) => {
      const spec = specOf(buildNetwork(name, grey.shape, 10), grey, optimizer, 8);
      expect(difference(spec, 20, RATES[optimizer] / 10)).toBeLessThan(1e-5);
    },
  );

  it.each(["C1", "C3"] as const)("%s, whose dropout draws the same masks", (name) => {
    const data = dataOf([8, 8, 3], name === "C3" ? 100 : 10, 24);
    const spec = specOf(buildNetwork(name, data.shape, data.classes), data, "momentum", 8);
    expect(difference(spec, 6, 1e-3)).toBeLessThan(1e-5);
  });
});

describe("two hundred compiled steps stay as close to the eager ones as two eager runs whose weights start one rounding apart", () => {
  const grey = dataOf([8, 8, 1], 10, 40);
  it.each(["mlp", "mlp5", "cnn", "F1"] as const)("%s", (name) => {
    const spec = specOf(buildNetwork(name, grey.shape, 10), grey, "momentum", 8);
    const losses = (create: typeof eagerEngine, seed = 0) => {
      const engine = create(spec);
      const start = startOf(spec);
      const rng = random(seed);
      const weights = seed ? start.weights.map((weight) => weight * (1 + (rng.below(2) ? 2 ** -23 : -(2 ** -23)))) : start.weights;
      engine.write({ ...start, weights });
      const rows = Int32Array.from({ length: 200 * 8 }, (_, i) => (i * 7) % 40);
      const result = engine.train(rows, new Float32Array(200).fill(0.002), 0);
      engine.dispose();
      return result;
    };
    const eager = losses(eagerEngine);
    const distance = (other: Float32Array) => Math.max(...other.map((loss, i) => Math.abs(loss / (eager[i] as number) - 1)));
    const rounding = Math.max(...[1, 2, 3].map((seed) => distance(losses(eagerEngine, seed))));
    expect(rounding).toBeGreaterThan(0);
    // A loss is itself rounded, to 2⁻²³.
    expect(distance(losses(compiledEngine))).toBeLessThanOrEqual(rounding + 2 ** -23);
  });
});

it("knows the deep network, too", () => {
  const data = dataOf([8, 8, 3], 10, 4);
  const engine = compiledEngine(specOf(buildNetwork("C2", data.shape, 10), data, "sgd", 4));
  engine.dispose();
});

it("equals the eager engine on networks built at random", () => {
  const block = fc.oneof(
    fc.record({ kind: fc.constant("conv" as const), size: fc.constantFrom(1, 3), filters: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ kind: fc.constant("pool" as const), size: fc.constantFrom(2, 3), stride: fc.constantFrom(1, 2) }),
    fc.record({ kind: fc.constant("norm" as const) }),
    fc.record({ kind: fc.constant("relu" as const) }),
  );
  const tail = fc.oneof(
    fc.record({ kind: fc.constant("dense" as const), units: fc.integer({ min: 2, max: 9 }) }),
    fc.record({ kind: fc.constant("norm" as const) }),
    fc.record({ kind: fc.constant("relu" as const) }),
    fc.record({ kind: fc.constant("dropout" as const) }),
  );
  const layerOf = (part: { kind: string } & Record<string, unknown>): Layer => {
    const make: Record<string, () => Layer> = {
      conv: () => conv(part.size as number, part.filters as number),
      pool: () => maxPool(part.size as number, part.stride as number),
      norm: batchNorm,
      relu,
      dense: () => dense(part.units as number),
      dropout: () => dropout(0.3),
    };
    return (make[part.kind] as () => Layer)();
  };
  const data = dataOf([6, 5, 2], 3, 20);
  const property = fc.property(
    fc.array(block, { maxLength: 3 }),
    fc.array(tail, { maxLength: 3 }),
    fc.constantFrom(...OPTIMIZERS),
    fc.integer({ min: 4, max: 11 }),
    (head, rest, optimizer, batch) => {
      const layers = [...head.map(layerOf), flatten(), ...rest.map(layerOf), dense(3)];
      // Few steps at a small rate: rounding is amplified by a network that learns fast, and Adam's first steps are all sign.
      const spec = specOf(network("random", data.shape, layers), data, optimizer, batch);
      expect(difference(spec, 3, optimizer === "adam" ? 1e-6 : 1e-4)).toBeLessThan(2e-4);
    },
  );
  fc.assert(property, { numRuns: 15, seed: 4 });
});

describe("an engine", () => {
  const data = dataOf([8, 8, 1], 10, 40);
  const net = network("small", data.shape, [conv(3, 4), batchNorm(), relu(), flatten(), dense(16), dropout(0.5), dense(10)]);
  const spec = () => specOf(net, data, "adam", 8);
  const rates = (n: number) => new Float32Array(n).fill(1e-3);
  const rows = Int32Array.from({ length: 160 }, (_, i) => (i * 7) % 40);

  it("stopped and resumed elsewhere gives the same weights bit for bit", () => {
    const [whole, first, second] = [compiledEngine(spec()), compiledEngine(spec()), compiledEngine(spec())];
    whole.write(startOf(spec()));
    whole.train(rows, rates(20), 0);
    first.write(startOf(spec()));
    first.train(rows.subarray(0, 72), rates(9), 0);
    second.write(first.read());
    second.train(rows.subarray(72), rates(11), 9);
    expect(second.read()).toEqual(whole.read());
    for (const engine of [whole, first, second]) engine.dispose();
  });

  it("evaluates every example once, whatever the chunk", () => {
    const results = [1, 7, 40, 1000].map((chunk) => {
      const engine = compiledEngine({ ...spec(), chunk });
      engine.write(startOf(spec()));
      const result = engine.evaluate("train");
      engine.dispose();
      return result;
    });
    for (const { loss, accuracy } of results) {
      expect(accuracy).toBe(results[0]?.accuracy);
      expect(loss).toBeCloseTo(results[0]?.loss as number, 5);
    }
  });

  it("does not change what was read from it, though it updates in place", () => {
    const engine = compiledEngine(spec());
    engine.write(startOf(spec()));
    const read = engine.read();
    engine.train(rows, rates(20), 0);
    expect(read).toEqual(startOf(spec()));
    expect(engine.read().weights).not.toEqual(read.weights);
    engine.dispose();
  });

  it("refuses the state of another network", () => {
    const engine = compiledEngine(spec());
    expect(() => engine.write({ weights: new Float32Array(3), slots: new Float32Array(), statistics: new Float32Array() })).toThrow(
      /another network or optimizer/,
    );
    engine.dispose();
  });

  it("leaves no tensor behind", () => {
    const before = tensorCount();
    difference(spec(), 3, 1e-3);
    expect(tensorCount()).toBe(before);
  });
});
