import { type Tensor } from "../backend/tf";
import { type Constant } from "./trace";
/** Data of a step, one row an example: a tensor, or bytes that the step gets as float32 in [0, 1]. */
export type Rows = Tensor | {
    shape: number[];
    values: Uint8Array;
};
export type Hosted = Constant & {
    name: string;
};
/** Copies data to typed arrays. @throws UsageError for what is no data, by its name */
export declare function hostedData(data: Record<string, Rows>): Hosted[];
/** How many rows there are. @throws UsageError where the data differ in it */
export declare function rowCount(data: readonly Hosted[]): number;
/** `n` rows to record with; bytes become float32 in [0, 1], as in the program. */
export declare function exampleOf({ shape: [count, ...shape], dtype, values }: Constant, n: number, variant: number): Tensor;
/** @throws UsageError for a row that is not there */
export declare function rowNumbers(rows: ArrayLike<number>, count: number): Int32Array;
export interface Feed {
    name: string;
    /** One turn's value: its shape and type are those of all turns. */
    tensor: Tensor;
}
/** The feeds of a step. @throws UsageError for one that is no tensor, or has the name of data */
export declare function feedsOf(feeds: Record<string, Tensor>, data: readonly Hosted[]): Feed[];
/** @throws UsageError for a key that nobody reads */
export declare function expectKnown(what: string, given: object | undefined, known: readonly string[]): void;
/** The values of a feed for some turns. @throws UsageError where they are not as many as needed */
export declare function fedValues(name: string, { size, dtype }: Tensor, turns: number, values: ArrayLike<number> | undefined): Constant["values"];
