/** What a result depends on. */
export interface MeasureKey {
    what: string;
    settings: Record<string, number>;
    seed: number;
    /** `train`, `test`; of measures of several runs also `both`, or `history` where no examples were needed. */
    split: string;
    /** Examples of the split that were used, all or the first of a seeded order. */
    examples: number;
    batchNorm: string;
    /** Hash of the weights; of several runs: of all that the result takes from them. */
    weights: string;
    /** Hash of the data. */
    data: string;
    /** Goes up when a measure gives other numbers for the same settings. */
    version: number;
}
export interface StoredMeasure extends MeasureKey {
    /** Folders of the runs, where it is a measure of several, in their order. */
    runs?: string[];
    result: unknown;
    seconds: number;
    backend: string;
    measuredAt: string;
}
/** Goes up when a measure gives other numbers for the same settings. */
export declare const MEASURE_VERSION = 1;
/** A short hash of all that a result depends on. */
export declare function keyHash(key: MeasureKey): string;
/** Where the result lies: `<run>/measures/<what>-<hash>.json`. */
export declare const measureFile: (folder: string, key: MeasureKey) => string;
/** Where a measure that can go on after an interruption keeps what it has so far. */
export declare const partialFile: (folder: string, key: MeasureKey) => string;
/** @returns the result with these very settings, if it is there and whole */
export declare function readMeasure(folder: string, key: MeasureKey): Promise<StoredMeasure | undefined>;
/** How a result that is not there yet comes about. */
export interface Fresh {
    key: MeasureKey;
    /** What computes. */
    backend: string;
    /** Folders of the runs, of a measure of several. */
    runs?: string[];
    /** Whether an interrupted attempt does not count. */
    again?: boolean | undefined;
    /** @param partial a file for what is done so far; removed once the result is kept */
    measure(partial: string): Promise<object>;
}
/** Measures, and keeps the result. @returns it, and where it lies */
export declare function measureAndKeep(folder: string, { key, backend, runs, again, measure }: Fresh): Promise<{
    stored: StoredMeasure;
    file: string;
}>;
