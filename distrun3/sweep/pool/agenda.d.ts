/** The runs that are still to be done: handed out one by one, given back by workers that died, put off while another process has them. */
import type { Planned } from "../executor";
export interface Job {
    planned: Planned;
    /** 1 for the first. */
    attempt: number;
}
export declare class Agenda {
    private ready;
    private later;
    private out;
    private closed;
    private waiting;
    constructor(runs: readonly Planned[]);
    /** The next run; waits while all that is left is in other hands. Each must be settled, returned or put off. @returns undefined when nothing is left, or the agenda was closed */
    take(): Promise<Job | undefined>;
    /** It needs no more work. */
    settle(): void;
    /** It is to be done next. */
    giveBack(job: Job): void;
    /** It is to be done, but not before so many milliseconds have passed. */
    putOff(job: Job, ms: number): void;
    /** Hands out nothing more. */
    close(): void;
    private bringForward;
    private wake;
    /** Until something changes, or a run that was put off is due. */
    private change;
}
