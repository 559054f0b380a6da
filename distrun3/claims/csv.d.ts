/** A strict reader of CSV (RFC 4180 without line breaks inside values): what is not exactly as it should be is refused, with its line. */
/** What is wrong with a table, and where. */
export declare class TableError extends Error {
    readonly line: number;
    readonly name = "TableError";
    constructor(line: number, problem: string);
}
/** One row: its values by column, and its line in the file, counted from 1. */
export interface CsvRow {
    line: number;
    values: Record<string, string>;
}
/**
 * @param text the whole file
 * @param columns the names that its first line must have, in order
 * @throws TableError for other columns, a row of other length, a stray quote, an empty line, or a file that ends within a line
 */
export declare function parseCsv(text: string, columns: readonly string[]): CsvRow[];
