import { beforeAll, describe, expect, it } from "vitest";
import { useBackend } from "../../src/backend";
import type { DataSet } from "../../src/data/dataset";
import { compiledSums } from "../../src/measure/compiled-sums";
import { networkLoss } from "../../src/measure/network-loss";
import { dot } from "../../src/measure/operator";
import { batchNorm } from "../../src/model/batch-norm";
import { conv, dense, flatten, maxPool, relu } from "../../src/model/layers";
import { network, startingWeights } from "../../src/model/network";
import { random } from "../../src/random";

/** Large enough for its second convolution to be kept, 5 × 5 × 12 multiplications a value. */
const net = network(
  "kept",
  [12, 12, 2],
  [...[12, 16].flatMap((filters) => [conv(5, filters), batchNorm(), relu(), maxPool(3, 2)]), flatten(), dense(5)],
);
const rng = random(1);
const split = {
  count: 20,
  images: Uint8Array.from({ length: 20 * 288 }, () => rng.bits() & 255),
  labels: Uint8Array.from({ length: 20 }, () => rng.below(5)),
};
const data = { name: "noise", shape: [12, 12, 2], classes: 5, train: split, test: split } as unknown as DataSet;
const statistics = startingWeights(net.statistics, random(2));
const point = Float64Array.from(startingWeights(net.weights, random(3)));
const other = point.map((value, i) => value * (1 + 0.1 * Math.sin(i + 1)));
const directions = [1, 2].map((stream) => {
  const normal = random(4).split(stream);
  return Float64Array.from(Float32Array.from({ length: net.dimension }, () => normal.normal()));
}) as [Float64Array, Float64Array];

const lossOf = (chunk: number) => networkLoss({ network: net, data, statistics, chunk, kinds: ["gradient", "hessian", "gaussNewton"] });
const distance = (a: Float64Array, b: Float64Array) =>
  Math.sqrt(a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0) / dot(b, b));

beforeAll(async () => {
  await useBackend({ backend: "cpu" });
});

describe("products that share what depends on the point alone", () => {
  it.each(["hessianAt", "gaussNewtonAt"] as const)(
    "%s: are those that share nothing, at whatever point and in whatever order",
    async (at) => {
      // One example at a time is too little work for anything to be kept.
      const [whole, chunks, alone] = [await lossOf(20), await lossOf(7), await lossOf(1)];
      const expected = new Map<string, Float64Array>();
      for (const w of [point, other]) for (const v of directions) expected.set(`${w[0]} ${v[0]}`, await alone[at](w).apply(v));
      for (const f of [whole, chunks]) {
        const [here, there] = [f[at](point), f[at](other)];
        for (const [operator, w] of [
          [here, point],
          [here, point],
          [there, other],
          [here, point],
        ] as const) {
          for (const v of directions)
            expect(distance(await operator.apply(v), expected.get(`${w[0]} ${v[0]}`) as Float64Array)).toBeLessThan(5e-6);
          await f.lossAndGradientAt(other);
        }
      }
      for (const f of [whole, chunks, alone]) f.dispose();
    },
  );

  it("keep each chunk on its own, whichever comes first", () => {
    const sums = compiledSums({ network: net, data, split: "train", chunk: 7, kinds: ["hessian"] });
    sums.writePoint(new Float32Array(point), statistics);
    sums.writeDirection(new Float32Array(directions[0]));
    const product = (...ranges: [number, number][]) => {
      sums.clear("hessian");
      for (const [from, to] of ranges) sums.add("hessian", from, to);
      return sums.read("hessian").vector;
    };
    const backwards = product([2, 3], [0, 1], [1, 2]);
    expect(distance(product([0, 3]), backwards)).toBeLessThan(1e-6);
    sums.dispose();
  });
});
