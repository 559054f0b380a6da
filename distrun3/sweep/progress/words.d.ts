/** A sweep's course in words: a line for the whole, one for each run at work, one for each that has ended. */
import type { Planned, SweepEvent } from "../executor";
import type { RunRow } from "../store/row";
import { type Running, type SweepCourse } from "./course";
/** `0:07`, `12:30`, `1:02:03`. */
export declare function clock(seconds: number): string;
/** What tells a run from the others of its sweep: "F1 batch 256 seed 1", with its recipe and rate where they may differ. */
export declare function runName({ run: { network, batch, seed, validation, learningRate }, recipe }: Planned): string;
/** The whole: "12 of 200 runs, 1 failed · 2 at work · about 4:10 left". */
export declare function wholeLine(course: SweepCourse, now: number): string;
/** A run at work: its name, how far it is, its numbers, the time that it still needs, and the memory of its worker. */
export declare function runLine(course: SweepCourse, running: Running, now: number): string;
/** A run that is done. */
export declare function doneLine(planned: Planned, row: RunRow): string;
/** What is worth a line of its own where lines stay; undefined for the rest. */
export declare function eventLine(planned: Planned, event: SweepEvent): string | undefined;
/** The end: what was done, how long it took, and the most memory that each worker had. */
export declare function endLine({ total, done, failed, memory, began }: SweepCourse, now: number): string;
