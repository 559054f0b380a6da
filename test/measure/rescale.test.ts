import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import { averageSharpness } from "../../src/measure/average-sharpness";
import { keskarFull } from "../../src/measure/keskar";
import { filterNorms, partsOf } from "../../src/measure/parts";
import { perturbationSharpness } from "../../src/measure/perturbation";
import { rescale, rescalings } from "../../src/measure/rescale";
import { samSharpness } from "../../src/measure/sam";
import { batchNorm } from "../../src/model/batch-norm";
import { toTensors } from "../../src/model/flat";
import type { Layer } from "../../src/model/layer";
import { conv, dense, dropout, flatten, maxPool, relu } from "../../src/model/layers";
import { network, startingWeights } from "../../src/model/network";
import { type Random, random } from "../../src/random";
import { lambdaMax, tinyNetwork } from "./tiny-network";

const LAYERS: [string, Layer][] = [
  ["conv", conv(3, 4)],
  ["relu", relu()],
  ["maxPool", maxPool(3, 2)],
  ["conv", conv(3, 5)],
  ["batchNorm", batchNorm()],
  ["relu", relu()],
  ["flatten", flatten()],
  ["dropout", dropout(0.5)],
  ["dense", dense(6)],
  ["relu", relu()],
  ["dense", dense(3)],
];
const kinds = LAYERS.map(([kind]) => kind);
const net = network(
  "test",
  [6, 6, 2],
  LAYERS.map(([, layer]) => layer),
);
const rng = random(11);
const w = startingWeights(net.weights, random(1)).map((value) => value + 0.1 * rng.normal());
const statistics = Float32Array.from([
  ...Array.from({ length: 5 }, () => rng.normal()),
  ...Array.from({ length: 5 }, () => 0.5 + rng.uniform()),
]);
const x = Float32Array.from({ length: 8 * 72 }, () => rng.normal());
const spec = { ...net, kinds };

const predictions = (weights: Float32Array, running: Float32Array, normalise: "running" | "batch" = "running") =>
  tf.tidy(
    () =>
      net
        .forward(toTensors(weights, net.weights), tf.tensor(x, [8, 6, 6, 2]), {
          normalise,
          statistics: toTensors(running, net.statistics),
        })
        .logits.dataSync() as Float32Array,
  );

beforeAll(async () => {
  await useBackend();
});

describe("T_α of a network", () => {
  it.each([
    [0, 4],
    [0, 0.25],
    [8, 1024],
  ])("at layer %d with α = %d, a power of two, leaves float32 predictions bit for bit", (layer, alpha) => {
    const result = rescale({ weights: w, statistics }, layer, alpha, spec);
    expect(result).toMatchObject({ kind: "kernels", residual: 0, alpha });
    expect(result.weights).not.toEqual(w);
    expect(predictions(result.weights, result.statistics)).toEqual(predictions(w, statistics));
  });

  it("with another α leaves them to rounding", () => {
    const result = rescale({ weights: w, statistics }, 0, 3, spec);
    const before = predictions(w, statistics);
    const scale = Math.max(...before.map(Math.abs));
    for (const [i, value] of predictions(result.weights, result.statistics).entries())
      expect(Math.abs(value - (before[i] as number))).toBeLessThan(1e-5 * scale);
  });

  it("multiplies kernel and bias by α, the next kernel by 1/α, and nothing else", () => {
    const { weights } = rescale({ weights: Float64Array.from(w), statistics }, 8, 4, spec);
    for (const { name, offset, size } of partsOf(w, net.weights)) {
      const factor = { "8/kernel": 4, "8/bias": 4, "10/kernel": 0.25 }[name] ?? 1;
      for (let i = offset; i < offset + size; i++) expect(weights[i]).toBe(factor * (w[i] as number));
    }
  });
});

describe("before batch norm", () => {
  it("scales kernel, bias, running mean and variance; predictions stay up to batch norm's ε, as `residual` says", () => {
    const result = rescale({ weights: w, statistics }, 3, 4, spec);
    expect(result).toMatchObject({ kind: "batchNorm", next: 4 });
    const smallest = Math.min(...statistics.slice(5));
    expect(result.residual).toBeCloseTo(Math.sqrt((smallest + 1e-3) / (smallest + 1e-3 / 16)) - 1, 9);
    const before = predictions(w, statistics);
    const after = predictions(result.weights, result.statistics);
    const scale = Math.max(...before.map(Math.abs));
    const change = Math.max(...after.map((value, i) => Math.abs(value - (before[i] as number)))) / scale;
    expect(change).toBeGreaterThan(1e-6);
    expect(change).toBeLessThan(10 * result.residual);
    const batch = predictions(result.weights, result.statistics, "batch");
    for (const [i, value] of predictions(w, statistics, "batch").entries())
      expect(Math.abs(value - (batch[i] as number))).toBeLessThan(0.02 * Math.max(1, scale));
  });

  it("needs the running statistics", () => {
    expect(() => rescale({ weights: w }, 3, 2, { weights: net.weights, kinds })).toThrow(/no running statistics/);
  });
});

describe("what can be rescaled", () => {
  it("is told for each layer with a kernel", () => {
    expect(rescalings(kinds)).toEqual([
      { layer: 0, kind: "kernels", next: 3 },
      { layer: 3, kind: "batchNorm", next: 4 },
      { layer: 8, kind: "kernels", next: 10 },
      { layer: 10, kind: "none", reason: "no layer with weights comes after it" },
    ]);
    expect(rescalings(["dense", "tanh", "dense"])[0]).toMatchObject({ kind: "none", reason: expect.stringMatching(/"tanh"/) });
  });

  it("and the rest is refused", () => {
    const at = (layer: number, alpha: number, other = spec) => rescale({ weights: w, statistics }, layer, alpha, other);
    expect(() => at(10, 2)).toThrow(/Layer 10 cannot be rescaled: no layer with weights/);
    expect(() => at(1, 2)).toThrow(/Layer 1 has no kernel. Choose one of 0, 3, 8, 10/);
    for (const alpha of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => at(0, alpha)).toThrow(/alpha must be a number above 0/);
    expect(() => at(0, 2, { ...spec, kinds: kinds.slice(1) })).toThrow(/kinds are of another network/);
    expect(() => rescale({ weights: w.slice(1), statistics }, 0, 2, spec)).toThrow(/must have/);
    expect(() => rescale({ weights: w, statistics: statistics.slice(1) }, 0, 2, spec)).toThrow(/must have 10 numbers, got 9/);
  });
});

describe("measures under T_α, in float64", () => {
  const tiny = tinyNetwork();
  const moved = (alpha: number) => rescale({ weights: tiny.w }, 0, alpha, tiny).weights;
  const closeTo = (value: number, expected: number) => Math.abs(value - expected) <= 1e-9 * Math.abs(expected);
  const options = { rho: 0.1, random: random(3) };
  /** Filter-normalised, biases 0, as in Li et al. */
  const direction = (at: Float64Array) => (rng: Random) => {
    const d = at.map(() => rng.normal());
    for (const part of partsOf(at, tiny.weights)) {
      const [own, wanted] = [filterNorms(d, part), filterNorms(at, part)];
      for (let i = 0; i < part.size; i++) {
        const filter = i % own.length;
        d[part.offset + i] = part.isKernel ? ((d[part.offset + i] as number) * (wanted[filter] as number)) / (own[filter] as number) : 0;
      }
    }
    return d;
  };

  it("are taken at the same function", () => {
    const before = tiny.logitsAt(tiny.w);
    expect(tiny.logitsAt(moved(4))).toEqual(before);
    for (const [i, value] of tiny.logitsAt(moved(3.7)).entries()) expect(value).toBeCloseTo(before[i] as number, 12);
  });

  it.each([3.7, 0.01, 64])("α = %d: adaptive measures stay", async (alpha) => {
    const there = moved(alpha);
    for (const norm of ["l2", "linf"] as const) {
      for (const scale of ["weight", "filter"] as const) {
        const settings = { ...options, norm, scale, weights: tiny.weights };
        const before = await samSharpness(tiny, tiny.w, settings);
        const after = await samSharpness(tiny, there, settings);
        expect(before.sharpness).toBeGreaterThan(1e-3);
        expect(closeTo(after.sharpness, before.sharpness)).toBe(true);
        expect(closeTo(after.oneStep, before.oneStep)).toBe(true);
      }
    }
    const average = { ...options, scale: "weight" as const };
    expect(closeTo((await averageSharpness(tiny, there, average)).rise, (await averageSharpness(tiny, tiny.w, average)).rise)).toBe(true);
    const rises = async (at: Float64Array) =>
      (await perturbationSharpness(tiny, at, { direction: direction(at), random: random(2) })).rises.map(({ rise }) => rise);
    const before = await rises(tiny.w);
    for (const [i, rise] of (await rises(there)).entries()) expect(Math.abs(rise - (before[i] as number))).toBeLessThan(1e-9);
  });

  it("plain SAM, Keskar's φ and λ_max do not", async () => {
    const there = moved(64);
    const ratio = async (of: (at: Float64Array) => Promise<number>) => (await of(there)) / (await of(tiny.w));
    expect(await ratio(async (at) => (await samSharpness(tiny, at, options)).sharpness)).toBeGreaterThan(2);
    expect(await ratio(async (at) => (await averageSharpness(tiny, at, options)).rise)).toBeGreaterThan(2);
    expect(await ratio(async (at) => (await keskarFull(tiny, at, { random: random(1), epsilon: 1e-2 })).phi)).toBeGreaterThan(1.5);
    expect(await ratio((at) => lambdaMax(tiny, at))).toBeGreaterThan(10);
  });
});
