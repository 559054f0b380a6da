import { type StoredRun } from "../../train/run-folder";
/** Of a run's result, all that must not depend on what happened on the way. */
export interface Numbers {
    ending: string;
    epochs: number;
    steps: number;
    train: object;
    test: object;
    history: object[];
    weights: string;
    start: string;
    statistics: string;
}
export declare function numbersOf({ result, weights, start, statistics }: StoredRun): Numbers;
/**
 * Compares two stores.
 * @param ids of all runs that the sweep has
 * @returns what is wrong, a sentence each; none: all is as it should be
 */
export declare function differences(undisturbed: string, disturbed: string, ids: readonly string[]): Promise<string[]>;
/** Files in a store that no finished sweep needs, by their paths in it: halves that a killed process left, checkpoints of finished runs. For the table, no fault. */
export declare function leftovers(store: string): Promise<string[]>;
