import type { Planned } from "./executor";
import type { RunStore } from "./store";
import type { RunRow } from "./store/row";
/**
 * Loads the data of runs that are to be executed (which makes or downloads them where they are missing) and compares them with what stored runs were trained on.
 * @param toDo runs that will be executed, not none
 * @param taken runs of the same sweep that are done, by id
 * @throws UserError where a stored run was trained on other data, or the data are not to be had
 */
export declare function requireStoredData(toDo: readonly Planned[], taken: ReadonlyMap<string, RunRow>, { store, onProgress }: {
    store: RunStore;
    onProgress?: (line: string) => void;
}): Promise<void>;
