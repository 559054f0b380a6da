import type { Planned, SweepEvent } from "../executor";
/** A run at work. */
export interface Running {
    planned: Planned;
    /** Who has it. */
    worker: string;
    attempt: number;
    /** Seconds on the caller's clock. */
    since: number;
    /** Where it was resumed. */
    from?: {
        step: number;
        epoch: number;
    };
    epoch: number;
    step: number;
    /** 0 to 1, and what it was when first heard of. */
    share: number;
    shareAtFirst?: number;
    /** Seconds on the caller's clock when the share was first heard of. */
    firstAt?: number;
    loss?: number;
    /** 0 to 1. */
    accuracy?: number;
}
/** Time that runs of a kind took here. */
interface Spent {
    seconds: number;
    runs: number;
}
export interface SweepCourse {
    total: number;
    done: number;
    failed: number;
    /** By id; those that nobody has begun. */
    waiting: ReadonlyMap<string, Planned>;
    /** By id, in the order of their start. */
    running: ReadonlyMap<string, Running>;
    /** Newest memory of each worker, megabytes, and the most that it had. */
    memory: ReadonlyMap<string, {
        now: number;
        most: number;
    }>;
    /** By kind of run. */
    spent: ReadonlyMap<string, Spent>;
    /** When it began, seconds on the caller's clock. */
    began: number;
}
export declare const sweepStart: (runs: readonly Planned[], now: number) => SweepCourse;
/** The state after an event. @param now seconds on the caller's clock */
export declare function sweepAfter(course: SweepCourse, event: SweepEvent, now: number): SweepCourse;
/** Seconds that a run at work still needs; undefined where nothing tells. Of one that may stall earlier: at most, unless others of its kind have ended. */
export declare function runSecondsLeft(course: SweepCourse, running: Running, now: number): number | undefined;
/** Seconds until all runs are done, if the same number stays at work; undefined where nothing tells. */
export declare function secondsLeft(course: SweepCourse, now: number): number | undefined;
/** What is done of the whole, 0 to 1: runs that ended, and the shares of those at work. */
export declare function sweepShare({ total, done, failed, running }: SweepCourse): number;
export {};
