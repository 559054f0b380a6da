import { beforeAll, expect, it } from "vitest";
import { tensorCount, tf, useBackend } from "../../src/backend";
import type { Tensor4D } from "../../src/backend/tf";
import { mendPlainTransform } from "../../src/backend/transform";

beforeAll(async () => {
  await useBackend();
  mendPlainTransform();
});

// Without `wrap`, which TensorFlow.js takes from an older TensorFlow.
const MODES = (["nearest", "bilinear"] as const).flatMap((interpolation) =>
  (["constant", "reflect", "nearest"] as const).map((fill) => [interpolation, fill] as const),
);

/** Two pictures of two channels, one turned and shifted well beyond the edge, one seen from the side; larger than they were. */
const transformed = (interpolation: "nearest" | "bilinear", fill: "constant" | "reflect" | "nearest"): number[] =>
  tf.tidy(() => {
    const values = Array.from({ length: 2 * 5 * 7 * 2 }, (_, i) => Math.sin(i));
    const places = tf.tensor2d([
      [0.83, -0.57, 2.1, 0.59, 0.79, -3.3, 0, 0],
      [1.1, 0.05, -1.2, 0.02, 0.9, 0.6, 0.013, -0.021],
    ]);
    return Array.from(
      tf.image.transform(tf.tensor4d(values, [2, 5, 7, 2]) as Tensor4D, places, interpolation, fill, 0.25, [6, 8]).dataSync(),
    );
  });

it.each(MODES)("tf.image.transform, %s, %s, gives on TensorFlow what TensorFlow.js gives by itself", async (interpolation, fill) => {
  const before = tensorCount();
  const native = transformed(interpolation, fill);
  expect(tensorCount()).toBe(before);
  const name = tf.getBackend();
  expect(name).toBe("tensorflow");
  await tf.setBackend("cpu");
  try {
    const own = transformed(interpolation, fill);
    expect(native).toHaveLength(2 * 6 * 8 * 2);
    for (const [i, value] of native.entries()) expect(value).toBeCloseTo(own[i] as number, 4);
  } finally {
    await tf.setBackend(name);
  }
});
