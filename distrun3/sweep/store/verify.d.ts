export interface Damage {
    id: string;
    /** Path of the damaged file. */
    file: string;
    problem: string;
    /** What to do. */
    remedy: string;
    /** The file, if any, whose deletion makes it right again: the next sweep that wants the run makes it anew. */
    remove?: string;
    /** It was deleted. */
    mended?: boolean;
}
export interface Verified {
    runs: number;
    /** Files that were checked. */
    files: number;
    damage: Damage[];
    /** Finished runs whose result holds no checksums of the files beside it, such as those of `train --save`. */
    unsealed: number;
}
export interface VerifyOptions {
    /** Default: all. */
    ids?: readonly string[];
    /** Deletes what is damaged, so that the next sweep makes it anew. A run in the hands of a living process is left alone. */
    mend?: boolean;
    signal?: AbortSignal;
    onRun?(done: number, of: number): void;
}
/** @throws UserError for a store that cannot be read */
export declare function verifyStore(store: string, { ids, mend, signal, onRun }?: VerifyOptions): Promise<Verified>;
