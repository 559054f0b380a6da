/** Rows as a Parquet file, group by group, so that memory stays that of one group. */
import type { Column, Value } from "./row";
type Row = Readonly<Record<string, Value | undefined>>;
/**
 * Writes a file. Every column may have missing values; what it means is in the file's metadata, under `columns`.
 * @param path is overwritten
 * @returns number of rows
 */
export declare function writeParquet(path: string, columns: readonly Column[], rows: Iterable<Row> | AsyncIterable<Row>): Promise<number>;
export {};
