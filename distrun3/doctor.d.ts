import { type BackendWish } from "./backend/choose";
export interface Finding {
    name: string;
    /** `note`: worth knowing; `broken`: something will not work. */
    state: "ok" | "note" | "broken";
    value: string;
    /** What to do. */
    advice?: string;
}
/**
 * All findings, in the order in which they are read.
 * @throws UserError when a backend is asked for by name that cannot run
 */
export declare function examine(wish?: BackendWish): Promise<Finding[]>;
