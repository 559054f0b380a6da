import { beforeAll, expect, it } from "vitest";
import { useBackend, withoutLeaks } from "../../../src/backend";
import { measureOwnRate } from "../../../src/model/imagenet";

beforeAll(async () => {
  await useBackend();
});

const small = { size: 16, batch: 1, side: 4, channels: 2 };

/** A clock whose n-th interval between two looks is the n-th of `durations` (milliseconds), over and over. */
function clock(durations: number[]): () => number {
  let [time, looks] = [0, 0];
  return () => {
    if (looks % 2 === 1) time += durations[((looks - 1) / 2) % durations.length] as number;
    looks++;
    return time;
  };
}

it("is operations over time: the median of the rounds, with the slowest and the quickest", async () => {
  const rate = await withoutLeaks(() => measureOwnRate({ ...small, rounds: 3, now: clock([1, 4, 2]) }));
  const product = 2 * 16 ** 3 * 1000;
  expect(rate.product).toEqual({ median: product / 2, slowest: product / 4, quickest: product, rounds: 3 });
  // forward and two gradients: 3 · 2 · 9 · channels² · side² · batch
  const convolution = 6 * 9 * 4 * 16 * 1000;
  expect(rate.convolution).toEqual({ median: convolution / 2, slowest: convolution / 4, quickest: convolution, rounds: 3 });
});

it("takes the middle of two for an even number of rounds", () => {
  const product = 2 * 16 ** 3 * 1000;
  expect(measureOwnRate({ ...small, rounds: 2, now: clock([1, 2]) }).product.median).toBe((product + product / 2) / 2);
});

it("measures with the clock of the process", () => {
  const { product, convolution } = measureOwnRate({ ...small, rounds: 1 });
  expect(product.median).toBeGreaterThan(0);
  expect(convolution.median).toBeGreaterThan(0);
});
