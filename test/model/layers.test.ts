import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../src/backend";
import { toTensors, toVector } from "../../src/model/flat";
import { conv, dense, dropout, flatten, maxPool, relu } from "../../src/model/layers";
import { network, startingWeights } from "../../src/model/network";
import { random } from "../../src/random";

const still = { normalise: "running" as const, statistics: [] };

beforeAll(async () => {
  await useBackend();
});

describe("flat vectors", () => {
  const { weights } = network("test", [6, 6, 2], [conv(3, 4), relu(), maxPool(2, 2), flatten(), dense(5)]);

  it("go to tensors and back without a changed bit", () => {
    const w = startingWeights(weights, random(1));
    const tensors = toTensors(w, weights);
    expect(toVector(tensors)).toEqual(w);
    expect(tensors.map((tensor) => tensor.shape)).toEqual([[3, 3, 2, 4], [4], [36, 5], [5]]);
    tf.dispose(tensors);
  });

  it("of another network are refused", () => {
    expect(() => toTensors(new Float32Array(3), weights)).toThrow(/another network: expected 261 values, got 3/);
  });

  it("start uniform within Glorot's limit, biases at 0", () => {
    const w = startingWeights(weights, random(1));
    const kernel = w.subarray(0, 72);
    const limit = Math.sqrt(6 / (9 * 2 + 9 * 4));
    expect(Math.max(...kernel.map(Math.abs))).toBeLessThan(limit);
    expect(Math.max(...kernel.map(Math.abs))).toBeGreaterThan(0.9 * limit);
    expect([...w.subarray(72, 76)]).toEqual([0, 0, 0, 0]);
  });
});

describe("dropout", () => {
  const net = network("test", [1000], [dropout(0.25)]);
  const ones = () => tf.ones([4, 1000]);

  it("is off without random numbers", () => {
    expect(tf.tidy(() => net.forward([], ones(), still).logits.min().dataSync()[0])).toBe(1);
  });

  it("zeroes the share `rate` and divides the rest by 1 − rate", () => {
    const values = tf.tidy(() =>
      net.forward([], ones(), { ...still, dropout: (shape) => tf.randomUniform(shape, 0, 1, "float32", 3) }).logits.dataSync(),
    );
    const zeros = values.filter((value) => value === 0).length / values.length;
    expect(Math.abs(zeros - 0.25)).toBeLessThan(5 * Math.sqrt((0.25 * 0.75) / 4000));
    expect([...new Set(values)].sort()).toEqual([0, Math.fround(4 / 3)]);
  });
});
