import { type MeasureOptions } from "./options";
import { type MeasureKey } from "./stored";
export interface AlongRow {
    /** Steps in epochs; within one, no whole number. */
    epoch: number;
    /** Steps since the start. */
    step: number;
    /** The measure's main number, named by `number`; null where it has none. */
    value: number | null;
    result: unknown;
}
/** One measure along a training, with all that its rows depend on. */
export interface Along extends Omit<MeasureKey, "weights" | "data" | "version"> {
    /** Which number of the result `value` is. */
    number: string | null;
    /** One a snapshot, in the order of the training; the last is its end. */
    rows: AlongRow[];
}
export interface AlongOptions extends Omit<MeasureOptions, "onResult"> {
    onRow?(what: string, row: AlongRow): void;
}
/**
 * Measures a run at its start, at each of its snapshots and at its end. Random numbers are the same at each, so that they do not blur what changes.
 * @returns one entry a measure, in the order of `what`
 * @throws as `measureRun` does; UserError for a run without snapshots, UsageError for a measure that follows the training by itself
 */
export declare function measureAlong(folder: string, options: AlongOptions): Promise<Along[]>;
