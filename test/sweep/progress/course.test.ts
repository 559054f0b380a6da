import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Planned, SweepEvent } from "../../../src/sweep/executor";
import {
  type Running,
  runSecondsLeft,
  type SweepCourse,
  secondsLeft,
  sweepAfter,
  sweepShare,
  sweepStart,
} from "../../../src/sweep/progress/course";
import type { RunRow } from "../../../src/sweep/store/row";
import { rowFor } from "../fake-store";
import { planned } from "../small-runs";

const runs = [1, 2, 3, 4].map((seed) => planned({ seed }));
const [a, b] = runs as [Planned, Planned];
const started = ({ id }: Planned, worker = "process 1"): SweepEvent => ({ kind: "started", id, worker, attempt: 1 });
const progress = ({ id }: Planned, share: number): SweepEvent => ({
  kind: "progress",
  id,
  epoch: 1,
  step: 1,
  share,
  loss: 1,
  memoryMB: 400,
});
const done = ({ id }: Planned): SweepEvent => ({ kind: "done", id, row: { id } as RunRow });

/** The course after events at their times. */
const courseOf = (...events: [number, SweepEvent][]): SweepCourse =>
  events.reduce((course, [now, event]) => sweepAfter(course, event, now), sweepStart(runs, 0));

describe("the course of a sweep", () => {
  it("counts each run once, whatever is told in whatever order", () => {
    const event = fc.oneof(
      ...runs.flatMap((run) => [
        fc.constant(started(run)),
        fc.constant(progress(run, 0.5)),
        fc.constant(done(run)),
        fc.constant<SweepEvent>({ kind: "failed", id: run.id, attempts: 1, error: "" }),
        fc.constant<SweepEvent>({ kind: "retrying", id: run.id, attempt: 2, error: "" }),
      ]),
      fc.constant(done(planned({ seed: 99 }))),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const course = courseOf(...events.map((each, i): [number, SweepEvent] => [i, each]));
        const { total, done, failed, waiting, running } = course;
        expect(done + failed + waiting.size + running.size).toBe(total);
        expect(sweepShare(course)).toBeLessThanOrEqual(1);
        expect(secondsLeft(course, events.length) ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it("shares out the runs at work", () => {
    expect(sweepShare(courseOf([0, started(a)], [1, progress(a, 0.5)], [1, started(b)], [2, done(b)]))).toBe(1.5 / 4);
    expect(sweepShare(sweepStart([], 0))).toBe(1);
  });

  it("keeps the newest memory of each worker, and the most", () => {
    const more: SweepEvent = { ...progress(a, 0.1), memoryMB: 700 } as SweepEvent;
    const course = courseOf([0, started(a)], [1, more], [2, progress(a, 0.2)]);
    expect([...course.memory]).toEqual([["process 1", { now: 400, most: 700 }]]);
  });
});

describe("the time that is left", () => {
  it("is unknown until something tells", () => {
    expect(secondsLeft(courseOf([0, started(a)]), 5)).toBeUndefined();
    expect(secondsLeft(sweepStart(runs, 0), 5)).toBeUndefined();
  });

  it("of a run follows from its speed: a fifth in 4 s, so 8 s for two fifths", () => {
    const course = courseOf([0, started(a)], [10, progress(a, 0.4)], [14, progress(a, 0.6)]);
    const running = course.running.get(a.id);
    expect(running && runSecondsLeft(course, running, 14)).toBeCloseTo(8, 9);
  });

  it("of a run that may stall follows from those that did", () => {
    const [one, two] = [1, 2].map((seed) => planned({ seed, until: "stall", epochs: undefined })) as [Planned, Planned];
    let course = sweepStart([one, two], 0);
    const events: [number, SweepEvent][] = [
      [0, started(one)],
      [30, done(one)],
      [30, started(two)],
      [31, progress(two, 0.01)],
      [35, progress(two, 0.05)],
    ];
    for (const [now, event] of events) course = sweepAfter(course, event, now);
    const running = course.running.get(two.id);
    expect(running && runSecondsLeft(course, running, 40)).toBe(20);
  });

  it("of a run that may stall is that until stored runs stalled, else 50 epochs, not until the most that it may take", () => {
    const run = planned({ until: "stall", epochs: undefined });
    const left = (stored: RunRow[], share: number) => {
      let course = sweepStart([run], 0, stored);
      const events: [number, SweepEvent][] = [
        [0, started(run)],
        [0, progress(run, 0)],
        [10, progress(run, share)],
      ];
      for (const [now, event] of events) course = sweepAfter(course, event, now);
      return [runSecondsLeft(course, course.running.get(run.id) as Running, 10), sweepShare(course)];
    };
    // A hundredth of 1000 epochs in 10 s: 10 of 50 epochs, or of the 20 that a stored run took.
    const row = rowFor(run, { ending: "stall", epochs: 20 });
    expect(left([], 0.01)).toEqual([expect.closeTo(40, 9), expect.closeTo(0.2, 9)]);
    expect(left([row], 0.01)).toEqual([expect.closeTo(10, 9), expect.closeTo(0.5, 9)]);
    expect(
      left(
        [
          { ...row, patience: 3 },
          { ...row, ending: "epochs" },
        ],
        0.01,
      )[0],
    ).toBeCloseTo(40, 9);
    // It should have ended.
    expect(left([], 0.06)).toEqual([undefined, 1]);
  });

  it("of the sweep is shared among the workers, and no shorter than the longest run", () => {
    // One run took 20 s; two are at work, 15 and 5 s old; one waits: (5 + 15 + 20) / 2.
    const [, , c, d] = runs as [Planned, Planned, Planned, Planned];
    expect(d.id).not.toBe(c.id);
    const course = courseOf([0, started(a)], [5, started(b, "process 2")], [20, done(a)], [20, started(c)]);
    expect(secondsLeft(course, 25)).toBeCloseTo((0 + 15 + 20) / 2, 9);
    expect(secondsLeft(courseOf([0, started(a)], [20, done(a)], [20, started(b)], [21, started(c)]), 22)).toBeCloseTo(
      (18 + 19 + 20) / 2,
      9,
    );
  });

  it("of a resumed run says nothing of whole ones", () => {
    const resumed: SweepEvent = { kind: "started", id: a.id, worker: "process 1", attempt: 1, from: { step: 15, epoch: 3 } };
    expect(courseOf([0, resumed], [1, done(a)]).spent.size).toBe(0);
  });
});
