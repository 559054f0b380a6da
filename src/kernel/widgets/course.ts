/** How far a training has come, as data: what a widget or a line of text shows of it. Pure: events in, the next state out. */

import type { Run } from "../../config";
import type { Epoch, Saved, TrainHooks, TrainResult } from "../../train/loop";
import { mostSteps, scheduleOf } from "../../train/remedies/schedule";

/** What is going on. `stopping`: it was asked to stop and has not ended yet. */
export type Phase = "starting" | "running" | "paused" | "stopping" | "done" | "stopped" | "failed";

/** What is known of a training at one moment. */
export interface Course {
  run: Run;
  phase: Phase;
  /** Steps since the start, and whole epochs' worth of them where that is known. */
  step: number;
  epoch: number;
  stepsAnEpoch?: number;
  /** The step it began with: a resumed training does not begin with 0. */
  from: number;
  /** Loss of the last batch, nats. */
  loss?: number;
  /** The losses so far, thinned out evenly; oldest first. */
  losses: number[];
  /** Steps that each of `losses` is the mean of, in calls to the engine. */
  callsAPoint: number;
  /** The calls since the last point. */
  open: number[];
  test?: { loss: number; accuracy: number };
  /** Seconds that it ran, pauses left out. */
  seconds: number;
  /** How it ended, in words. */
  end?: string;
}

/** Points of the curve at most; beyond, two become one. */
const POINTS = 200;

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Before the first step. */
export const courseStart = (run: Run): Course => ({
  run,
  phase: "starting",
  step: 0,
  epoch: 1,
  from: 0,
  losses: [],
  callsAPoint: 1,
  open: [],
  seconds: 0,
});

/** What it goes on from is known. */
export function started(course: Course, saved: Saved | undefined): Course {
  const { step = 0, epoch = 0 } = saved?.progress ?? {};
  return { ...course, phase: course.phase === "starting" ? "running" : course.phase, from: step, step, epoch: epoch + 1 };
}

type Step = Parameters<NonNullable<TrainHooks["onStep"]>>[0];

function withLoss(course: Course, loss: number): Pick<Course, "losses" | "open" | "callsAPoint"> {
  const open = [...course.open, loss];
  if (open.length < course.callsAPoint) return { ...course, open };
  const losses = [...course.losses, mean(open)];
  if (losses.length < POINTS) return { losses, open: [], callsAPoint: course.callsAPoint };
  const halved = Array.from({ length: POINTS / 2 }, (_, i) => mean(losses.slice(2 * i, 2 * i + 2)));
  return { losses: halved, open: [], callsAPoint: 2 * course.callsAPoint };
}

/** After a call to the engine. @param seconds that it has run in all */
export function stepped(course: Course, { step, epoch, stepsAnEpoch, loss }: Step, seconds: number): Course {
  return { ...course, ...withLoss(course, loss), step, epoch, stepsAnEpoch, loss, seconds };
}

/** After an epoch. */
export const epochEnded = (course: Course, { test }: Epoch): Course => (test ? { ...course, test } : course);

const ENDINGS: Record<TrainResult["ending"], string> = {
  stall: "done: the loss ceased to improve",
  epochs: "done: the number of epochs was reached",
  steps: "done: the number of steps was reached",
  interrupted: "stopped",
};

/** At the end, good or bad. */
export function ended(course: Course, end: { result: TrainResult } | { error: unknown }): Course {
  if ("error" in end) {
    const { error } = end;
    return { ...course, phase: "failed", end: `failed: ${error instanceof Error ? error.message : String(error)}` };
  }
  const { ending, steps, epochs, seconds, test } = end.result;
  const phase = ending === "interrupted" ? "stopped" : "done";
  return { ...course, phase, step: steps, epoch: epochs, seconds, test, end: ENDINGS[ending] };
}

/** Steps in all, where they are known beforehand: a training until the loss stalls has an end that nobody knows. */
export function stepsInAll({ run, stepsAnEpoch }: Course): number | undefined {
  if (run.until === "stall" || stepsAnEpoch === undefined) return run.until === "steps" ? run.steps : undefined;
  const examples = stepsAnEpoch * run.batch;
  return mostSteps(scheduleOf(run, examples), examples);
}

/** The share that is done, 0 … 1; of a training until the loss stalls, the share of its epoch. */
export function share(course: Course): number {
  if (course.phase === "done") return 1;
  const all = stepsInAll(course);
  if (all !== undefined) return course.step / all;
  if (!course.stepsAnEpoch || course.step === 0) return 0;
  return Math.min(1, Math.max(0, course.step / course.stepsAnEpoch - (course.epoch - 1)));
}

/** Seconds that are left if it goes on as it did; undefined where its end is not known. */
export function secondsLeft(course: Course): number | undefined {
  const all = stepsInAll(course);
  const done = course.step - course.from;
  if (all === undefined || done <= 0) return undefined;
  return (course.seconds / done) * (all - course.step);
}
