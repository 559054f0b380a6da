import { describe, expect, it } from "vitest";
import { type NoiseSample, sampleNoiseScale } from "../../src/measure/noise-blocks";
import { random } from "../../src/random";

const length = (vector: number[]): number => vector.reduce((sum, value) => sum + value ** 2, 0);
const mean = (vectors: number[][]): number[] => (vectors[0] ?? []).map((_, i) => vectors.reduce((sum, v) => sum + (v[i] as number), 0) / vectors.length); // biome-ignore format: one line

/** A sample of small batches whose true gradient has length² 1, and tr Σ = scale, unevenly spread over 24 dimensions. */
function drawn({
  scale,
  batch = 4,
  batches = 100,
  blocks = 20,
  seed,
}: {
  scale: number;
  batch?: number;
  batches?: number;
  blocks?: number;
  seed: number;
}): NoiseSample {
  const rng = random(seed).split("gradients");
  const variances = Array.from({ length: 24 }, (_, i) => 1 / (1 + i / 8));
  const sum = variances.reduce((a, b) => a + b, 0);
  const sd = variances.map((variance) => Math.sqrt((scale * variance) / sum / batch));
  const gradients = Array.from({ length: batches }, () => sd.map((each) => Math.sqrt(1 / 24) + each * rng.normal()));
  const blockOf = (i: number): number => Math.floor((i * blocks) / batches);
  return {
    batch,
    all: length(mean(gradients)),
    blocks: Array.from({ length: blocks }, (_, k) => {
      const own = gradients.filter((_, i) => blockOf(i) === k);
      return {
        examples: batch * own.length,
        batches: own.map(length),
        without: length(mean(gradients.filter((_, i) => blockOf(i) !== k))),
      };
    }),
  };
}

describe("the noise scale of a sample", () => {
  it("has the estimates of its small batches and of the whole", () => {
    // Small batches of 2 with mean 10, all 8 examples with 5.5: |G|² = 4 and tr Σ = 12.
    const block = (batches: number[]) => ({ examples: 4, batches, without: 7 });
    expect(sampleNoiseScale({ batch: 2, all: 5.5, blocks: [block([9, 11]), block([8, 12])] })).toMatchObject({
      gradientSquared: 4,
      covarianceTrace: 12,
      scale: 3,
      batches: 4,
      blocks: 2,
    });
  });

  it.each([0.03, 0.1, 0.3, 1])("has an interval that holds the truth in 90 % of samples or more, at %f times the sample", (ratio) => {
    const scale = ratio * 400;
    let hits = 0;
    let bounded = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { low, high } = sampleNoiseScale(drawn({ scale, seed }));
      expect(low).not.toBeNull();
      if ((low as number) <= scale && scale <= (high ?? Number.POSITIVE_INFINITY)) hits++;
      if (high !== null) bounded++;
    }
    expect(hits).toBeGreaterThanOrEqual(180);
    // It says something: bounds above wherever the gradient can be told from 0.
    if (ratio < 0.3) expect(bounded).toBe(200);
    if (ratio <= 0.1) expect(hits).toBeLessThan(200);
  });

  it("has no upper bound where the gradient cannot be told from 0", () => {
    const { low, high } = sampleNoiseScale(drawn({ scale: 20_000, seed: 1 }));
    expect(high).toBeNull();
    expect(low).toBeLessThan(20_000);
    expect(low).toBeGreaterThan(0);
  });

  it("refuses what is no sample", () => {
    expect(() => sampleNoiseScale({ batch: 2, all: 1, blocks: [{ examples: 2, batches: [1], without: 1 }] })).toThrow(
      "The number of blocks must be an integer of 2 or more, got 1.",
    );
    const empty = { examples: 2, batches: [], without: 1 };
    expect(() => sampleNoiseScale({ batch: 2, all: 1, blocks: [empty, empty] })).toThrow("small batches of a block");
  });
});
