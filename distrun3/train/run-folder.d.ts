import { type Run } from "../config";
import type { DataSet } from "../data/dataset";
import type { TrainResult } from "./loop";
export declare const RUN_FILES: {
    readonly config: "config.json";
    readonly weights: "weights.safetensors";
    readonly result: "result.json";
};
declare const VECTORS: readonly ["weights", "start", "statistics"];
/** A run's result as JSON: all but its vectors, and what tells whether the files are whole. */
export type StoredResult = Omit<TrainResult, (typeof VECTORS)[number]> & {
    parameters: number;
    weightsSha256: string;
    /** Hash of the data that it was trained on. */
    dataSha256: string;
};
export interface StoredRun extends Pick<TrainResult, (typeof VECTORS)[number]> {
    folder: string;
    run: Run;
    result: StoredResult;
}
/** The hash of a vector's bytes. */
export declare const vectorSha256: ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array) => string;
/**
 * Writes a finished run; `result.json` last, so that a folder with one is whole.
 * @throws UserError where the folder cannot be written to
 */
export declare function saveRun(folder: string, result: TrainResult, data: DataSet): Promise<StoredResult>;
/** @throws UserError for a folder without a finished run, or with damaged files: which one, and what to do */
export declare function loadRun(folder: string): Promise<StoredRun>;
/** The config of a run alone, without its weights. @throws UserError as `loadRun` does */
export declare const loadConfig: (folder: string) => Promise<Run>;
/** @throws UserError where the data at hand is not what the run was trained on */
export declare function requireSameData({ folder, run, result }: StoredRun, data: DataSet): void;
export {};
