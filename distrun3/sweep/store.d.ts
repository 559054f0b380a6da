import { type Run } from "../config";
import { type StoredRun } from "../train/run-folder";
import type { RunFilter } from "./store/filter";
import type { RunRow, RunStatus } from "./store/row";
export type { RunFilter } from "./store/filter";
export interface RunStore {
    /** As an absolute path; it need not be there yet. */
    folder: string;
    /** The folder of a run. @throws UsageError for a text that is no id, UserError where a link lies in its place */
    folderOf(id: string): string;
    /** undefined: nothing of the run is there. */
    statusOf(id: string): Promise<RunStatus | undefined>;
    /** All runs, or those that a filter takes, by network, data, optimizer, batch and seed. @throws UserError for a folder that cannot be read */
    rows(filter?: RunFilter): Promise<RunRow[]>;
    /** The rows of known runs, in milliseconds; those of which nothing is there are left out. */
    rowsOf(ids: string[]): Promise<Map<string, RunRow>>;
    /** A finished run with its weights, checked. @throws UserError where it is not done, or damaged: which file, and what to do */
    load(id: string): Promise<StoredRun>;
    /** After `saveRun`, and again when measures were added: reads the run back and puts its row into the index. @throws UserError where it does not check */
    noteDone(id: string): Promise<RunRow>;
    /** Keeps why a run failed; one that is done stays done. @throws UserError where the folder cannot be written to */
    noteFailure(id: string, run: Run, failure: {
        error: string;
        attempts: number;
    }): Promise<void>;
}
/** @param folder default: LARGEBATCH_RUNS, else data/runs of the project; made when the first run is kept */
export declare function openStore(folder?: string): RunStore;
