/**
 * What a file says of a sweep; not checked yet.
 * @throws UsageError for a file that is not there, of another kind or without a default export; UserError for one that cannot be read or run
 */
export declare function readSweepFile(file: string): Promise<object>;
