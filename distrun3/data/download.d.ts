export interface Download {
    /** Where the same file can be had, best first. */
    urls: string[];
    /** Where the bytes gather; what lies there from an earlier try is continued. Notes on it lie beside it, in `<part>.json`. */
    part: string;
    /** A source that sends more bytes than this is dropped. */
    limit: number;
    /** Seconds without a byte after which a source is dropped; 30 unless told. */
    patience?: number;
    onProgress?: (done: number, total?: number) => void;
}
/**
 * Downloads, and hands the whole file to `accept`, which checks it and returns what it makes of it (or throws a UserError). A resumed file
 * that is not accepted is fetched once more from the start. Two processes must not fill the same part at once.
 * @throws UserError that says, for each source, why it failed
 */
export declare function download<T>(options: Download, accept: (path: string) => Promise<T>): Promise<T>;
