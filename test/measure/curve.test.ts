import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import { parseRun } from "../../src/config";
import type { DataSet, Split } from "../../src/data/dataset";
import { blend, CURVE_ALPHAS, curvePath, pointOn, shares } from "../../src/measure/curve";
import { ALPHAS, between, linearPath } from "../../src/measure/path";
import { pointEvaluations } from "../../src/measure/point-evaluations";
import { batchNorm } from "../../src/model/batch-norm";
import { dense, flatten, relu } from "../../src/model/layers";
import { network, startingWeights } from "../../src/model/network";
import { buildNetwork } from "../../src/model/networks";
import { random } from "../../src/random";
import { createEngine } from "../../src/train/engine";
import type { TrainResult } from "../../src/train/loop";

beforeAll(() => useBackend());

const split = (seed: number, brightness: number): Split => {
  const rng = random(seed);
  return {
    images: Uint8Array.from({ length: 24 * 16 }, () => rng.below(brightness)),
    labels: Uint8Array.from({ length: 24 }, () => rng.below(3)),
    count: 24,
  };
};
/** The test images are darker, so that their statistics differ. */
const data: DataSet = {
  name: "glyphs",
  shape: [4, 4, 1],
  classes: 3,
  classNames: [],
  train: split(1, 256),
  test: split(2, 120),
  source: "made by this test",
};
const run = parseRun({ network: "mlp" });
const net = buildNetwork("mlp", data.shape, data.classes);
const solution = (seed: number) =>
  ({ run, weights: startingWeights(net.weights, random(seed)), statistics: new Float32Array() }) as Partial<TrainResult> as TrainResult;

describe("points of a curve", () => {
  const [a, b] = [Float32Array.of(1, 2), Float32Array.of(3, -4)];

  it("linear: (1 − α) · a + α · b", () => {
    expect([...blend(a, b, shares("linear", 0.5))]).toEqual([2, -1]);
    expect([...blend(a, b, shares("linear", -1))]).toEqual([-1, 8]);
    expect([...between(a, b, 2)]).toEqual([5, -10]);
  });

  it("curvilinear: cos(απ/2) · a + sin(απ/2) · b, the ends exactly", () => {
    expect([...blend(a, b, shares("curvilinear", 0))]).toEqual([...a]);
    expect([...blend(a, b, shares("curvilinear", 1))]).toEqual([...b]);
    const [x, y] = blend(a, b, shares("curvilinear", 0.5)) as unknown as [number, number];
    expect(x).toBeCloseTo(4 * Math.SQRT1_2, 6);
    expect(y).toBeCloseTo(-2 * Math.SQRT1_2, 6);
  });

  it("batch norm's statistics go the same way, variances never below 0", () => {
    const names = [{ name: "1/mean", shape: [1] }, { name: "1/variance", shape: [1] }] as never; // biome-ignore format: a table
    const end = (mean: number, variance: number) => ({ weights: new Float32Array(), statistics: Float32Array.of(mean, variance) });
    expect([...pointOn("linear", end(1, 2), end(3, 4), 0.5, names).statistics]).toEqual([2, 3]);
    expect([...pointOn("linear", end(1, 2), end(3, 8), -1, names).statistics]).toEqual([-1, 0]);
  });

  it("are the published 25 on the line", () => {
    expect(ALPHAS).toBe(CURVE_ALPHAS.linear);
    expect([ALPHAS.length, ALPHAS[0], ALPHAS[8], ALPHAS[24]]).toEqual([25, -1, 0, 2]);
    expect([CURVE_ALPHAS.curvilinear[0], CURVE_ALPHAS.curvilinear[16], CURVE_ALPHAS.curvilinear.at(-1)]).toEqual([0, 1, 1.5]);
  });

  it("refuses an unknown curve and an α that is no number", () => {
    expect(() => shares("round" as never, 0)).toThrow("Expected one of linear, curvilinear");
    expect(() => shares("linear", Number.NaN)).toThrow("α must be a number, got NaN");
  });
});

describe("a path between two networks", () => {
  it("has at each α the evaluation of the network there", async () => {
    const [from, to] = [solution(1), solution(2)];
    const tensors = tensorCount();
    const path = await curvePath(from, to, data, { curve: "curvilinear", alphas: [0, 0.5, 1] });
    const engine = createEngine({ network: net, data }, { ...from, slots: new Float32Array() });
    expect(path[0]).toEqual({ alpha: 0, train: engine.evaluate("train"), test: engine.evaluate("test") });
    engine.write({
      weights: blend(from.weights, to.weights, [Math.SQRT1_2, Math.SQRT1_2]),
      slots: new Float32Array(),
      statistics: new Float32Array(),
    });
    expect(path[1]?.train.loss).toBeCloseTo(engine.evaluate("train").loss, 6);
    engine.dispose();
    expect(path[1]?.train.loss).not.toBeCloseTo((await linearPath(from, to, data, { alphas: [0.5] }))[0]?.train.loss as number, 3);
    expect(tensorCount()).toBe(tensors);
  });

  it("ends between two points when the signal is aborted, and refuses different networks", async () => {
    const abort = new AbortController();
    const path = await linearPath(solution(1), solution(2), data, { onPoint: () => abort.abort(), signal: abort.signal });
    expect(path).toHaveLength(1);
    const other = { ...solution(2), weights: new Float32Array(3) };
    await expect(linearPath(solution(1), other, data)).rejects.toThrow("The two ends are different networks");
  });
});

describe("batch norm at a point", () => {
  const normed = network("normed", [4, 4, 1], [flatten(), dense(5), batchNorm(), relu(), dense(3)]);
  const weights = startingWeights(normed.weights, random(3));
  const stored = Float32Array.from([...Array(5).fill(0.3), ...Array(5).fill(2)]);
  const evaluated = async (mode: "running" | "batch" | "recomputed", statistics = stored) => {
    const evaluations = await pointEvaluations({ network: normed, data, batchNorm: mode });
    try {
      return await evaluations.at({ weights, statistics });
    } finally {
      evaluations.dispose();
    }
  };

  it("recomputed: the training data's own statistics, for the test data too, whatever is stored", async () => {
    const [recomputed, batch, running] = [await evaluated("recomputed"), await evaluated("batch"), await evaluated("running")];
    // One chunk holds all the training data, so its statistics are the recomputed ones.
    expect(recomputed.train.loss).toBeCloseTo(batch.train.loss, 5);
    expect(recomputed.test.loss).not.toBeCloseTo(batch.test.loss, 3);
    expect(recomputed.train.loss).not.toBeCloseTo(running.train.loss, 3);
    expect(await evaluated("recomputed", stored.map((value) => value + 1))).toEqual(recomputed); // biome-ignore format: one line
  });
});
