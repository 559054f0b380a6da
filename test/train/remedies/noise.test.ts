import { beforeAll, describe, expect, it } from "vitest";
import { tf, useBackend } from "../../../src/backend";
import { drawNormal, streamOf } from "../../../src/train/remedies/noise";
import type { Turn } from "../../../src/train/step";

beforeAll(async () => {
  await useBackend();
});

const numbers = ({ seed = 1, step = 3, pass = 0, stream = streamOf("test") }): number[] =>
  tf.tidy(() => {
    const turn: Turn = { rate: tf.scalar(1), step: tf.scalar(step, "int32"), seed, pass, statistics: [] };
    return [...drawNormal([100, 200], turn, stream).dataSync()];
  });
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const product = (a: number[], b: number[]) => mean(a.map((value, i) => value * (b[i] as number)));

describe("normal numbers of a step", () => {
  const plain = () => numbers({});

  it("have the moments of a normal distribution, within four standard errors", () => {
    const values = plain();
    const error = 4 / Math.sqrt(values.length);
    expect(Math.abs(mean(values))).toBeLessThan(error);
    expect(Math.abs(product(values, values) - 1)).toBeLessThan(error * Math.SQRT2);
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(error * Math.sqrt(96));
    expect(values.every(Number.isFinite)).toBe(true);
  });

  it("are the same again, and others for another seed, step, pass or stream", () => {
    const values = plain();
    expect(plain()).toEqual(values);
    for (const other of [{ seed: 2 }, { step: 4 }, { pass: 1 }, { stream: streamOf("test", 1) }])
      expect(Math.abs(product(values, numbers(other)))).toBeLessThan(4 / Math.sqrt(values.length));
  });
});

it("streams of remedies are apart from each other and from those of layers", () => {
  const streams = ["sam", "noise", "augmentation"].flatMap((name) => Array.from({ length: 50 }, (_, i) => streamOf(name, i)));
  expect(new Set(streams).size).toBe(150);
  for (const stream of streams) expect(stream < 0 || stream > 1000).toBe(true);
});
