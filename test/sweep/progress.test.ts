import { PassThrough } from "node:stream";
import { expect, it } from "vitest";
import type { Planned, SweepEvent } from "../../src/sweep/executor";
import { type SweepStream, showSweep } from "../../src/sweep/progress";
import type { RunRow } from "../../src/sweep/store/row";
import { planned } from "./small-runs";

function stream(more: Partial<SweepStream> = {}) {
  const written: string[] = [];
  const through = new PassThrough();
  through.on("data", (data) => written.push(String(data)));
  return { stream: Object.assign(through, more) as unknown as SweepStream, text: () => written.join("") };
}

const runs = [1, 2].map((seed) => planned({ seed }));
const [a, b] = runs as [Planned, Planned];
const row = { trainLoss: 0.01234, testAccuracy: 0.9876, epochs: 4, seconds: 12.3 } as RunRow;
const started = ({ id }: Planned): SweepEvent => ({ kind: "started", id, worker: "process 1", attempt: 1 });
const progress = ({ id }: Planned): SweepEvent => ({ kind: "progress", id, epoch: 1, step: 1, share: 0.25, loss: 1.5, memoryMB: 412 });

it("writes a line for each run that ended where there is no terminal, and now and then what is at work", () => {
  const { stream: out, text } = stream();
  let now = 0;
  const shown = showSweep(runs, { stream: out, clock: () => now });
  shown.onEvent(started(a));
  shown.onEvent(progress(a));
  now = 29;
  shown.onEvent(progress(a));
  expect(text()).toBe("");
  now = 31;
  shown.onEvent(progress(a));
  now = 40;
  shown.onEvent({ kind: "done", id: a.id, row });
  shown.onEvent(started(b));
  shown.onEvent({ kind: "failed", id: b.id, attempts: 1, error: "it diverged" });
  shown.end();
  expect(text()).toBe(
    [
      "0 of 2 runs · 1 at work",
      "  mlp on glyphs, batch 50, seed 1 · epoch 1, 25 % · loss 1.5000 · process 1 412 MB",
      "[1/2] mlp on glyphs, batch 50, seed 1: loss 0.0123, test 98.76 %, 4 epochs, 0:12",
      "[2/2] mlp on glyphs, batch 50, seed 2 failed: it diverged",
      "1 run done, 1 failed in 0:40; memory at most: process 1 412 MB",
      "",
    ].join("\n"),
  );
});

it("draws an overall bar and one a worker on a terminal, keeps failures above them, and takes the bars away at the end", () => {
  const { stream: out, text } = stream({ isTTY: true, columns: 200, rows: 24 });
  let now = 0;
  const shown = showSweep(runs, { stream: out, clock: () => now });
  shown.onEvent(started(a));
  now = 2;
  shown.onEvent(progress(a));
  shown.onEvent({ kind: "retrying", id: a.id, attempt: 2, error: "it was killed" });
  shown.onEvent(started(a));
  now = 12;
  shown.onEvent({ kind: "done", id: a.id, row });
  shown.onEvent(started(b));
  shown.onEvent(progress(b));
  shown.end();
  const drawn = text();
  expect(drawn).toContain("mlp on glyphs, batch 50, seed 1: attempt 2, because it was killed");
  expect(drawn).toContain("[");
  expect(drawn).toContain("1 of 2 runs · 1 at work · about 0:10 left");
  expect(drawn).toContain("mlp on glyphs, batch 50, seed 2 · epoch 1, 25 % · loss 1.5000 · 0:10 left · process 1 412 MB");
  // The cursor is shown again, and the last line stays.
  expect(drawn).toContain("\u001b[?25h");
  expect(drawn.endsWith("1 run done, 1 not done in 0:12; memory at most: process 1 412 MB\n")).toBe(true);
});

it("draws no more bars than the terminal has lines", () => {
  const many = Array.from({ length: 10 }, (_, seed) => planned({ seed }));
  const { stream: out, text } = stream({ isTTY: true, columns: 200, rows: 6 });
  const shown = showSweep(many, { stream: out, clock: () => 0 });
  for (const [i, { id }] of many.entries()) shown.onEvent({ kind: "started", id, worker: `process ${i + 1}`, attempt: 1 });
  shown.end();
  expect(text().match(/seed \d · starting/g)?.length).toBe(3);
});
