import type { Planned, SweepEvent } from "./executor";
export interface SweepDisplay {
    onEvent(event: SweepEvent): void;
    /** Takes the bars away, and says what was done. */
    end(): void;
}
/** The part of a terminal or file stream that is needed. */
export type SweepStream = NodeJS.WritableStream & {
    isTTY?: boolean;
    rows?: number;
    columns?: number;
};
/** @param clock seconds; for tests */
export declare function showSweep(runs: readonly Planned[], stream?: SweepStream, clock?: () => number): SweepDisplay;
