import { type DataName, type DataSet } from "./dataset";
import { type PlaceOptions } from "./places";
export interface LoadOptions extends PlaceOptions {
    /** Take this many training examples: the first of a fixed, class-balanced order. All of them, in their own order, unless told. */
    trainSize?: number;
    /**
     * Holds so many training examples out, the same number of each class. They become the set's `test`: what is then trained and evaluated knows nothing of the test
     * examples, which are dropped. Default: none.
     */
    validation?: number;
}
/**
 * A data set, checked: made here (glyphs), read from files at hand, from the cache, or downloaded.
 * @throws UserError for an unknown name, for files that are missing, damaged or not what they should be, and for a trainSize or validation beyond the data
 */
export declare function loadData(name: DataName, options?: LoadOptions): Promise<DataSet>;
/** @throws UserError unless it is the name of a data set */
export declare function requireName(name: string): DataName;
/**
 * Makes sure that a data set is here and whole, whatever that takes. Call it before starting several processes, so that only one downloads.
 * @throws as loadData
 */
export declare function fetchData(name: DataName, onProgress?: (line: string) => void, options?: PlaceOptions): Promise<void>;
