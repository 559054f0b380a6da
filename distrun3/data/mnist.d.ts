import type { DataSet } from "./dataset";
import { type Places } from "./places";
/**
 * MNIST. Files at hand are read where they lie; others come from the cache, and what is missing or damaged there is downloaded.
 * @throws UserError for files that are damaged, or unofficial with nothing that says what they are, and for what cannot be had
 */
export declare function loadMnist(places: Places): Promise<DataSet>;
