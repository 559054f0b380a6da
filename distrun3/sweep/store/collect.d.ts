import type { RunStatus } from "./row";
export interface Garbage {
    /** Of the file, or of the folder of the run. */
    path: string;
    bytes: number;
    why: string;
}
export interface CollectOptions {
    /** Only what was last written so many milliseconds ago or earlier. Default: an hour, more than any file is in the writing. */
    olderMs?: number;
    /** Also runs of these statuses, whole. Default: none. */
    runs?: readonly Exclude<RunStatus, "running">[];
    /** Also runs of an older NUMBERS_VERSION, whole. */
    oldVersions?: boolean;
    /** Finds, and deletes nothing. */
    dryRun?: boolean;
}
export interface Collected {
    garbage: Garbage[];
    /** What should have gone and is still there, and why. */
    kept: {
        path: string;
        why: string;
    }[];
}
/** A run in the hands of a living process is never touched. @throws UserError for a store that cannot be read */
export declare function collectGarbage(store: string, options?: CollectOptions): Promise<Collected>;
