import { describe, expect, it } from "vitest";
import { describeThreads, shareThreads } from "../../src/backend/threads";
import { UsageError } from "../../src/errors";

describe("the cores are shared", () => {
  it("one thread an operation and operations side by side for dense networks at small batches", () => {
    expect(shareThreads(undefined, { dense: true, batch: 256, weights: 118_000 }, 4)).toEqual({ perOperation: 1, sideBySide: 4 });
    expect(shareThreads("", { dense: true, batch: 32, weights: 1e6 }, 1)).toEqual({ perOperation: 1, sideBySide: 1 });
  });

  it("one thread where a step is too short to be shared at all", () => {
    expect(shareThreads(undefined, { dense: true, batch: 32, weights: 118_000 }, 4)).toEqual({ perOperation: 1, sideBySide: 1 });
    expect(shareThreads(undefined, { dense: true, batch: 32, weights: 1_454_602 }, 4)).toEqual({ perOperation: 1, sideBySide: 4 });
  });

  it("all threads in each operation for convolutions, large batches and unknown work", () => {
    for (const work of [{ dense: false, batch: 32, weights: 1e5 }, { dense: true, batch: 257, weights: 1e5 }, undefined]) {
      expect(shareThreads(undefined, work, 4)).toEqual({ perOperation: 4, sideBySide: 4 });
    }
  });

  it("as wished, whatever the work", () => {
    expect(shareThreads("1", { dense: false, batch: 32, weights: 1e5 }, 4)).toEqual({ perOperation: 1, sideBySide: 1 });
    expect(shareThreads(3, { dense: true, batch: 32, weights: 1e5 }, 4)).toEqual({ perOperation: 3, sideBySide: 3 });
    for (const wish of [0, -1, 1.5, "many", "0x2", 65, 100_000])
      expect(() => shareThreads(wish, undefined, 4)).toThrow(/from 1 to 64, got/);
    expect(shareThreads(128, undefined, 32).perOperation).toBe(128);
    expect(() => shareThreads(129, undefined, 32)).toThrow(UsageError);
  });

  it("and described", () => {
    const words = [
      [1, 1],
      [2, 2],
      [1, 2],
    ].map(([perOperation = 0, sideBySide = 0]) => describeThreads({ perOperation, sideBySide }));
    expect(words).toEqual(["1 thread", "2 threads", "2 operations side by side"]);
  });
});
