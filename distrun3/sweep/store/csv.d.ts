/** Rows as CSV (RFC 4180): a line of names, then a line a row; a value that is missing is empty. */
import type { Column, Value } from "./row";
type Row = Readonly<Record<string, Value | undefined>>;
/** @param write takes pieces of the text, one after the other. @returns number of rows */
export declare function writeCsv(write: (text: string) => Promise<void>, columns: readonly Column[], rows: Iterable<Row> | AsyncIterable<Row>): Promise<number>;
export {};
