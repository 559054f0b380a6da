import { type EpochRow } from "./histories";
import { type Json } from "./read";
import type { RunRow } from "./row";
export interface Description {
    row: RunRow;
    folder: string;
    files: {
        name: string;
        bytes: number;
    }[];
    history: EpochRow[];
    /** Versions, device and source that it was computed with, where the file can be read. */
    environment?: Json;
}
/** @throws UserError where nothing of the run is there */
export declare function describeRun(store: string, id: string): Promise<Description>;
