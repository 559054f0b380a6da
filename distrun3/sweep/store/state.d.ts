import { type Json } from "./read";
import { type RunRow } from "./row";
/** What tells cheaply whether a finished run is as it was: when result.json was written, its bytes, when a measure was added (0: none was). */
export type Seen = [resultMs: number, resultBytes: number, measuresMs: number];
/** @returns undefined where there is no result */
export declare function glance(folder: string): Seen | undefined;
export interface State {
    row: RunRow;
    /** Of a run that is done. */
    seen?: Seen;
}
/** What is in the folder of a run; undefined where no run is: no folder, a link, or nothing begun in it. Files that are damaged are said in the row. */
export declare function stateOf(folder: string, id: string): Promise<State | undefined>;
/** Whether a living process has the run. A lock that is no plain file would keep its reader waiting. */
export declare const isRunning: (folder: string) => Promise<boolean>;
/** The settings of the run, from whichever of its files has them: only those that its name is made of are believed. */
export declare function configIn(folder: string, id: string): {
    config: Json;
    version: number;
};
/** The version of the numbers by which settings make an id; undefined where they are those of another run. */
export declare function versionOf(config: unknown, id: string): number | undefined;
/**
 * The row of a finished run; undefined where there is no result. The weights are looked at, not read.
 * @throws Fault for a result that is damaged or of another run, and for weights that are not there or cut short
 */
export declare function finishedRow(folder: string, id: string): RunRow | undefined;
/** A result, checked against the SHA-256 that it holds; one without is taken as it is: `train --save` writes none. @throws Fault */
export declare function readResult(path: string): Json | undefined;
/** The SHA-256 of a result without its own. @throws Fault for one that is nested beyond measure */
export declare function sealOf(result: Json, path: string): string;
