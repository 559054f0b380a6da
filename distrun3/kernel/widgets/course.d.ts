/** How far a training has come, as data: what a widget or a line of text shows of it. Pure: events in, the next state out. */
import type { Run } from "../../config";
import type { Epoch, Saved, TrainHooks, TrainResult } from "../../train/loop";
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
    test?: {
        loss: number;
        accuracy: number;
    };
    /** Seconds that it ran, pauses left out. */
    seconds: number;
    /** How it ended, in words. */
    end?: string;
}
/** Before the first step. */
export declare const courseStart: (run: Run) => Course;
/** What it goes on from is known. */
export declare function started(course: Course, saved: Saved | undefined): Course;
type Step = Parameters<NonNullable<TrainHooks["onStep"]>>[0];
/** After a call to the engine. @param seconds that it has run in all */
export declare function stepped(course: Course, { step, epoch, stepsAnEpoch, loss }: Step, seconds: number): Course;
/** After an epoch. */
export declare const epochEnded: (course: Course, { test }: Epoch) => Course;
/** At the end, good or bad. */
export declare function ended(course: Course, end: {
    result: TrainResult;
} | {
    error: unknown;
}): Course;
/** Steps in all, where they are known beforehand: a training until the loss stalls has an end that nobody knows. */
export declare function stepsInAll({ run, stepsAnEpoch }: Course): number | undefined;
/** The share that is done, 0 … 1; of a training until the loss stalls, the share of its epoch. */
export declare function share(course: Course): number;
/** Seconds that are left if it goes on as it did; undefined where its end is not known. */
export declare function secondsLeft(course: Course): number | undefined;
export {};
