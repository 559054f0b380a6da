import { describe, expect, it } from "vitest";
import type { Planned, SweepEvent } from "../../../src/sweep/executor";
import { type Running, sweepAfter, sweepStart } from "../../../src/sweep/progress/course";
import { doneLine, endLine, eventLine, runLine, wholeLine } from "../../../src/sweep/progress/words";
import type { RunRow } from "../../../src/sweep/store/row";
import { planned } from "../small-runs";

const runs = [1, 2, 3].map((seed) => planned({ seed }));
const [a, b] = runs as [Planned, Planned];
const row = { trainLoss: 0.01234, testAccuracy: 0.9876, epochs: 4, seconds: 12.3 } as RunRow;

function course(...events: [number, SweepEvent][]) {
  return events.reduce((at, [now, event]) => sweepAfter(at, event, now), sweepStart(runs, 0));
}
const working = course(
  [0, { kind: "started", id: a.id, worker: "process 1", attempt: 1 }],
  [10, { kind: "done", id: a.id, row }],
  [10, { kind: "started", id: b.id, worker: "process 1", attempt: 2 }],
  [12, { kind: "progress", id: b.id, epoch: 1, step: 4, share: 0.25, loss: 1.5, memoryMB: 1412 }],
  [14, { kind: "progress", id: b.id, epoch: 2, step: 8, share: 0.5, loss: 0.25, accuracy: 0.5, memoryMB: 1412 }],
);

describe("lines about a sweep", () => {
  it("say how far the whole is", () => {
    // 2 to 4 s after half of it, and one of 10 s.
    expect(wholeLine(working, 14)).toBe("1 of 3 runs · 1 at work · about 0:14 left");
    expect(wholeLine(sweepStart(runs, 0), 0)).toBe("0 of 3 runs");
    expect(wholeLine(course([0, { kind: "failed", id: a.id, attempts: 1, error: "" }]), 1)).toBe("0 of 3 runs, 1 failed");
  });

  it("say how far a run is, what it needs, and on which attempt", () => {
    const running = working.running.get(b.id) as Running;
    expect(runLine(working, running, 14)).toBe(
      "mlp on glyphs, batch 50, seed 2 · epoch 2, 50 % · loss 0.2500 · test 50.00 % · 0:04 left · process 1 1,412 MB · attempt 2",
    );
    const stalling = planned({ until: "stall", epochs: undefined });
    const events = [
      { kind: "started", id: stalling.id, worker: "process 1", attempt: 1 },
      { kind: "progress", id: stalling.id, epoch: 1, step: 4, share: 0, loss: 1.5, memoryMB: 1412 },
      { kind: "progress", id: stalling.id, epoch: 25, step: 100, share: 0.025, loss: 0.25, memoryMB: 1412 },
    ] as const;
    const half = events.reduce<ReturnType<typeof course>>((at, event, i) => sweepAfter(at, event, 60 * i), sweepStart([stalling], 0));
    expect(runLine(half, half.running.get(stalling.id) as Running, 120)).toContain("epoch 25 · loss 0.2500 · about 1:00 left");
    const begun = course([0, { kind: "started", id: a.id, worker: "process 1", attempt: 1 }]);
    expect(runLine(begun, begun.running.get(a.id) as Running, 1)).toBe("mlp on glyphs, batch 50, seed 1 · starting");
  });

  it("say what came of a run", () => {
    expect(doneLine(a, row)).toBe("mlp on glyphs, batch 50, seed 1: loss 0.0123, test 98.76 %, 4 epochs, 0:12");
    expect(doneLine(planned({ validation: 100 }), row)).toContain("validation 98.76 %");
    expect(doneLine(a, {} as RunRow)).toBe("mlp on glyphs, batch 50, seed 1: done");
  });

  it.each<[SweepEvent, string | undefined]>([
    [{ kind: "done", id: a.id, row }, doneLine(a, row)],
    [{ kind: "failed", id: a.id, attempts: 1, error: "it diverged" }, "mlp on glyphs, batch 50, seed 1 failed: it diverged"],
    [
      { kind: "failed", id: a.id, attempts: 4, error: "it was killed" },
      "mlp on glyphs, batch 50, seed 1 failed after 4 attempts: it was killed",
    ],
    [
      { kind: "retrying", id: a.id, attempt: 2, error: "it was killed" },
      "mlp on glyphs, batch 50, seed 1: attempt 2, because it was killed",
    ],
    [{ kind: "started", id: a.id, worker: "w", attempt: 1 }, undefined],
    [
      { kind: "started", id: a.id, worker: "w", attempt: 1, from: { step: 15, epoch: 3 } },
      "mlp on glyphs, batch 50, seed 1: goes on at step 15 (epoch 4)",
    ],
    [{ kind: "progress", id: a.id, epoch: 1, step: 1, share: 0, loss: 1, memoryMB: 1 }, undefined],
  ])("tell of events that stay", (event, text) => {
    expect(eventLine(a, event)).toBe(text);
  });

  it("end with the time and the most memory of each worker", () => {
    expect(endLine(working, 75)).toBe("1 run done, 2 not done in 1:15; memory at most: process 1 1,412 MB");
    expect(endLine(sweepStart([], 0), 0)).toBe("0 runs done in 0:00");
  });
});
