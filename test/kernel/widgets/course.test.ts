import { describe, expect, it } from "vitest";
import { parseRun } from "../../../src/config";
import { type Course, courseStart, ended, epochEnded, secondsLeft, share, started, stepped } from "../../../src/kernel/widgets/course";
import { curveOf, headHtml, stillHtml, textOf } from "../../../src/kernel/widgets/words";
import type { TrainResult } from "../../../src/train/loop";

const run = parseRun({ network: "F1", data: "glyphs", batch: 32, until: "epochs", epochs: 10, seed: 3 });
const stepsLater = (course: Course, step: number, seconds: number, loss = 0.5): Course =>
  stepped(course, { step, epoch: Math.floor((step - 1) / 100) + 1, stepsAnEpoch: 100, loss }, seconds);
const running = started(courseStart(run), undefined);

describe("a course", () => {
  it("knows its share and the time that is left", () => {
    const course = stepsLater(running, 250, 5);
    expect(share(course)).toBe(0.25);
    expect(secondsLeft(course)).toBeCloseTo(15);
  });

  it("counts the time left from where a resumed training began", () => {
    const saved = { progress: { step: 200, epoch: 2 } } as Parameters<typeof started>[1];
    expect(secondsLeft(stepsLater(started(courseStart(run), saved), 300, 1))).toBeCloseTo(7);
  });

  it("of a training until the loss stalls shows its epoch, and promises no end", () => {
    const course = stepsLater(started(courseStart({ ...run, until: "stall" }), undefined), 250, 5);
    expect(share(course)).toBeCloseTo(0.5);
    expect(secondsLeft(course)).toBeUndefined();
    expect(textOf(course)).not.toContain("left");
  });

  it("of a number of steps has that end, also where epochs are given", () => {
    expect(share(stepsLater(started(courseStart({ ...run, steps: 500 }), undefined), 250, 5))).toBe(0.5);
    expect(share(stepsLater(started(courseStart({ ...run, until: "steps", steps: 1000 }), undefined), 250, 5))).toBe(0.25);
  });

  it("thins out a long curve evenly and loses none of its sum", () => {
    let course = running;
    for (let i = 1; i <= 1600; i++) course = stepsLater(course, i, i, i);
    expect(course.losses.length).toBeLessThanOrEqual(200);
    expect(course.losses.length).toBeGreaterThanOrEqual(100);
    const all = course.losses.reduce((sum, loss) => sum + loss * course.callsAPoint, 0) + course.open.reduce((a, b) => a + b, 0);
    expect(all).toBeCloseTo((1600 * 1601) / 2);
    expect([...course.losses].sort((a, b) => a - b)).toEqual(course.losses);
  });

  it("says how it ended", () => {
    const result = { ending: "interrupted", steps: 120, epochs: 2, seconds: 3, test: { loss: 1, accuracy: 0.5 } } as TrainResult;
    expect(ended(running, { result })).toMatchObject({ phase: "stopped", step: 120, end: "stopped" });
    expect(ended(running, { result: { ...result, ending: "stall" } })).toMatchObject({ phase: "done" });
    expect(ended(running, { error: new RangeError("no number") })).toMatchObject({ phase: "failed", end: "failed: no number" });
    expect(share(ended(running, { result: { ...result, ending: "epochs" } }))).toBe(1);
  });
});

describe("its words", () => {
  it("are the numbers that matter", () => {
    const course = epochEnded(stepsLater(running, 250, 65, 0.25), {
      epoch: 2,
      step: 200,
      trainLoss: 0.3,
      test: { loss: 0.2, accuracy: 0.9412 },
    });
    expect(textOf(course)).toBe(
      "Training F1 on glyphs: batch 32, adam at 0.001, seed 3: running\n" +
        "epoch 3 of 10 · step 250 of 1,000 · loss 0.2500 · test 94.12 % · 1:05, about 3:15 left",
    );
    expect(textOf(courseStart(run))).toBe("Training F1 on glyphs: batch 32, adam at 0.001, seed 3: starting");
  });

  it("escape what an error says", () => {
    const failed = ended(running, { error: new Error("<b>") });
    expect(headHtml(failed)).toContain("failed: &lt;b&gt;");
    expect(stillHtml(failed)).toContain('<progress max="1" value="0.0000"');
  });

  it("draw the losses within their frame, also constant ones and zeros", () => {
    for (const losses of [
      [1, 0.1, 0.01],
      [2, 2],
      [1, 0],
    ]) {
      const points = /points="([^"]*)"/.exec(curveOf({ ...running, losses }))?.[1]?.split(" ") ?? [];
      expect(points).toHaveLength(losses.length);
      for (const point of points) {
        const [x, y] = point.split(",").map(Number) as [number, number];
        expect(x >= 0 && x <= 180 && y >= 0 && y <= 32).toBe(true);
      }
    }
    expect(curveOf({ ...running, losses: [1] })).toBe("");
  });
});
