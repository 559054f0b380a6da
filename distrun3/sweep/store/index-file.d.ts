import type { RunRow } from "./row";
import type { Seen } from "./state";
export interface Entry {
    seen: Seen;
    row: RunRow;
}
export interface Index {
    /** By id; undefined: it is there, but `keep` does not want it. */
    entries: Map<string, Entry | undefined>;
    /** Lines that count no more, or never did. */
    dead: number;
}
export interface Wanted {
    /** Others are passed over unread. */
    ids?: ReadonlySet<string>;
    keep?(row: RunRow): boolean;
}
/** Reads the index; what is no file, cannot be read or does not check is as if it were not there. Memory is that of the rows kept. */
export declare function readIndex(path: string, { ids, keep }?: Wanted): Promise<Index>;
/** Adds rows. A folder that cannot be written to, or a full disk, costs time later and nothing else: it is passed over in silence. */
export declare function appendIndex(path: string, entries: readonly Entry[]): Promise<void>;
/** Writes the index anew. @throws where it cannot be written */
export declare const rewriteIndex: (path: string, entries: readonly Entry[]) => Promise<void>;
