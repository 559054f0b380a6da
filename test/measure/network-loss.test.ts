import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import type { DataSet } from "../../src/data/dataset";
import { type NetworkLossSpec, networkLoss } from "../../src/measure/network-loss";
import { dot, type Operator } from "../../src/measure/operator";
import { createSums } from "../../src/measure/sums";
import { batchNorm } from "../../src/model/batch-norm";
import type { Layer } from "../../src/model/layer";
import { conv, dense, flatten, maxPool, relu } from "../../src/model/layers";
import { network, sizeOf } from "../../src/model/network";
import { createEngine } from "../../src/train/engine";
import { buildOptimizer } from "../../src/train/optimizers";

interface Fixture {
  kind: "dense" | "conv";
  mode: "running" | "batch";
  loss: number;
  gradient: number[];
  hessianProduct: number[];
  gaussNewtonProduct: number[];
  largest: number[];
  smallest: number[];
  trace: number;
  gaussNewtonTrace: number;
  gradientNorm: number;
}

/** Made by fixtures/make_curvature.py in float64 PyTorch. */
const fixtures: Fixture[] = JSON.parse(readFileSync(`${__dirname}/../fixtures/curvature.json`, "utf8"));

const LAYERS: Record<Fixture["kind"], () => Layer[]> = {
  dense: () => [flatten(), dense(7), relu(), dense(5)],
  conv: () => [conv(3, 4), batchNorm(), relu(), maxPool(3, 2), flatten(), dense(7), batchNorm(), relu(), dense(5)],
};
const nets = { dense: network("dense", [8, 8, 2], LAYERS.dense()), conv: network("conv", [8, 8, 2], LAYERS.conv()) };

/** The formula that both programs know. */
const hashed = (i: number, offset: number): number => Math.imul(i + offset, 2654435761 | 0) >>> 0;
const ramp = (count: number, offset: number): number[] => Array.from({ length: count }, (_, i) => hashed(i, offset) / 2 ** 32 - 0.5);

const startOf = (kind: Fixture["kind"]): Float32Array =>
  Float32Array.from(
    nets[kind].weights.flatMap(({ shape, name }, k) =>
      ramp(sizeOf(shape), 1000 * k).map((value) => value * (shape.length > 1 ? 0.6 : 0.2) + (name.endsWith("gamma") ? 1 : 0)),
    ),
  );
const statisticsOf = (kind: Fixture["kind"]): Float32Array =>
  kind === "dense"
    ? new Float32Array()
    : Float32Array.from([
        ...ramp(4, 1).map((value) => value * 0.4),
        ...ramp(4, 2).map((value) => 1 + value),
        ...ramp(7, 3).map((value) => value * 0.4),
        ...ramp(7, 4).map((value) => 1 + value),
      ]);
const directionOf = (kind: Fixture["kind"]): Float64Array => Float64Array.from(Float32Array.from(ramp(nets[kind].dimension, 77)));

const split = {
  count: 12,
  images: Uint8Array.from({ length: 12 * 128 }, (_, i) => hashed(i, 10_000) >>> 24),
  labels: Uint8Array.from({ length: 12 }, (_, i) => (i * 7) % 5),
};
const data = { name: "hashed", shape: [8, 8, 2], classes: 5, train: split, test: split } as unknown as DataSet;

const lossOf = (kind: Fixture["kind"], spec: Partial<NetworkLossSpec> = {}) =>
  networkLoss({ network: nets[kind], data, statistics: statisticsOf(kind), ...spec });
const length = (v: ArrayLike<number>): number => Math.sqrt(dot(v, v));
const relative = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  length(Array.from(a, (value, i) => value - (b[i] as number))) / length(b);

/** Every column of an operator. */
async function denseMatrix(operator: Operator): Promise<Float64Array[]> {
  const columns: Float64Array[] = [];
  for (let i = 0; i < operator.dimension; i++) {
    const unit = new Float64Array(operator.dimension);
    unit[i] = 1;
    columns.push(await operator.apply(unit));
  }
  return columns;
}

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe.each(fixtures)("loss and curvature of a small network, $kind, batch norm $mode, as float64 PyTorch has them", (fixture) => {
  const { kind, mode } = fixture;
  // In mode `batch` a chunk is what batch norm sees: all 12 examples, as there.
  const chunks = mode === "batch" ? [12] : [12, 5];

  it.each(chunks)("in chunks of %i examples", async (chunk) => {
    const f = await lossOf(kind, { batchNorm: mode, chunk });
    const w = Float64Array.from(startOf(kind));
    expect(f.dimension).toBe(fixture.gradient.length);
    expect(await f.lossAt(w)).toBeCloseTo(fixture.loss, 6);
    const { loss, gradient } = await f.lossAndGradientAt(w);
    expect(loss).toBeCloseTo(fixture.loss, 6);
    expect(relative(gradient, fixture.gradient)).toBeLessThan(1e-5);
    expect(relative(await f.hessianAt(w).apply(directionOf(kind)), fixture.hessianProduct)).toBeLessThan(1e-5);
    expect(relative(await f.gaussNewtonAt(w).apply(directionOf(kind)), fixture.gaussNewtonProduct)).toBeLessThan(1e-5);
    f.dispose();
  });

  it("is symmetric, the Gauss–Newton matrix too", async () => {
    const f = await lossOf(kind, { batchNorm: mode, chunk: 12 });
    const u = directionOf(kind);
    const v = Float64Array.from(ramp(f.dimension, 99));
    for (const operator of [f.hessianAt(startOf(kind)), f.gaussNewtonAt(startOf(kind))]) {
      const [hu, hv] = [await operator.apply(u), await operator.apply(v)];
      expect(Math.abs(dot(u, hv) - dot(v, hu))).toBeLessThan(1e-6 * length(hu) * length(v));
    }
    f.dispose();
  });
});

describe("products", () => {
  it("make the dense Hessian and Gauss–Newton matrix, whose traces PyTorch confirms", async () => {
    const fixture = fixtures[0] as Fixture;
    const f = await lossOf("dense");
    const trace = (columns: Float64Array[]) => columns.reduce((sum, column, i) => sum + (column[i] as number), 0);
    expect(trace(await denseMatrix(f.hessianAt(startOf("dense"))))).toBeCloseTo(fixture.trace, 4);
    expect(trace(await denseMatrix(f.gaussNewtonAt(startOf("dense"))))).toBeCloseTo(fixture.gaussNewtonTrace, 4);
    f.dispose();
  });

  it("do not depend on the order of calls, and follow the weights", async () => {
    const f = await lossOf("conv");
    const w = Float64Array.from(startOf("conv"));
    const moved = w.map((value) => 1.1 * value);
    const v = directionOf("conv");
    const [here, there] = [f.hessianAt(w), f.hessianAt(moved)];
    const first = await here.apply(v);
    const other = await there.apply(v);
    await f.lossAt(moved);
    expect(relative(await here.apply(v), first)).toBeLessThan(1e-6);
    expect(relative(other, first)).toBeGreaterThan(1e-3);
    w.fill(0);
    expect(relative(await here.apply(v), first)).toBeLessThan(1e-6);
    f.dispose();
  });
});

describe("a network's loss", () => {
  it("evaluates as training does, whatever the chunk, on either split", async () => {
    const other = { ...split, labels: split.labels.map((label) => (label + 1) % 5) };
    const two = { ...data, test: other } as DataSet;
    const engine = createEngine(
      { network: nets.conv, data: two },
      { weights: startOf("conv"), slots: new Float32Array(), statistics: statisticsOf("conv") },
    );
    for (const name of ["train", "test"] as const) {
      const expected = engine.evaluate(name);
      for (const chunk of [1, 5, 12]) {
        const f = await networkLoss({
          network: nets.conv,
          data: two,
          statistics: statisticsOf("conv"),
          split: name,
          chunk,
          kinds: ["loss"],
        });
        const found = await f.evaluateAt(startOf("conv"));
        expect(found.accuracy).toBe(expected.accuracy);
        expect(found.loss).toBeCloseTo(expected.loss, 6);
        f.dispose();
      }
    }
    engine.dispose();
  });

  it("has the gradient along which a step of gradient descent over the whole split moves", async () => {
    const optimizer = buildOptimizer({ optimizer: "sgd", momentum: 0, beta1: 0, beta2: 0, epsilon: 0 });
    const settings = { weightDecay: 0, statisticsMomentum: 0.9, seed: 1 };
    const engine = createEngine(
      { network: nets.dense, data, training: { optimizer, batch: 12, settings } },
      { weights: startOf("dense"), slots: new Float32Array(), statistics: new Float32Array() },
    );
    engine.train(
      Int32Array.from({ length: 12 }, (_, i) => i),
      Float32Array.of(0.5),
      0,
    );
    const f = await lossOf("dense", { kinds: ["gradient"] });
    const { gradient } = await f.lossAndGradientAt(Float64Array.from(startOf("dense")));
    const { weights } = engine.read();
    for (const [i, before] of startOf("dense").entries()) expect(weights[i]).toBeCloseTo(before - 0.5 * (gradient[i] as number), 6);
    f.dispose();
    engine.dispose();
  });

  it("knows the mean squared gradient of the examples", async () => {
    for (const fixture of fixtures.filter(({ mode }) => mode === "running")) {
      const f = await lossOf(fixture.kind, { chunk: 1, kinds: ["norms"] });
      const norms = await f.gradientNormsAt(startOf(fixture.kind));
      expect(norms).toHaveLength(12);
      expect(norms.reduce((sum, value) => sum + value, 0) / 12 / fixture.gradientNorm).toBeCloseTo(1, 5);
      f.dispose();
    }
  });

  it("knows those of chunks, a last one that is not full left out", async () => {
    const whole = await lossOf("dense", { chunk: 12, kinds: ["norms", "gradient"] });
    const { gradient } = await whole.lossAndGradientAt(Float64Array.from(startOf("dense")));
    expect((await whole.gradientNormsAt(startOf("dense")))[0]).toBeCloseTo(dot(gradient, gradient), 5);
    const f = await lossOf("dense", { chunk: 5, kinds: ["norms"] });
    expect(await f.gradientNormsAt(startOf("dense"))).toHaveLength(2);
    for (const each of [whole, f]) each.dispose();
  });

  it("has the gradient of each block of chunks: together that of all examples", async () => {
    const f = await lossOf("dense", { chunk: 2, kinds: ["norms", "gradient"] });
    const w = Float64Array.from(startOf("dense"));
    const norms = await f.gradientNormsAt(w);
    const gather = async (loss: typeof f, blocks: number) => {
      const found = [];
      for await (const block of loss.blockGradientsAt(w, blocks)) found.push(block);
      return found;
    };
    for (const [i, { chunks, examples, gradient }] of (await gather(f, 6)).entries()) {
      expect([chunks, examples]).toEqual([1, 2]);
      expect(dot(gradient, gradient)).toBeCloseTo(norms[i] as number, 5);
    }
    // Two full chunks of five, the second block with the two examples that are left.
    const odd = await lossOf("dense", { chunk: 5, kinds: ["gradient"] });
    const parts = await gather(odd, 2);
    expect(parts.map(({ chunks, examples }) => [chunks, examples])).toEqual([[1, 5], [1, 7]]); // biome-ignore format: a table
    const { gradient } = await f.lossAndGradientAt(w);
    for (const [i, value] of gradient.entries())
      expect(parts.reduce((sum, part) => sum + (part.gradient[i] as number) * part.examples, 0) / 12).toBeCloseTo(value, 6);
    await expect(gather(odd, 3)).rejects.toThrow("an integer from 1 to the 2 full chunks, got 3");
    for (const each of [f, odd]) each.dispose();
  });

  it("recomputes batch norm's statistics at the weights: with one chunk, those of the batch", async () => {
    const [batch, recomputed] = [
      await lossOf("conv", { batchNorm: "batch", chunk: 12 }),
      await lossOf("conv", { batchNorm: "recomputed", chunk: 12 }),
    ];
    const w = startOf("conv");
    // The statistics of the second layer are seen behind a first one that uses its own, so that both agree.
    expect((await recomputed.evaluateAt(w)).loss).toBeCloseTo((await batch.evaluateAt(w)).loss, 5);
    await expect(recomputed.lossAndGradientAt(Float64Array.from(w))).rejects.toThrow(/no gradient here; choose the mode/);
    for (const f of [batch, recomputed]) f.dispose();
  });

  it("recomputes them on the training data for the test data, too", async () => {
    const other = { ...split, images: split.images.map((value) => 255 - value) };
    const two = { ...data, test: other } as DataSet;
    const w = startOf("conv");
    const sums = createSums({ network: nets.conv, data: two, split: "train", chunk: 12, kinds: ["statistics"] });
    sums.writePoint(w, statisticsOf("conv"));
    sums.clear("statistics");
    sums.add("statistics", 0, 1);
    const statistics = new Float32Array(sums.read("statistics").vector);
    sums.dispose();
    const of = (spec: Partial<NetworkLossSpec>) => networkLoss({ network: nets.conv, data: two, statistics, split: "test", ...spec });
    const [there, here] = [await of({ batchNorm: "running" }), await of({ batchNorm: "recomputed", statistics: statisticsOf("conv") })];
    expect((await here.evaluateAt(w)).loss).toBeCloseTo((await there.evaluateAt(w)).loss, 5);
    for (const f of [there, here]) f.dispose();
  });

  it("takes other running statistics at the same weights, on the same device", async () => {
    const w = startOf("conv");
    const others = statisticsOf("conv").map((value) => value + 0.5);
    const f = await lossOf("conv", { kinds: ["loss", "hessian"] });
    const there = f.withStatistics(others);
    const fresh = await lossOf("conv", { kinds: ["loss", "hessian"], statistics: others });
    const [here, moved] = [await f.lossAt(Float64Array.from(w)), await there.lossAt(Float64Array.from(w))];
    expect(moved).toBe(await fresh.lossAt(Float64Array.from(w)));
    expect(Math.abs(moved - here)).toBeGreaterThan(1e-3);
    // Products in turn: neither is taken at the other's statistics.
    const [a, b] = [f.hessianAt(w), there.hessianAt(w)];
    const v = directionOf("conv");
    const first = await a.apply(v);
    expect(await b.apply(v)).toEqual(await fresh.hessianAt(w).apply(v));
    expect(await a.apply(v)).toEqual(first);
    for (const each of [f, fresh]) each.dispose();
  });

  it("knows what batch norm sees, whatever is stored: with these statistics it is the loss that recomputes", async () => {
    const f = await lossOf("conv", { kinds: ["statistics"], chunk: 12 });
    const [seen, again] = [
      await f.statisticsAt(startOf("conv")),
      await f.withStatistics(statisticsOf("conv").fill(9)).statisticsAt(startOf("conv")),
    ];
    expect(again).toEqual(seen);
    const recomputed = await lossOf("conv", { batchNorm: "recomputed", chunk: 12, kinds: ["loss"] });
    const running = await lossOf("conv", { statistics: seen, chunk: 12, kinds: ["loss"] });
    expect(await recomputed.evaluateAt(startOf("conv"))).toEqual(await running.evaluateAt(startOf("conv")));
    for (const each of [f, recomputed, running]) each.dispose();
  });

  it("says what is wrong: weights of another network, kinds it was made without, an aborted signal", async () => {
    const controller = new AbortController();
    const f = await lossOf("dense", { kinds: ["loss"], signal: controller.signal });
    await expect(f.lossAt(new Float64Array(3))).rejects.toThrow(/weights of another network: expected 943 values, got 3/);
    await expect(f.lossAndGradientAt(Float64Array.from(startOf("dense")))).rejects.toThrow(/made without "gradient"/);
    controller.abort();
    await expect(f.lossAt(Float64Array.from(startOf("dense")))).rejects.toThrow(/abort/i);
    f.dispose();
  });

  it("leaves no tensor behind", async () => {
    const before = tensorCount();
    const f = await lossOf("conv");
    await f.lossAndGradientAt(Float64Array.from(startOf("conv")));
    await f.hessianAt(startOf("conv")).apply(directionOf("conv"));
    f.dispose();
    expect(tensorCount()).toBe(before);
  });
});
