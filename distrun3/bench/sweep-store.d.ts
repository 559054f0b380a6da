export interface StoreBench {
    runs: number;
    /** All rows, while no index is there: each folder is read. */
    rebuildMs: number;
    /** All rows. */
    listMs: number;
    /** The rows of one network and batch. */
    filterMs: number;
    /** The rows of 100 known runs. */
    knownMs: number;
    /** Listing included, as `largebatch export` does it. */
    exportCsvMs: number;
    exportParquetMs: number;
    /** The largest that this process has been. */
    rssMB: number;
}
/**
 * Makes a store of made-up runs in a temporary folder, measures, and deletes it. Takes a few minutes and, for 100,000 runs, 1.6 GB of disk.
 * @param options.runs default 100,000
 * @param options.folder to make the store in; default: the system's
 */
export declare function benchStore({ runs, folder, onProgress, }?: {
    runs?: number;
    folder?: string;
    onProgress?(line: string): void;
}): Promise<StoreBench>;
/** Made-up finished runs: whole folders, but quickly written. @returns their ids */
export declare function makeRuns(store: string, count: number): Promise<string[]>;
