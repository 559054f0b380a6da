import { describe, expect, it } from "vitest";
import { epochOrder, pixels } from "../../src/data/batches";
import { random } from "../../src/random";

const split = { images: Uint8Array.from([0, 1, 2, 3, 100, 200, 254, 255]), labels: Uint8Array.from([0, 1]), count: 2 };

describe("pixels", () => {
  it("scales bytes to float32 in [0, 1], in the order of the indices", () => {
    const scaled = pixels(split, [2, 2, 1], [1, 0, 1]);
    expect(scaled).toEqual(Float32Array.from([100, 200, 254, 255, 0, 1, 2, 3, 100, 200, 254, 255], (byte) => byte / 255));
    expect([scaled[4], scaled[3]]).toEqual([0, 1]);
  });

  it("refuses an index outside the split", () => {
    for (const index of [2, -1, Number.NaN]) expect(() => pixels(split, [2, 2, 1], [index])).toThrow(RangeError);
  });
});

describe("epochOrder", () => {
  it("is every example once, and another order for another stream", () => {
    const order = epochOrder(50, random(1).split("epoch", 0));
    expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    expect(epochOrder(50, random(1).split("epoch", 0))).toEqual(order);
    expect(epochOrder(50, random(1).split("epoch", 1))).not.toEqual(order);
  });
});
