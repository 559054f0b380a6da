import { type RunFilter } from "./filter";
import { type RunRow } from "./row";
import { type Seen } from "./state";
/** The names of all folders that may be runs. @throws UserError for a store that cannot be read; one that is not there has none */
export declare function idsIn(store: string): Promise<string[]>;
/** The runs that a filter takes, in the order of `sortRows`. @throws UserError for a store that cannot be read */
export declare function listRows(store: string, filter?: RunFilter): Promise<RunRow[]>;
/** The rows of some runs, by id; those of which there is nothing are left out. Not more of the index is read than is worth it. */
export declare function rowsById(store: string, ids: readonly string[], indexBytes: number): Promise<Map<string, RunRow>>;
export declare const isSame: (a: Seen, b: Seen | undefined) => boolean;
