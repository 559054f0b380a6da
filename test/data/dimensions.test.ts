import { describe, expect, it } from "vitest";
import { loadData } from "../../src/data";
import { dimensionsOf } from "../../src/data/dimensions";

describe("dimensionsOf", () => {
  it.each(["glyphs", "glyphs-100"] as const)("is what %s has when it is loaded", async (name) => {
    const { shape, classes, train, test } = await loadData(name);
    expect(dimensionsOf(name)).toEqual({ shape, classes, train: train.count, test: test.count });
  });

  it("is that of the official files", () => {
    expect(dimensionsOf("mnist")).toEqual({ shape: [28, 28, 1], classes: 10, train: 60_000, test: 10_000 });
    expect(dimensionsOf("cifar-10")).toEqual({ shape: [32, 32, 3], classes: 10, train: 50_000, test: 10_000 });
  });
});
