import { describe, expect, it, vi } from "vitest";
import { type ProgressEvent, pulse, quietSeconds } from "../../../src/sweep/execute/pulse";
import { planned } from "../small-runs";

const split = (count: number) => ({ images: new Uint8Array(), labels: new Uint8Array(), count });
const data = { train: split(200), test: split(100) } as Parameters<typeof pulse>[2];

describe("how long a run may be silent", () => {
  it("is ten times an epoch over the training and the test examples", () => {
    // 0.01 s · 20 steps · (200 + 100) / 200 · 10 = 3 s.
    expect(quietSeconds(0.01, 20, data)).toBeCloseTo(3, 12);
    // One step an epoch, and no more examples: at least ten steps.
    expect(quietSeconds(2, 1, { train: split(200), test: split(0) })).toBe(20);
  });
});

it("tells at most four times a second, with the newest accuracy, and how long it may be silent", () => {
  const now = vi.spyOn(performance, "now");
  const told: ProgressEvent[] = [];
  const quiet: number[] = [];
  const { id, run } = planned({ epochs: 2, batch: 10 });
  const { onStep, onEpoch } = pulse(id, run, data, { onProgress: (event) => told.push(event), onSign: (seconds) => quiet.push(seconds) });
  const step = (ms: number, number: number) => {
    now.mockReturnValue(ms);
    onStep({ epoch: 1, step: number, stepsAnEpoch: 20, loss: 1 / number });
  };
  step(1000, 1);
  step(1100, 3);
  now.mockReturnValue(5000);
  onEpoch({ epoch: 1, step: 3, trainLoss: 0.5, test: { loss: 1, accuracy: 0.25 } });
  step(5200, 13);
  now.mockRestore();
  expect(told.map(({ step, share, accuracy }) => [step, share, accuracy])).toEqual([
    [1, 1 / 40, undefined],
    [13, 13 / 40, 0.25],
  ]);
  // Ten steps in 0.2 s, the evaluation before them left out: 0.02 · 20 · 1.5 · 10 = 6 s.
  expect(quiet).toEqual([expect.closeTo(6, 9)]);
});
