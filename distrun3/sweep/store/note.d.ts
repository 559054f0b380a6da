import { type Run } from "../../config";
import { type Json } from "./read";
import type { RunRow } from "./row";
/** The files whose checksums a result holds. Weights are left out: their file has a checksum of its own, and the result has that of the vector. */
export declare const SEALED: readonly ["config.json", "environment.json", "history.jsonl"];
/**
 * Reads a finished run back, gives its result the checksums of the files beside it and of itself, and puts its row into the index.
 * @throws UserError where the run is not there, or damaged
 */
export declare function noteDone(store: string, folder: string, id: string): Promise<RunRow>;
/** The checksum that a result holds of a file; undefined where it holds none. */
export declare const checksumIn: (result: Json, name: string) => string | undefined;
/**
 * Notes that a run failed. One that is done stays done.
 * @throws UserError where the folder cannot be written to
 */
export declare function noteFailure(folder: string, id: string, run: Run, failure: {
    error: string;
    attempts: number;
}): Promise<void>;
