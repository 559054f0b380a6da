import { describe, expect, it } from "vitest";
import { type Stall, stallAfter, stallStart } from "../../src/train/stopping";

const rule = { patience: 3, minDelta: 0.01 };

/** Number of epochs until the rule stops, or undefined. */
function epochsUntilStall(losses: number[]): number | undefined {
  let stall: Stall = stallStart;
  for (const [i, loss] of losses.entries()) {
    stall = stallAfter(stall, loss, rule);
    if (stall.stalled) return i + 1;
  }
  return undefined;
}

describe("the stall rule", () => {
  it("stops after `patience` epochs without an improvement of minDelta", () => {
    expect(epochsUntilStall([1, 0.5, 0.495, 0.494, 0.493, 0.492])).toBe(5);
  });

  it("counts slow progress: each epoch improves by less than minDelta, all together by more", () => {
    const slow = Array.from({ length: 50 }, (_, i) => 1 - 0.004 * i);
    expect(epochsUntilStall(slow)).toBeUndefined();
  });

  it("starts to wait anew after each improvement", () => {
    expect(epochsUntilStall([1, 1, 1, 0.9, 0.9, 0.9, 0.9])).toBe(7);
  });

  it("stops a fitted network, whose loss is under minDelta and still falls", () => {
    expect(epochsUntilStall([0.5, 0.005, 0.002, 0.001, 0.0005])).toBe(5);
  });

  it("does not stop a first epoch", () => {
    expect(stallAfter(stallStart, 123, rule)).toEqual({ reference: 123, waited: 0, stalled: false });
  });
});
