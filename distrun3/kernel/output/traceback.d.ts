import { type Diagnostic } from "../compile/diagnostics";
/** The content of an `error` message, and of the reply to the request that failed. */
export interface CellError {
    ename: string;
    evalue: string;
    traceback: string[];
}
/** What a traceback needs to know of the cells. */
export interface CellLookup {
    find(number: number): {
        source: string;
        compiledLines: number;
        sourceLine(line: number, column: number): number | undefined;
    } | undefined;
}
/** Describes a thrown `value`. A `UserError` comes without frames outside the cells: the message says all. */
export declare function describeThrown(value: unknown, cells: CellLookup): CellError;
/** Describes a cell that TypeScript refused. */
export declare function describeDiagnostics(diagnostics: Diagnostic[]): CellError;
