import { beforeAll, describe, expect, it } from "vitest";
import { tensorCount, useBackend } from "../../src/backend";
import type { DataSet, Split } from "../../src/data/dataset";
import { compiledSums } from "../../src/measure/compiled-sums";
import { eagerSums } from "../../src/measure/eager-sums";
import type { SumKind, Sums, SumsSpec } from "../../src/measure/sums";
import { batchNorm } from "../../src/model/batch-norm";
import { conv, dense, flatten, maxPool, relu } from "../../src/model/layers";
import { network, sizeOf, startingWeights } from "../../src/model/network";
import { random } from "../../src/random";

const [COUNT, CLASSES, PIXELS] = [13, 3, 4 * 4];
function split(seed: number): Split {
  const rng = random(seed);
  return {
    images: Uint8Array.from({ length: COUNT * PIXELS }, () => rng.below(256)),
    labels: Uint8Array.from({ length: COUNT }, (_, i) => (i * i) % CLASSES),
    count: COUNT,
  };
}
const data: DataSet = {
  name: "glyphs",
  shape: [4, 4, 1],
  classes: CLASSES,
  classNames: [],
  train: split(1),
  test: split(2),
  source: "made by this test",
};
const KINDS = ["loss", "gradient", "norms", "statistics"] as const satisfies SumKind[];

/** Adds up all chunks, in two calls. */
function total(sums: Sums, kind: SumKind) {
  sums.clear(kind);
  sums.add(kind, 0, 1);
  if (sums.chunks > 1) sums.add(kind, 1, sums.chunks);
  return sums.read(kind);
}

beforeAll(() => useBackend({ backend: "cpu" }));

describe("a linear network at zero: softmax gives each of 3 classes a third", () => {
  const linear = network("linear", [4, 4, 1], [flatten(), dense(CLASSES)]);
  const { images, labels } = data.train;
  /** Of the examples from `from` to before `to`: Σ pixel · (1/3 − [label = k]), the kernel `[pixels, classes]` and then the biases, whose "pixel" is 1. */
  const gradientOf = (from: number, to: number): number[] => {
    const sums = new Array<number>((PIXELS + 1) * CLASSES).fill(0);
    for (let example = from; example < to; example++)
      for (let pixel = 0; pixel <= PIXELS; pixel++)
        for (let k = 0; k < CLASSES; k++) {
          const x = pixel === PIXELS ? 1 : (images[example * PIXELS + pixel] as number) / 255;
          sums[pixel * CLASSES + k] = (sums[pixel * CLASSES + k] as number) + x * (1 / CLASSES - (labels[example] === k ? 1 : 0));
        }
    return sums;
  };
  const square = (v: number[]) => v.reduce((sum, value) => sum + value * value, 0);

  it.each([13, 5, 1])("in chunks of %i: losses, gradients and lengths by hand, the filling of the last chunk not counted", (chunk) => {
    const sums = eagerSums({ network: linear, data, split: "train", chunk, kinds: KINDS });
    sums.writePoint(new Float32Array(linear.dimension), new Float32Array());
    expect([sums.count, sums.chunks]).toEqual([COUNT, Math.ceil(COUNT / chunk)]);
    const loss = total(sums, "loss");
    expect(loss.sum).toBeCloseTo(COUNT * Math.log(CLASSES), 5);
    // Equal logits: the first class is the answer.
    expect(loss.right).toBe([...labels].filter((label) => label === 0).length);
    expect(loss.chunks).toHaveLength(sums.chunks);
    expect(loss.chunks.at(-1)).toBeCloseTo((COUNT - (sums.chunks - 1) * chunk) * Math.log(CLASSES), 5);
    const { vector } = total(sums, "gradient");
    for (const [i, expected] of gradientOf(0, COUNT).entries()) expect(vector[i]).toBeCloseTo(expected, 5);
    const { chunks } = total(sums, "norms");
    for (const [i, found] of chunks.entries())
      expect(found).toBeCloseTo(square(gradientOf(i * chunk, Math.min(COUNT, (i + 1) * chunk))), 4);
    sums.dispose();
  });
});

describe("a network with convolution, pooling and batch norm", () => {
  const net = network("conv", [4, 4, 1], [conv(3, 2), batchNorm(), relu(), maxPool(2, 2), flatten(), dense(CLASSES)]);
  const weights = startingWeights(net.weights, random(3)).map((value) => value + 0.05);
  const statistics = Float32Array.from({ length: 4 }, (_, i) => 0.3 + 0.4 * i);
  const close = (a: ArrayLike<number>, b: ArrayLike<number>): void => {
    expect(a).toHaveLength(b.length);
    const size = Math.hypot(...Array.from(b));
    for (let i = 0; i < b.length; i++) expect(Math.abs((a[i] as number) - (b[i] as number))).toBeLessThanOrEqual(1e-5 * size);
  };

  it.each([
    { split: "train", normalise: "running", chunk: 5 },
    { split: "test", normalise: "running", chunk: 13 },
    { split: "train", normalise: "batch", chunk: 4 },
  ] as const)("has the sums of the compiled program: %o", (choice) => {
    const spec: SumsSpec = { network: net, data, kinds: KINDS, ...choice };
    const [eager, compiled] = [eagerSums(spec), compiledSums(spec)];
    for (const sums of [eager, compiled]) sums.writePoint(weights, statistics);
    for (const kind of KINDS) {
      const [a, b] = [total(eager, kind), total(compiled, kind)];
      close(a.vector, b.vector);
      close(a.chunks, b.chunks);
      close([a.sum], [b.sum]);
      expect(a.right).toBe(b.right);
    }
    const { vector } = total(eager, "gradient");
    expect(vector).toHaveLength(net.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
    for (const sums of [eager, compiled]) sums.dispose();
  });

  it("begins anew when it is cleared, follows the point, and leaves no tensor behind", () => {
    const before = tensorCount();
    const sums = eagerSums({ network: net, data, split: "train", chunk: 5, kinds: ["loss"] });
    sums.writePoint(weights, statistics);
    const first = total(sums, "loss");
    expect(total(sums, "loss")).toEqual(first);
    sums.writePoint(weights.map((value) => 2 * value), statistics); // biome-ignore format: one line
    expect(total(sums, "loss").sum).not.toBeCloseTo(first.sum, 3);
    sums.dispose();
    expect(tensorCount()).toBe(before);
  });
});
