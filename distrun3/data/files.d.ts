/** SHA-256 as 64 lower-case hexadecimal digits. */
export declare const sha256: (bytes: Uint8Array) => string;
/** SHA-256 of a file, read piece by piece. */
export declare function sha256OfFile(path: string): Promise<string>;
/** As `mkdir -p`. Node's own `recursive` never returns where the system answers ENOENT in a folder that exists, as in /proc. */
export declare function makeFolder(folder: string): void;
/** Writes under a name of its own, then renames: a reader sees the whole file or none, also after a power cut. Makes the folder where needed. */
export declare function writeWhole(path: string, bytes: Uint8Array | string): Promise<void>;
/** Size in bytes; undefined where no such file is. */
export declare function sizeOf(path: string): Promise<number | undefined>;
/** The same memory as a plain Uint8Array: a Buffer's slice, map and printing are of its own kind. */
export declare const asBytes: (buffer: Buffer) => Uint8Array;
/**
 * The content of a file that should hold exactly `bytes` bytes, plain or gzip-compressed (seen from its first two bytes). Nothing larger
 * than that is ever held in memory.
 * @throws UserError if the content is larger or smaller, or the compression is damaged
 */
export declare function readExactly(path: string, bytes: number): Promise<{
    content: Uint8Array;
    raw: Uint8Array;
}>;
/** Where the files of a set lie: the folder, and the path of each file by its official name. */
export interface Located {
    folder: string;
    paths: Map<string, string>;
}
/**
 * The first of some folders that holds any of the files, under its name or with `.gz` added (the plain one is preferred).
 * `missing` names those that are not there.
 */
export declare function locate(folders: string[], names: string[]): Promise<(Located & {
    missing: string[];
}) | undefined>;
