import { beforeAll, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import { uniform } from "../../src/backend/stateless";
import type { Tensor1D } from "../../src/backend/tf";

const draw = (stream: number, step: number) =>
  tf.tidy(() => uniform([50, 40], tf.tensor1d([stream, step], "int32") as Tensor1D).dataSync());

beforeAll(async () => {
  await useBackend();
});

it("depends on stream and step alone", () => {
  expect(draw(1, 2)).toEqual(draw(1, 2));
  expect(draw(1, 2)).not.toEqual(draw(1, 3));
  expect(draw(1, 2)).not.toEqual(draw(2, 2));
});

it("is uniform in [0, 1)", () => {
  const numbers = draw(3, 4);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  const mean = [...numbers].reduce((a, b) => a + b, 0) / numbers.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(1 / 12 / numbers.length));
});

it("leaves no tensor behind", () => {
  const before = tensorCount();
  draw(5, 6);
  expect(tensorCount()).toBe(before);
});
