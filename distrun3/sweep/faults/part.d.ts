/** A part of the fault test: a way to execute sweeps, struck again and again. */
export interface FaultOptions {
    seed: number;
    /** Strikes in all. */
    kills: number;
    /** A folder of its own, empty. */
    folder: string;
    onLine(line: string): void;
}
export interface FaultReport {
    part: string;
    /** Sweeps that were struck, and their runs in all. */
    sweeps: number;
    runs: number;
    /** By what was killed. */
    kills: Record<string, number>;
    seconds: number;
    /** What is not as in the undisturbed sweep, a sentence each. */
    wrong: string[];
    /** Files that nobody needs any more. */
    leftovers: number;
}
export interface Part {
    name: string;
    run(options: FaultOptions): Promise<FaultReport>;
}
/** Reports as a table. */
export declare function tableOf(reports: readonly FaultReport[]): string;
export declare const countOf: (kills: Record<string, number>) => number;
