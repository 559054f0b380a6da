/** How much work the notebooks do: minutes in all, a quarter of an hour, or the published setting. */
export declare const SCALES: readonly ["smoke", "small", "paper"];
export type Scale = (typeof SCALES)[number];
/** A place in a notebook. `index` counts the code cells from 1, as the kernel does. */
interface At {
    notebook: string;
    index: number;
    total: number;
}
/** What happens during a run. */
export type NotebookEvent = {
    event: "notebook started";
    notebook: string;
    total: number;
} | ({
    event: "cell started" | "cell finished";
    line: string;
} & At) | ({
    event: "error";
} & NotebookFailure) | {
    event: "written";
    path: string;
};
/** Where and why a run stopped. */
export interface NotebookFailure extends At {
    source: string;
    name: string;
    message: string;
}
/** What to run. */
export interface RunOptions {
    /** As in `findNotebooks`; none for all. */
    names?: string[];
    /** Handed to the notebooks as the environment variable SCALE. Default "small". */
    scale?: Scale;
    /** Folder for what is written. Default "out". */
    out?: string;
    /** Folder of the notebooks. Default "notebooks" of the project. */
    folder?: string;
    onEvent?: (event: NotebookEvent) => void;
    /** Stops the run, kernel and all. */
    signal?: AbortSignal;
}
/** How a run ended. A run that failed or was stopped has written what it had, up to the cell that ran last. */
export interface RunResult {
    written: string[];
    failure?: NotebookFailure;
    stopped: boolean;
}
/**
 * Runs notebooks one after the other and stops at the first error, which is returned, not thrown.
 * @throws UsageError for an unknown name; UserError if a notebook is damaged, if nothing can be written to
 * `out` (both before the first cell), or if Jupyter is missing or does not work.
 */
export declare function runNotebooks({ names, scale, out, folder, ...rest }: RunOptions): Promise<RunResult>;
export {};
