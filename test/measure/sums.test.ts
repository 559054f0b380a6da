import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import type { DataSet } from "../../src/data/dataset";
import { createSums } from "../../src/measure/sums";
import { dense, flatten } from "../../src/model/layers";
import { network, startingWeights } from "../../src/model/network";
import { random } from "../../src/random";

const net = network("tiny", [32, 32, 3], [flatten(), dense(3)]);
const sumsOf = (count: number) => {
  const split = { count, images: new Uint8Array(count * 3072).fill(9), labels: new Uint8Array(count).fill(1) };
  const data = { name: "even", shape: [32, 32, 3], classes: 3, train: split, test: split } as unknown as DataSet;
  return createSums({ network: net, data, split: "train", kinds: ["loss"] });
};

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("chunks", () => {
  // 255 of 32 × 32 × 3 are about 0.8 million values.
  it.each([
    [100, 1],
    [256, 1],
    [382, 1],
    [383, 2],
    [637, 2],
    [700, 3],
  ])("of %i examples are about as large as usual and alike: %i", (count, chunks) => {
    const sums = sumsOf(count);
    expect(sums.chunks).toBe(chunks);
    sums.writePoint(startingWeights(net.weights, random(1)), new Float32Array());
    sums.clear("loss");
    sums.add("loss", 0, sums.chunks);
    const { sum, chunks: parts } = sums.read("loss");
    // All examples are one: each chunk but the last has its share of the loss, whatever fills up the last.
    const share = Math.ceil(count / chunks) / count;
    for (const part of parts.slice(0, -1)) expect(part / sum).toBeCloseTo(share, 6);
    sums.dispose();
  });
});
