import { type Column, type RunRow, type Value } from "./row";
/** What is exported: a table with its columns. */
export interface Table {
    columns: readonly Column[];
    /** Made anew for each file. */
    rows(): Iterable<Row> | AsyncIterable<Row>;
}
type Row = Readonly<Record<string, Value | undefined>>;
/** A row a run. */
export declare const runsTable: (rows: readonly RunRow[]) => Table;
/** A row an epoch of each run. @param store folder of the store */
export declare const historiesTable: (store: string, rows: readonly RunRow[]) => Table;
/** @returns number of rows @throws UserError where the file cannot be written */
export declare const exportCsv: (path: string, { columns, rows }: Table) => Promise<number>;
/** @returns number of rows @throws UserError where the file cannot be written */
export declare const exportParquet: (path: string, { columns, rows }: Table) => Promise<number>;
export {};
