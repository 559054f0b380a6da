import { beforeAll, expect, it } from "vitest";
import { useBackend, withoutLeaks } from "../../../src/backend";
import { classScores } from "../../../src/model/imagenet";

beforeAll(async () => {
  await useBackend();
});

// VGG-16 and ResNet-152 run in notebook 01; here they would take most of the time and memory.
it.each(["AlexNet", "GoogLeNet", "ResNet-50"] as const)(
  "%s gives a random image 1,000 finite scores of sum 1, and leaves no tensors",
  async (name) => {
    const scores = await withoutLeaks(() => classScores(name, 1));
    expect(scores).toHaveLength(1000);
    expect(scores.every((score) => Number.isFinite(score) && score >= 0)).toBe(true);
    expect(scores.reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 4);
    // Kernels that were left at zero would give a thousandth to each class.
    expect(new Set(scores).size).toBeGreaterThan(1);
  },
);

it("gives the same scores for the same seed, and others for another", () => {
  const scores = classScores("GoogLeNet", 1);
  expect(classScores("GoogLeNet", 1)).toEqual(scores);
  expect(classScores("GoogLeNet", 2)).not.toEqual(scores);
});
