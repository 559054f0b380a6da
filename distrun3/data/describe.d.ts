import { type DataName } from "./dataset";
import { type PlaceOptions } from "./places";
/** One data set on this machine. */
export interface DataPresence {
    name: DataName;
    /** Whether loading needs neither a download nor a drawing. Only names and sizes were looked at: loading checks the contents. */
    present: boolean;
    /** How the files differ from the official ones; absent for official data. */
    variant?: string;
    /** The file or folder where the data are, or would be kept. */
    path: string;
    /** Bytes of the files found there. */
    bytes: number;
    /** How to get it, in a sentence; or what is wrong with what is there. */
    how: string;
}
/** All data sets, in the order of DATA_NAMES. Never throws for what it finds. */
export declare function describeData(options?: PlaceOptions): Promise<DataPresence[]>;
