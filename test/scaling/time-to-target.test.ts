import { describe, expect, it } from "vitest";
import { lawOfExamples, stepsAt, weakTraining } from "../../src/scaling/time-to-target";

const card = { overheadMs: 0, examplesPerMs: 0.1 };
const links = { latencyMs: 0, bytesPerMs: Number.POSITIVE_INFINITY };
const plan = { localBatch: 32, weights: 1e6, examples: 32_000 };

describe("steps by batch", () => {
  it("are twice the least, and examples too, at the critical batch", () => {
    const law = lawOfExamples(32_000, 400);
    expect(law.steps).toBe(80);
    expect(stepsAt(law, 400)).toBe(160);
    expect(400 * stepsAt(law, 400)).toBe(2 * 32_000);
    expect(stepsAt(law, 1e12)).toBeCloseTo(80, 6);
    expect(() => stepsAt(law, 0)).toThrow(/above 0, got 0/);
  });
});

describe("time and cost by devices", () => {
  it("fall and stay with perfect scaling: 1,000 steps of 32 examples at 10 ms each are 320 s", () => {
    const [one, ten] = weakTraining(card, links, { ...plan, criticalBatch: Number.POSITIVE_INFINITY }, [1, 10]);
    expect(one?.hours).toBeCloseTo(320 / 3600, 12);
    expect(ten?.hours).toBeCloseTo(32 / 3600, 12);
    expect(ten?.deviceHours).toBeCloseTo(one?.deviceHours as number, 12);
  });

  it("cost twice as much where the batch is the critical one, and more beyond", () => {
    const [few, at, beyond] = weakTraining(card, links, { ...plan, criticalBatch: 320 }, [1, 10, 100]);
    expect(at?.deviceHours).toBeCloseTo((2 * 320) / 3600, 12);
    expect(beyond?.deviceHours).toBeCloseTo((11 * 320) / 3600, 12);
    expect(few?.batch).toBe(32);
    expect(beyond?.steps).toBeCloseTo(110, 9);
  });
});
